import {visibleProse} from "../../base/visible.ts";

/** The address of a picture for an `img`, and its size in px where the SVG names one. */
type Picture = {readonly url: string; readonly width?: number; readonly height?: number};

/**
 * Returns an SVG text as a data address. Inside of an `img` none of its scripts run, it loads nothing, and its ids
 * (Vega counts clip1, clip2 … in each process) cannot collide with those of another picture. It does not inherit the
 * text colour of the page either; `show` gives it one for light and one for dark pages. Throws if the text is not an
 * SVG.
 */
export function picture(svg: string): Picture {
  const root = /<svg\b[^>]*>/.exec(svg);
  if (root === null) throw new Error(`invalid picture; no svg element: ${JSON.stringify(svg.slice(0, 60))}`);
  return {url: `data:image/svg+xml,${escaped(visibleProse(svg))}`, ...size(root[0])};
}

// Only what would end the address, or be longer as HTML. encodeURIComponent or base64 would add a third.
function escaped(svg: string): string {
  return svg.replaceAll(/["%#<>\n\t]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function size(root: string): {width?: number; height?: number} {
  const width = Number(/\swidth="([\d.]+)"/.exec(root)?.[1]);
  const height = Number(/\sheight="([\d.]+)"/.exec(root)?.[1]);
  return width > 0 && height > 0 ? {width: Math.round(width), height: Math.round(height)} : {};
}
