import type {Transform} from "node:stream";

/** Yields what an unpacker of node:zlib makes of each piece; unlike a pipe it loses nothing before an error. */
export async function* through(engine: Transform, pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const made: Uint8Array[] = [];
  const failure: {error?: Error} = {};
  engine.on("data", (chunk: Buffer) => made.push(chunk));
  engine.on("error", (error) => (failure.error = error));
  const closed = new Promise<void>((done) => engine.once("close", done));
  try {
    for await (const piece of pieces) {
      await Promise.race([closed, new Promise((done) => engine.write(piece, done))]);
      yield* made.splice(0);
      if (failure.error) throw failure.error;
      if (engine.closed) break;
    }
    engine.end();
    await closed;
    yield* made.splice(0);
    if (failure.error) throw failure.error;
  } finally {
    engine.destroy();
  }
}
