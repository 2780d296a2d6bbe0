// The workers' program: fetched and compiled once, when the first worker needs it, and
// handed to each.

import { open, scriptAddress } from "./source.js";

let program = null;

/** Starts a worker that runs the program at address. */
export function hire(address) {
  const worker = new Worker(scriptAddress("static/stage/worker.js"));
  equip(worker, address);
  return worker;
}

// Sends a worker its compiled program, or why there is none.
function equip(worker, address) {
  program ??= compile(address);
  program.then(
    (module) => worker.postMessage({ module }),
    (e) => {
      program = null; // the next worker tries again
      worker.postMessage({ failed: e.message });
    },
  );
}

async function compile(address) {
  const response = await open(address);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return WebAssembly.compile(await unpacked(new Uint8Array(await response.arrayBuffer())));
}

// Unpacks the program, unless the host has done that on the way.
async function unpacked(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
