import {userName} from "../chart/parts/text.ts";

/** Returns a user name for a sentence in Markdown, as code: whatever a stranger put into it stays text. */
export function nameInText(user: string | null, limit = 60): string {
  return inCode(userName(user, limit));
}

/** Returns a text as Markdown code; the fence is longer than any run of backticks in the text (CommonMark 6.1). */
export function inCode(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const pad = /^`|`$|^ .* $/.test(text) ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}
