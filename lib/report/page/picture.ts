import {visible} from "./text.ts";

/** A static picture of a chart: an address for an `img`, and its size in px where the SVG names one. */
export type Picture = {readonly url: string; readonly width?: number; readonly height?: number};

/**
 * Returns an SVG text as a data address. Inside an `img` no script of it runs, it loads nothing, and its ids (Vega
 * counts clip1, clip2 … in each process) cannot collide with another picture's. It does not inherit the page's text
 * colour either: `show` gives it one for each of the reader's colour schemes. Throws if the text is not an SVG.
 */
export function picture(svg: string): Picture {
  const root = /<svg\b[^>]*>/.exec(svg);
  if (root === null) throw new Error(`invalid picture; no svg element: ${JSON.stringify(svg.slice(0, 60))}`);
  return {url: `data:image/svg+xml,${escaped(visible(svg))}`, ...size(root[0])};
}

// Only what ends an address or would be longer as HTML: encodeURIComponent or base64 add a third.
function escaped(svg: string): string {
  return svg.replaceAll(/["%#<>\n\t]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function size(root: string): {width?: number; height?: number} {
  const [width, height] = ["width", "height"].map((name) =>
    Number(new RegExp(`\\s${name}="([\\d.]+)"`).exec(root)?.[1])
  );
  return width! > 0 && height! > 0 ? {width: Math.round(width!), height: Math.round(height!)} : {};
}
