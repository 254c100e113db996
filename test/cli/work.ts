// Work of some two seconds with a progress line, for a terminal: work.ts LABEL
import {setTimeout} from "node:timers/promises";
import {progress} from "../../lib/cli/progress.ts";

const line = progress(process.argv[2]!, 100);
try {
  for (let done = 0; done <= 100; done += 2) {
    line.update(done);
    await setTimeout(34);
  }
} finally {
  line.stop();
}
