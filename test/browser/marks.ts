/**
 * A part of a spec that draws one kind of mark: the class of its marks in the SVG, how many there must be (null where a
 * row need not be a mark), and how many areas its map has, drawn by this part or another (0: no map).
 */
export type Unit = {readonly marks: string; readonly count: number | null; readonly areas: number};

type Json = {readonly [key: string]: any}; // eslint-disable-line -- a spec as it stands in the page
type Context = {readonly name: string; readonly data: Json; readonly steps: readonly Json[]; readonly encoding: Json};

const ONE_EACH = new Set(["bar", "rect", "point", "circle", "square", "tick", "rule", "text", "image", "geoshape"]);
const KEEPS_ROWS = ["calculate", "lookup", "window", "joinaggregate", "stack", "timeUnit"];

/**
 * Returns the parts of a Vega-Lite spec. A row is a mark where there is no aggregation and no transform that adds or
 * drops rows. The class of the marks is the one that vega-lite gives them (`concat_0_layer_1_marks`).
 */
export function units(
  spec: Json,
  context: Context = {name: "", data: {}, steps: [], encoding: {}},
  root = spec
): Unit[] {
  const inner: Context = {
    name: spec.name ?? context.name,
    data: spec.data ?? context.data,
    steps: spec.data ? (spec.transform ?? []) : [...context.steps, ...(spec.transform ?? [])],
    encoding: {...context.encoding, ...spec.encoding}
  };
  const children = ["layer", "concat", "hconcat", "vconcat"].flatMap((key) =>
    (spec[key] ?? []).map((child: Json, i: number) => ({child, part: `${key.replace(/^[hv]/, "")}_${i}`}))
  );
  if (spec.mark) return unit(spec.mark, inner, root);
  return children.flatMap(({child, part}) =>
    units(child, {...inner, name: [inner.name, part].filter(Boolean).join("_")}, root)
  );
}

function unit(mark: Json | string, {name, data, steps, encoding}: Context, root: Json): Unit[] {
  const type = typeof mark === "string" ? mark : mark.type;
  const rows = rowsOf(data, root.datasets ?? {});
  if (!ONE_EACH.has(type) || rows === null) return [];
  const kept =
    steps.every((step) => KEEPS_ROWS.some((key) => key in step)) && !Object.values(encoding).some(isAggregate);
  const drawable = rows.filter((row) => Object.values(encoding).every((channel) => isDrawable(row, channel)));
  const marks = [name, "marks"].filter(Boolean).join("_");
  return [{marks, count: kept ? drawable.length : null, areas: type === "geoshape" ? rows.length : 0}];
}

function rowsOf(data: Json, datasets: Json): readonly Json[] | null {
  const values = data.values ?? datasets[data.name] ?? null;
  if (values === null || Array.isArray(values)) return values;
  const feature = values.objects?.[data.format?.feature];
  return feature?.geometries ?? (feature ? [feature] : null);
}

function isAggregate(channel: Json | null): boolean {
  return channel?.aggregate !== undefined || channel?.bin !== undefined;
}

function isDrawable(row: Json, channel: Json | null): boolean {
  const measured = channel?.type === "quantitative" || channel?.type === "temporal";
  return !measured || !(channel.field in row) || row[channel.field] !== null;
}
