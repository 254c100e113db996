// What draws the charts. The set-up makes one file of the compiled module and the 50 packages behind it, as they take a
// process three times as long to load one by one: scripts/setup/lib.mjs.
export * as vega from "vega";
export {compile} from "vega-lite";
