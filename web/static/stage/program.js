// The workers' program: fetched and compiled once, when the first worker needs it, and
// handed to each.

let program = null;

/** Sends a worker its compiled program, or why there is none. */
export function equip(worker, address) {
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
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return WebAssembly.compile(await unpacked(new Uint8Array(await response.arrayBuffer())));
}

// Unpacks the program, unless the host has done that on the way.
async function unpacked(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
