import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import type {Page} from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly {readonly html: string; readonly failureSummary: string}[];
}

/** Throws with what axe-core finds on a page against all its rules: WCAG 2.2 A and AA, and its best practices. */
export async function checkAccess(page: Page, where: string): Promise<void> {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(axe);
  const {violations} = await page.evaluate<{violations: Violation[]}>("axe.run({resultTypes: ['violations']})");
  const found = violations.map(({id, help, nodes}) => {
    const [first] = nodes;
    return `${id}: ${help} (${nodes.length}): ${first?.html.slice(0, 300)}: ${first?.failureSummary}`;
  });
  assert.deepEqual(found, [], `axe, ${where}`);
}
