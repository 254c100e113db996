// Loaded into the kernel before tslab. Without it an error that nobody awaits vanishes: tslab prints it only after the
// cell is over, when nothing listens any more. It relies on two things of tslab 1.0.22: that its handler of cells is
// JupyterHandlerImpl.handleExecute of tslab/dist/jupyter, and that it warns of messages it does not know with the words
// "unknown msg_type". What else the project knows of tslab is in lib/notebook/kernel.ts.
const {writeSync} = require("node:fs");
const {inspect} = require("node:util");
const {JupyterHandlerImpl} = require("tslab/dist/jupyter");

const {handleExecute} = JupyterHandlerImpl.prototype;
let started = false;

// A cell ends one turn of the event loop later, so that what it left unhandled is printed as its own standard error.
JupyterHandlerImpl.prototype.handleExecute = async function (...args) {
  started = true;
  const reply = await handleExecute.apply(this, args);
  await new Promise(setImmediate);
  return reply;
};

// JupyterLab asks for a history, which tslab has not; that is no news to anybody.
const {warn} = console;
console.warn = (...words) => String(words[0]).startsWith("unknown msg_type") || warn(...words);

// tslab tells of rejections that nobody awaits too, in words of its own.
const {error: tell} = console;
console.error = (...words) => words.some(isLate) || tell(...words);

// What goes wrong between or after the cells reaches whoever started the kernel, as standard error of the process. If
// it goes wrong before the first cell, as when another kernel has just taken a port, there is no kernel: it ends.
process.on("unhandledRejection", report);
process.on("uncaughtException", report);

// A kernel whose parent was killed would wait for ever.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(1), 1000).unref();

function report(error) {
  if (isLate(error)) return;
  writeSync(2, `${inspect(error)}\n`);
  if (!started) process.exit(1);
}

// A kernel that has been told to end still answers: no error of the notebook's.
function isLate(error) {
  return error?.message === "Socket is closed";
}
