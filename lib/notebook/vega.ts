// The packages that draw the charts. The set-up (scripts/setup/lib.mjs) makes one file of the compiled module and of
// the 50 packages behind it: to load them one by one takes a process three times as long.
export * as vega from "vega";
export {compile} from "vega-lite";
