import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {chart} from "../../lib/chart/parts/chart.ts";
import type {Spec} from "../../lib/chart/parts/spec.ts";
import {chartBundle} from "../../lib/notebook/show.ts";
import type {Cell, Output} from "../../lib/notebook/nbformat.ts";
import type {Run} from "../../lib/report/page/bundle.ts";

/** Names as an attacker may write them: markup, ends of scripts, links, formulas, escape sequences, overrides. */
export const HOSTILE = [
  `<script>window.hacked = 1</script>`,
  `</script><script>window.hacked = 2</script>`,
  `<img src=x onerror="window.hacked = 3">`,
  `"><svg onload=window.hacked=4>`,
  `<!--<script>`,
  `[click](javascript:window.hacked=5)`,
  `![x](https://example.com/x.png) https://example.com/`,
  `javascript:window.hacked=6`,
  `=HYPERLINK("https://example.com")`,
  `\u001b[31mred\u001b[0m`,
  `root\u202e toor\u2066`,
  `nul\u0000 bell\u0007 del\u007f`,
  `\u2028line\u2029separators\ud800`,
  `{{datum.x}} \${x} ' \\u003c`,
  "W".repeat(10_000)
];

const DAY = 86_400_000;
const START = Date.UTC(2025, 0, 1);

/** Returns pseudo-random numbers in [0, 1), the same ones for the same seed. */
function random(seed: number): () => number {
  return () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Stacked bars of 120 days; each row is a mark. */
export function daysSpec(): Spec {
  const next = random(7);
  const values = Array.from({length: 120}, (_, i) => ({day: START + i * DAY, n: Math.round(400 + 500 * next() ** 6)}));
  return chart(
    {
      width: 716,
      height: 240,
      data: {values},
      mark: {type: "bar", width: 4, aria: false},
      encoding: {
        x: {field: "day", type: "temporal", title: null, scale: {type: "utc"}},
        y: {field: "n", type: "quantitative", title: null},
        tooltip: [{field: "n", type: "quantitative", title: "attempts", format: ","}]
      }
    },
    {title: "A median day brings 412 attempts", subtitle: "Attempts per day, raspberrypi, UTC"}
  );
}

/** Bars of user names with a picture beside each, like flags. */
export function namesSpec(names: readonly string[]): Spec {
  const url = `data:image/png;base64,${readFileSync(join(import.meta.dirname, "../../data/flags/nl.png")).toString("base64")}`;
  const values = names.map((name, i) => ({name, n: 5000 - 200 * i, url}));
  return chart(
    {
      width: 600,
      height: {step: 24},
      data: {values},
      encoding: {y: {field: "name", type: "nominal", sort: null, axis: null}},
      layer: [
        {mark: {type: "image", width: 20, height: 14, x: -150, aria: false}, encoding: {url: {field: "url"}}},
        {
          mark: {type: "text", align: "left", x: -130, limit: 126, style: "name", tooltip: null},
          encoding: {text: {field: "name"}}
        },
        {
          mark: {type: "bar"},
          encoding: {
            x: {field: "n", type: "quantitative", axis: null},
            tooltip: [
              {field: "name", title: "user"},
              {field: "n", type: "quantitative", title: "attempts"}
            ]
          }
        }
      ]
    },
    {title: "root takes 41 % of all attempts", subtitle: "Attempts by user name, raspberrypi"}
  );
}

/** Lines that can be compared by a radio and a legend. */
export function timelineSpec(): Spec {
  const next = random(11);
  const countries = ["China", "United States", "Singapore"];
  const values = countries.flatMap((c, k) =>
    Array.from({length: 40}, (_, i) => ({w: START + 7 * i * DAY, c, n: Math.round(1500 / (k + 1) + 900 * next())}))
  );
  return chart(
    {
      width: 716,
      height: 240,
      params: [
        {name: "scale", value: "attempts", bind: {input: "radio", options: ["attempts", "thousands"], name: " "}}
      ],
      data: {values},
      transform: [{calculate: "scale == 'attempts' ? datum.n : datum.n / 1000", as: "v"}],
      encoding: {
        x: {field: "w", type: "temporal", title: null, scale: {type: "utc"}},
        y: {field: "v", type: "quantitative", title: null},
        color: {field: "c", type: "nominal"},
        opacity: {condition: {param: "pick", value: 1}, value: 0.15}
      },
      layer: [{params: [{name: "pick", select: {type: "point", fields: ["c"]}, bind: "legend"}], mark: "line"}]
    },
    {title: "China leads in every week", subtitle: "Attempts per week by country. Click a name to compare."}
  );
}

/** The countries of world-atlas under bubbles; the topology is the same object in every map. */
export function worldSpec(seed: number): Spec {
  const next = random(seed);
  const values = Array.from({length: 80}, () => ({
    lon: 300 * next() - 140,
    lat: 90 * next() - 30,
    n: Math.ceil(900 * next() ** 4)
  }));
  return chart(
    {
      width: 742,
      height: 350,
      datasets: {world},
      projection: {type: "equalEarth"},
      layer: [
        {
          data: {name: "world", format: {type: "topojson", feature: "countries"}},
          mark: {type: "geoshape", fill: "#808080", fillOpacity: 0.18, stroke: "#808080", aria: false, tooltip: null}
        },
        {
          data: {values},
          mark: {type: "circle", fillOpacity: 0.5, stroke: "#2f8fb8", aria: false},
          encoding: {
            longitude: {field: "lon", type: "quantitative"},
            latitude: {field: "lat", type: "quantitative"},
            size: {field: "n", type: "quantitative", scale: {range: [0, 600]}, legend: null}
          }
        }
      ]
    },
    {title: `80 places on map ${seed}`, subtitle: "Attempts by place of the address (DB-IP City)"}
  );
}

const world = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-110m.json"), "utf8")
) as unknown;

