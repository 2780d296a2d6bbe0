// Runs the engine's program and answers scenarios with results, as texts.
import "./wasm_exec.js";

const isNode = typeof process === "object" && Boolean(process.versions?.node);
const address = new URL("./figure/worker.wasm.gz", import.meta.url);

async function node() {
  const [threads, files, zip] = ["node:worker_threads", "node:fs/promises", "node:zlib"];
  const { parentPort } = await import(/* @vite-ignore */ /* webpackIgnore: true */ threads);
  const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ files);
  const { gunzipSync } = await import(/* @vite-ignore */ /* webpackIgnore: true */ zip);
  return { say: (m) => parentPort.postMessage(m), listen: (f) => parentPort.on("message", f), bytes: gunzipSync(await readFile(address)) };
}

async function browser() {
  const queue = [];
  let hear = (m) => queue.push(m); // what comes while the program is on its way
  self.onmessage = (e) => hear(e.data);
  const listen = (f) => {
    hear = f;
    queue.splice(0).forEach(f);
  };
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  let bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) { // unless the host has unpacked it on the way
    bytes = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }
  return { say: (m) => self.postMessage(m), listen, bytes };
}

const { say, listen, bytes } = await (isNode ? node() : browser());
globalThis.workerSays = () => {}; // that it is ready: whoever asks waits anyway
globalThis.workerStarted = (answer, keep, solve) => listen(({ id, text }) => say({ id, text: solve(text) }));
const go = new globalThis.Go();
const { instance } = await WebAssembly.instantiate(bytes, go.importObject);
go.run(instance).then(() => say({ fatal: "the program ended" }));
