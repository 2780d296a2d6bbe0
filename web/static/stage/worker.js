// A worker: runs the engine's own program, which the page sends compiled, and passes texts
// on, jobs in and replies out. What they say is package scenes/worker's business; only a
// breakdown is written here.
import "../wasm_exec.js";

let answer = null; // does a job
let keep = null; // takes the bytes of a file that later jobs are about
let play = null; // plays a game with a reader
let down = false;
let turn = Promise.resolve(); // messages are taken one after another, also while a file is read
/** @type {Promise<void>} */
const running = new Promise((resolve) => {
  self.workerStarted = (answers, keeps, _, plays) => {
    [answer, keep, play] = [answers, keeps, plays];
    resolve();
  };
});

self.workerSays = (text) => self.postMessage(text);
self.onmessage = ({ data }) => {
  if (data.module) start(data.module);
  else if (data.failed) fail(`its program could not be loaded: ${data.failed}`);
  else turn = turn.then(() => running).then(() => (data.file ? read(data.file) : data.play ? self.postMessage(play(data.play)) : hear(data))).catch((e) => fail(`its program stopped (${e.message})`));
};

function fail(reason) {
  if (!down) self.postMessage(JSON.stringify({ fatal: reason }));
  down = true;
}

function hear(text) {
  const reply = answer(text);
  if (typeof reply === "string") self.postMessage(reply);
  else fail("its program stopped");
}

async function read(file) {
  try {
    keep(new Uint8Array(await file.arrayBuffer()), "");
  } catch (e) {
    keep(new Uint8Array(0), `the browser could not read the file (${e.message})`);
  }
}

async function start(module) {
  try {
    const go = new Go();
    await go.run(await WebAssembly.instantiate(module, go.importObject));
    fail("its program ended");
  } catch (e) {
    fail(`its program does not run: ${e.message}`);
  }
}
