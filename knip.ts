export default {
  workspaces: {
    ".": {
      entry: ["scripts/*.{ts,mjs}!", "scripts/setup/preload.cjs!", "test/**/*.{test,full}.ts", "test/bench/**/*.mjs", "notebooks/*.ipynb!"],
      project: ["scripts/**/*.{ts,mjs,cjs}!", "test/**/*.{ts,mjs}", "notebooks/*.ipynb!"]
    },
    lib: {entry: ["cli/main.ts!", "bin/knockbook.js!"], project: ["**/*.ts!", "!dist/**"], includeEntryExports: true}
  },
  compilers: {
    ipynb: (text: string) =>
      (JSON.parse(text) as {cells: {cell_type: string; source: string[]}[]}).cells
        .filter((cell) => cell.cell_type === "code")
        .map((cell) => cell.source.join(""))
        .join("\n")
  }
};
