/**
 * The style sheet of every page: one column for reading, light or dark by the reader's setting, and a form for paper.
 */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #1c2226; --soft: #59646c; --page: #ffffff; --raised: #ffffff; --shade: #f4f6f7; --line: #dde2e5;
  --link: #1d6c90; --accent: #2f8fb8; --warm: #8a5200; --warm-line: #e28d12; --warm-shade: #fdf4e5;
  --keyword: #6a43bd; --string: #23724a; --number: #a3460f; --name: #1d6c90;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "Liberation Mono", monospace;
  --text: 42rem; --wide: 852px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e9ec; --soft: #9ba6ae; --page: #111111; --raised: #1c2023; --shade: #1a1d20; --line: #33393e;
    --link: #74bddd; --accent: #2f8fb8; --warm: #f2b35c; --warm-line: #b9730e; --warm-shade: #241a0b;
    --keyword: #bda6f2; --string: #8dcfa6; --number: #eaa673; --name: #7cc0de;
  }
}
* { box-sizing: border-box; }
html { font: 17px/1.6 var(--sans); color: var(--ink); background: var(--page); -webkit-text-size-adjust: 100%;
  scroll-padding-top: 1.5rem; }
body { margin: 0 auto; padding: 0 1.25rem 4rem; max-width: calc(var(--wide) + 2.5rem); overflow-wrap: anywhere; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; padding: .3rem .8rem; background: var(--raised); z-index: 10; }

header { padding-top: 3.5rem; }
.note { margin: -2rem 0 2.5rem; padding: .7rem 1rem; border: 1px solid var(--warm-line); border-radius: 6px;
  background: var(--warm-shade); font-size: .88rem; line-height: 1.45; }
.note strong { color: var(--warm); }
.kicker { margin: 0 0 .5rem; font-size: .82rem; color: var(--soft); }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; font-weight: 650; letter-spacing: -.012em; text-wrap: balance; }
h1 { margin: 0; font-size: clamp(1.9rem, 1.3rem + 2.6vw, 2.7rem); letter-spacing: -.022em; }
h2 { margin: 3.6rem 0 1rem; font-size: 1.5rem; }
h3 { margin: 2.4rem 0 .7rem; font-size: 1.15rem; }
h4, h5, h6 { margin: 2rem 0 .5rem; font-size: 1rem; }
.span { margin: .7rem 0 0; color: var(--soft); }

p, ul, ol, blockquote, h1, h2, h3, h4, h5, h6, .note { max-width: var(--text); }
p { margin: 0 0 1.1rem; }
ul, ol { margin: 0 0 1.1rem; padding-left: 1.4rem; }
li { margin: .25rem 0; }
blockquote { margin: 1.4rem 0; padding-left: 1.1rem; border-left: 3px solid var(--line); color: var(--soft); }
hr { margin: 3rem 0; border: 0; border-top: 1px solid var(--line); }
code, td, th { unicode-bidi: isolate; }
code { font: .88em/1.5 var(--mono); background: var(--shade); border-radius: 3px; padding: .1em .3em; }
strong { font-weight: 650; }

.finding { margin: 2.2rem 0 0; padding: .2rem 0 .2rem 1.4rem; border-left: 4px solid var(--accent); }
.finding h2 { margin: 0 0 .5rem; font-size: .78rem; letter-spacing: .07em; text-transform: uppercase; color: var(--soft); }
.finding p, .finding li { font-size: 1.2rem; line-height: 1.5; }
.finding p:last-of-type { margin-bottom: .3rem; }
.finding details.code { margin: 0; }
.finding ol { list-style: none; margin: 0; padding: 0; }
.finding li { margin: 0 0 1.3rem; }
.finding li p { font-size: 1.05rem; margin: 0; }
.finding .of { font-size: .88rem; }
.finding .of a { text-decoration: none; }
.part > h2 { margin-top: 5rem; padding-top: 1.6rem; border-top: 1px solid var(--line); font-size: 1.75rem; letter-spacing: -.018em; }
.opening { margin-top: 2.4rem; }

nav { margin: 2.2rem 0 0; font-size: .88rem; line-height: 1.45; }
nav p { margin: 0 0 .4rem; font-size: .78rem; letter-spacing: .07em; text-transform: uppercase; color: var(--soft); }
nav ol { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; }
nav li { margin: 0; }
nav ol ol { display: none; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
@media (min-width: 1240px) {
  body { max-width: calc(var(--wide) + 19.5rem); }
  header, footer { max-width: var(--wide); }
  main { display: grid; grid-template-columns: minmax(0, var(--wide)) 13rem; column-gap: 4rem; align-items: start; }
  main > * { grid-column: 1; }
  nav { grid-column: 2; grid-row: 1 / span 99; position: sticky; top: 2rem; padding-left: 1.2rem;
    border-left: 1px solid var(--line); max-height: calc(100vh - 4rem); overflow-y: auto; }
  nav ol, nav ol ol { display: block; }
  nav li { margin: .45rem 0; }
  nav li li { margin: .2rem 0; padding-left: .9rem; font-size: .82rem; }
}

figure { margin: 2rem 0 2.4rem; }
.scroll { overflow-x: auto; overflow-y: hidden; /* a shade at the right says that there is more, until there is none */
  background: linear-gradient(90deg, transparent, var(--page) 65%) 100% 0 / 3rem 100% no-repeat local,
    linear-gradient(270deg, rgba(128, 128, 128, .22), transparent) 100% 0 / .7rem 100% no-repeat scroll; }
.drawing { width: max-content; min-width: 100%; margin-left: -4px; line-height: 1.3; } /* a chart's own padding */
.drawing img, .drawing svg { display: block; max-width: none; }
figcaption { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; margin-top: .6rem;
  font-size: .8rem; color: var(--soft); }
figcaption .number { color: inherit; text-decoration: none; }
.vega-bindings { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: .5rem 0 0 4px; font-size: 12px; }
.vega-bind label, .vega-bind-radio label { margin-right: .7rem; }
.vega-bind-radio input { margin: 0 .3rem 0 0; vertical-align: -2px; accent-color: var(--accent); }

table { overflow-wrap: break-word; border-collapse: collapse; font-size: .86rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .4rem; }
th, td { padding: .38rem 1.4rem .38rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line);
  max-width: 34rem; min-width: 3rem; }
