import {spawn} from "node:child_process";
import {once} from "node:events";

/** What a program asks, and what a person types. */
export type Answers = readonly (readonly [question: RegExp, answer: string])[];

/** What a person has seen. */
export interface Typed {
  readonly status: number;
  readonly screen: string;
  /** How often something was asked. */
  readonly asked: number;
}

/** Runs a command line at a terminal of its own, by script(1), and answers what is asked, as a person does. */
export async function typed(
  line: string,
  answers: Answers,
  options: {cwd: string; env: NodeJS.ProcessEnv}
): Promise<Typed> {
  const child = spawn("script", ["--quiet", "--return", "--command", line, "/dev/null"], {...options, stdio: "pipe"});
  let [screen, seen, asked] = ["", 0, 0];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    const [question, answer] = answers.find(([question]) => question.test(screen.slice(seen))) ?? [];
    if (question === undefined) return;
    [seen, asked] = [screen.length, asked + 1];
    child.stdin.write(`${answer}\n`);
  });
  const [status] = (await once(child, "close")) as [number];
  return {status, screen: screen.replaceAll("\r\n", "\n"), asked};
}
