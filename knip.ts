// What knip looks at: files, exports and packages that nothing uses. It compiles notebooks to their code, as the charts
// are called there and nowhere else.
interface Notebook {
  readonly cells: readonly {readonly cell_type: string; readonly source: readonly string[]}[];
}

function codeOf(notebook: string): string {
  const {cells} = JSON.parse(notebook) as Notebook;
  return cells.flatMap((cell) => (cell.cell_type === "code" ? [cell.source.join("")] : [])).join("\n");
}

export default {
  workspaces: {
    ".": {
      entry: [
        "notebooks/*.ipynb!",
        "scripts/*.{ts,mjs}!",
        "scripts/setup/preload.cjs!",
        "test/**/*.{test,full}.ts",
        "test/bench/**/*.mjs"
      ],
      project: ["notebooks/*.ipynb!", "scripts/**/*.{ts,mjs,cjs}!", "test/**/*.{ts,mjs}"],
      // Read by path, not imported: vega-embed and axe-core go into pages.
      ignoreDependencies: ["axe-core", "vega-embed"]
    },
    lib: {project: ["**/*.{ts,ipynb}!", "!dist/**"], includeEntryExports: true},
    "test/vega5": {ignoreDependencies: ["vega", "vega-lite"]} // required by test/chart/engines.ts
  },
  compilers: {ipynb: codeOf},
  exclude: ["binaries"],
  ignoreExportsUsedInFile: {interface: true, type: true},
  ignoreIssues: {
    "lib/cli/pi-installation.ts": ["exports"], // stands in for lib/base/installation.ts on the Pi
    "scripts/setup/*.mjs": ["exports"] // test/setup imports them by a path that is made up at run time
  }
};
