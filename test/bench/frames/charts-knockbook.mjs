// Draws a chart with knockbook: charts-knockbook.mjs CHART ROWS SVG [TOPOLOGY]. It imports what is compiled, as a
// notebook does, and of the charts only the one that it draws, as charts.py does.
import {readFileSync, writeFileSync} from "node:fs";
import {renderSvg} from "knockbook/notebook/render";

const [chart, rowsPath, svgPath, mapPath] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const {rows, ...options} = read(rowsPath);
const {[chart]: draw} = await import(`knockbook/chart/${chart}`);
writeFileSync(svgPath, await renderSvg(draw(rows, {...options, ...(mapPath && {topology: read(mapPath)})})));