const bare = {id: "a", metadata: {}};

/** Returns a cell of Markdown. */
export const text = (source: string): Cell => ({
  ...bare,
  cell_type: "markdown",
  source: source.split(/(?<=\n)/)
});

/** Returns a code cell with what it displayed. */
export const code = (source: string, ...outputs: Output[]): Cell => ({
  ...bare,
  cell_type: "code",
  execution_count: 1,
  source,
  outputs
});

/** Returns what a cell displays, in one or several MIME types. */
export const shown = (data: Record<string, unknown>): Output => ({output_type: "display_data", metadata: {}, data});

/** Returns what a cell printed. */
export const printed = (text: string, name: "stdout" | "stderr" = "stdout"): Output => ({
  output_type: "stream",
  name,
  text
});

const drawn = async (spec: Spec): Promise<Output> => shown({...(await chartBundle(spec)).data});

/** Returns a notebook like the real ones: prose, tables, charts of every kind, a computed finding. */
export async function sampleNotebook(names: readonly string[]): Promise<Run> {
  const cells = (name: string): string => name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const rows = names.map(
    (name, i) =>
      `<tr><td style="text-align: left">${cells(name)}</td><td style="text-align: right">${5000 - 200 * i}</td></tr>`
  );
  const table = `<table><thead><tr><th scope="col">user</th><th scope="col" style="text-align: right">attempts</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  return {
    cells: [
      text(
        "# What a year brings\n\nA machine at home is reachable on port 22. *Every* attempt of a stranger to log in is a row in its log; this page counts them, **by day and by name**, and says where the addresses are."
      ),
      code(
        'import {loadFrame} from "knockbook/ask/polars/star";\n\nconst attempts = await loadFrame(); // one row an attempt'
      ),
      text(
        "## How many each day\n\nA day with no log is shaded: quiet is not the same as no data. Bursts come from a few addresses, which the [countries](2-countries.ipynb) show."
      ),
      code(
        "const perDay = days(attempts);\nshow(daysChart(perDay, {host: `raspberrypi`, limit: 20}));",
        await drawn(daysSpec())
      ),
      code("attempts.height", printed("120000\n")),
      text(
        "## Which names they try\n\n| outcome | meaning |\n|---|---|\n| `failed` | the server judged a credential |\n| `abandoned` | the client left first |"
      ),
      code("show(topNames(attempts));", shown({"text/html": table, "text/plain": `${names.length} rows`})),
      code("show(namesChart(attempts));", await drawn(namesSpec(names))),
      code("names.join()", printed(`${names.join("\n")}\n`)),
      text("## When, and from where"),
      code("show(timeline(attempts));", await drawn(timelineSpec())),
      text("### On the map\n\nThe address is nominal: proxies and rented machines stand for whoever uses them."),
      code("show(world(attempts));", await drawn(worldSpec(3))),
      code("show(world(attempts, {year: 2024}));", await drawn(worldSpec(5))),
      text("## What was found"),
      code(
        "say(finding(attempts));",
        shown({
          "text/markdown": `**120 000 attempts in 120 days**, 412 on a median day; *root* takes 41 %. ${names.join(" ")} Next: [countries](2-countries.ipynb).`
        })
      )
    ]
  };
}

/** Ordinary names. */
export const NAMES = ["root", "admin", "ubuntu", "test", "user", "oracle", "postgres", "git", "pi", "guest"];