thead th { border-bottom-color: var(--soft); color: var(--soft); font-weight: 500; vertical-align: bottom; }
tbody th { font-weight: 500; }
.number { text-align: right; white-space: nowrap; }
.scroll table { width: max-content; }
.scroll > table { margin-bottom: 1.1rem; }
@media (max-width: 600px) {
  body { padding-inline: 1rem; } /* the charts for phones are 390 px less these */
  th, td { max-width: 12rem; padding-right: 1rem; }
}

pre { margin: 0; overflow-x: auto; font: .78rem/1.55 var(--mono); overflow-wrap: normal; }
pre code { font: inherit; background: none; padding: 0; }
.printed { margin: 1.2rem 0; padding: .8rem 1rem; background: var(--shade); border-radius: 6px; max-height: 30rem;
  overflow-y: auto; }
details.code { font-size: .8rem; color: var(--soft); margin: .4rem 0 1.4rem; }
figcaption details.code { margin: 0; }
details.code[open] { flex-basis: 100%; }
summary { cursor: pointer; width: max-content; list-style: none; border-radius: 3px; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "▸"; display: inline-block; width: 1.1em; margin-left: -.15em; text-align: center; transition: transform .12s; }
[open] > summary::before { transform: rotate(90deg); }
summary:hover { color: var(--ink); }
details.code pre { margin: .6rem 0 0; padding: 1rem 1.1rem; background: var(--shade); border-radius: 6px; color: var(--ink); }
.hljs-keyword, .hljs-literal, .hljs-built_in { color: var(--keyword); }
.hljs-string, .hljs-regexp { color: var(--string); }
.hljs-number, .hljs-attr, .hljs-symbol { color: var(--number); }
.hljs-title, .hljs-property { color: var(--name); }
.hljs-comment { color: var(--soft); font-style: italic; }

footer { margin-top: 4.5rem; padding-top: 1.2rem; border-top: 1px solid var(--line); font-size: .82rem; color: var(--soft); }
footer h2 { margin: 0 0 .5rem; font-size: .95rem; color: var(--ink); }
footer ul { list-style: none; padding: 0; max-width: none; }
.old { color: var(--warm); }

#vg-tooltip-element { visibility: hidden; position: fixed; z-index: 1000; padding: .5rem .65rem; border-radius: 6px;
  border: 1px solid var(--line); background: var(--raised); color: var(--ink); font: 12px/1.4 var(--sans);
  box-shadow: 0 4px 16px rgba(0, 0, 0, .16); max-width: min(22rem, 90vw); max-height: 60vh; overflow: hidden;
  pointer-events: none; font-variant-numeric: tabular-nums; }
#vg-tooltip-element.visible { visibility: visible; }
#vg-tooltip-element h2 { margin: 0 0 .3rem; font-size: 13px; letter-spacing: 0; }
#vg-tooltip-element table { font-size: 12px; }
#vg-tooltip-element td { padding: 1px 0; border: 0; min-width: 0; }
#vg-tooltip-element .key { color: var(--soft); padding-right: .6rem; overflow-wrap: normal; }
#vg-tooltip-element .value { max-height: 7em; overflow: hidden; }

@page { size: A4; margin: 16mm 15mm; }
@media print {
  :root { color-scheme: light; --ink: #000000; --soft: #444444; --page: #ffffff; --shade: #f4f6f7; --line: #cccccc;
    --warm: #6b4000; --warm-shade: #ffffff; --raised: #ffffff; --link: #000000; --text: none; }
  html { font-size: 10pt; line-height: 1.45; }
  body { display: block; max-width: none; padding: 0; }
  header { padding-top: 0; }
  .note { margin: 0 0 1.5rem; }
  main { display: block; }
  nav, .skip, .vega-bindings, details.code:not([open]) { display: none; }
  h2 { margin-top: 2rem; }
  .finding p, .finding li p { font-size: 1rem; }
  .finding li { margin-bottom: .7rem; }
  .part { break-before: page; }
  .part > h2 { margin-top: 0; padding-top: 0; border: 0; }
  figure { margin: 1rem 0 1.4rem; }
  figure.chart, p:has(+ figure.chart), .finding li, tr, .printed { break-inside: avoid; }
  h2, h3, h4, h5, h6, p:has(+ figure.chart), thead { break-after: avoid; }
  figcaption { break-before: avoid; }
  p, li { orphans: 3; widows: 3; }
  .scroll { overflow: visible; background: none; }
  .scroll table { width: auto; }
  .drawing { min-width: 0; width: auto; margin-left: 0; }
  .drawing img, .drawing svg { max-width: 100%; max-height: 200mm; width: auto; height: auto; }
  .printed { max-height: none; white-space: pre-wrap; overflow-wrap: anywhere; }
  footer { break-inside: avoid; margin-top: 2.5rem; }
}
`;
