// Loads an empty Ebitengine app as the stage is loaded: packed, unpacked on the way.
"use strict";
const go = new Go();
window.running = (async () => {
  const response = await fetch(`${location.search.slice(1)}.wasm.gz`);
  const unpacked = response.body.pipeThrough(new DecompressionStream("gzip"));
  const { instance } = await WebAssembly.instantiateStreaming(new Response(unpacked, { headers: { "Content-Type": "application/wasm" } }), go.importObject);
  go.run(instance);
  return true;
})();
