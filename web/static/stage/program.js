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

let player = null; // the worker with which games are played by hand
let turn = Promise.resolve();

/** Plays a game in which a reader moves for an agent (scenes/worker, Play), one question after another. */
export function playGame(question) {
  turn = turn.catch(() => {}).then(() => new Promise((resolve, reject) => {
    player ??= hire(document.documentElement.dataset.worker);
    const failed = (why) => {
      player.terminate();
      player = null; // the next question tries again
      reject(new Error(why));
    };
    player.onerror = (e) => {
      e.preventDefault();
      failed("the worker could not be loaded");
    };
    player.onmessage = ({ data }) => {
      const reply = JSON.parse(data);
      if (reply.ready) return;
      if (reply.fatal) failed(reply.fatal);
      else if (reply.error) reject(new Error(reply.error));
      else resolve(reply.game);
    };
    player.postMessage({ play: JSON.stringify(question) });
  }));
  return turn;
}
