// The part of a browser that the function below uses. DOM types would let every other file of lib use a browser too.
type Box = {
  dataset: {chart: string; phone?: string; drawn?: string};
  textContent: string;
  className: string;
  replaceWith(box: Box): void;
  querySelectorAll(selector: string): Iterable<{removeAttribute(name: string): void}>;
};
declare const document: {
  querySelectorAll(selector: string): Iterable<Box>;
  getElementById(id: string): Box;
  createElement(name: string): Box;
};
declare function matchMedia(query: string): {
  matches: boolean;
  addEventListener(type: "change", listen: () => void): void;
};
declare function vegaEmbed(box: Box, spec: unknown, options: object): Promise<unknown>;

/**
 * Draws every chart of a page in place of its picture, one after the other. On a narrow screen a chart takes its form
 * for phones, if it has one; it is drawn anew when the screen is turned. The function runs in the page, so it uses
 * nothing from outside of itself. A chart that cannot be drawn keeps its picture, and the console says why.
 */
export async function drawCharts(): Promise<void> {
  const options = {
    mode: "vega-lite",
    ast: true,
    renderer: "svg",
    actions: false,
    defaultStyle: false,
    tooltip: {disableDefaultStyle: true}
  };
  const narrow = matchMedia("(max-width: 600px)");
  // Parsed anew for each chart, because Vega marks the rows that it is given.
  const parsed = (id: string): unknown => JSON.parse(document.getElementById(id).textContent, resolved);
  const resolved = (_: string, value: {$data?: string} | null): unknown => (value?.$data ? parsed(value.$data) : value);
  const draw = async (old: Box): Promise<void> => {
    const {chart, phone} = old.dataset;
    const id = narrow.matches && phone ? phone : chart;
    if (old.dataset.drawn === id) return;
    const box = document.createElement("div");
    box.className = "drawing drawn";
    Object.assign(box.dataset, {chart, ...(phone && {phone}), drawn: id});
    try {
      await vegaEmbed(box, parsed(id), options);
      // vega-lite draws the frame of a brush as a symbol without a name, which tells a screen reader nothing.
      for (const mark of box.querySelectorAll('[role="graphics-symbol"]:not([aria-label])'))
        mark.removeAttribute("role");
      old.replaceWith(box);
    } catch (error) {
      console.error(error);
    }
  };
  const drawAll = async (): Promise<void> => {
    for (const box of document.querySelectorAll("[data-chart]")) await draw(box);
  };
  let drawing = drawAll();
  narrow.addEventListener("change", () => {
    drawing = drawing.then(drawAll);
  });
  await drawing;
}
