// npm run bench -- ingest [OPTION…], or frames [OPTION…]: compares knockbook with what people use instead.
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  ingest: () => import("./run-ingest.ts"),
  frames: () => import("./run-frames.ts")
};

const [name = ""] = process.argv.slice(2);
if (!Object.hasOwn(benches, name)) throw new Error(`no such bench; not ${Object.keys(benches).join(" or ")}: ${name}`);
await benches[name]!();
