// The worker: loads the engine's own program and passes texts on, jobs in and replies out.
// What they say is package scenes/job's business; only a breakdown is written here.
"use strict";
importScripts("../wasm_exec.js");

const waiting = []; // jobs that came before the program ran
let answer = null;
let down = false;

self.workerSays = (text) => self.postMessage(text);
self.workerStarted = (f) => {
  answer = f;
  for (const text of waiting.splice(0)) hear(text);
};
self.onmessage = (e) => {
  if (answer) hear(e.data);
  else waiting.push(e.data);
};

function fail(reason) {
  if (!down) self.postMessage(JSON.stringify({ fatal: reason }));
  down = true;
}

function hear(text) {
  try {
    const reply = answer(text);
    if (typeof reply === "string") self.postMessage(reply);
    else fail("its program stopped");
  } catch (e) {
    fail(`its program stopped (${e.message})`);
  }
}

// Fetches the program and unpacks it, unless the host has done that on the way.
async function program(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const packed = new Uint8Array(await response.arrayBuffer());
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return packed;
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function start() {
  const address = new URL(new URL(location).searchParams.get("program"), new URL("../../", location));
  if (address.origin !== location.origin) throw new Error("it lies on another site");
  const go = new Go();
  const { instance } = await WebAssembly.instantiate(await program(address), go.importObject);
  await go.run(instance);
  throw new Error("it ended");
}

start().catch((e) => fail(`its program does not run: ${e.message}`));
