// `npm run picture` takes notebooks/report.png, the picture in the README, from reports/knockbook.html: the findings
// beside the charts of countries. Run it after `npm start` whenever the report has changed.
import {existsSync} from "node:fs";
import {join} from "node:path";
import {inBrowser, noBrowser} from "../test/browser/chromium.ts";

const root = join(import.meta.dirname, "..");
const report = join(root, "reports", "knockbook.html");
if (noBrowser) throw new Error(noBrowser);
if (!existsSync(report)) throw new Error(`no ${report}; run npm start first`);

const layout = `
  body { display: grid; grid-template-columns: 780px 760px; gap: 0 40px; max-width: none; margin: 0; padding: 24px 30px 20px }
  body > div { display: flex; flex-direction: column; gap: 24px }
  header { margin: -12px 0 0 } .note, .finding, figure { margin-top: 0 }`;

await inBrowser(
  async (context) => {
    const tab = await context.newPage();
    await tab.goto(`file://${report}`);
    await tab.waitForFunction(() => document.querySelectorAll("figure svg").length > 15);
    await tab.addStyleTag({content: layout});
    await tab.evaluate(() => {
      const figures = [...document.querySelectorAll("figure")];
      const figure = (words: RegExp): Element => figures.find(({textContent}) => words.test(textContent ?? ""))!;
      const column = (...nodes: (Element | null)[]): Element => {
        const made = document.createElement("div");
        made.append(...nodes.map((node) => node!));
        return made;
      };
      const [header, findings] = ["header", ".finding"].map((name) => document.querySelector(name)!);
      document.body.replaceChildren(
        column(header!, findings!, figure(/hours of log/)),
        column(figure(/attempts per address/), figure(/Colour counts/))
      );
      scrollTo(0, 0);
    });
    await tab.screenshot({fullPage: true, path: join(root, "notebooks", "report.png")});
  },
  {viewport: {width: 1640, height: 800}, colorScheme: "light", bypassCSP: true} // for the layout
);
console.log("notebooks/report.png");
