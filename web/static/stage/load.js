// Fetches, unpacks and starts the compiled stage, saying how far it is. What can go wrong
// becomes a Failure: a title, a sentence in words, and whether trying again makes sense.

import { borrow, offer } from "./share.js";
import { open } from "./source.js";

export class Failure extends Error {
  constructor(title, message, again = true) {
    super(message);
    this.title = title;
    this.again = again;
  }
}

/** Throws a Failure that names what this browser lacks. */
export function checkBrowser() {
  if (typeof WebAssembly !== "object") {
    throw new Failure("No WebAssembly", "This browser cannot run WebAssembly, or has it switched off. Any current browser can show the figure.", false);
  }
  if (typeof DecompressionStream !== "function") {
    throw new Failure("Browser too old", "This browser cannot unpack the figure (DecompressionStream is missing). Chrome 80, Firefox 113, Safari 16.4 or later can.", false);
  }
  const probe = document.createElement("canvas").getContext("webgl2");
  if (!probe) {
    throw new Failure("No WebGL 2", "The figure is drawn with WebGL 2, which this browser lacks or has switched off. Allowing hardware acceleration often helps.", true);
  }
  probe.getExtension("WEBGL_lose_context")?.loseContext();
}

const isGzip = (b) => b.length > 1 && b[0] === 0x1f && b[1] === 0x8b;
const isWasm = (b) => b.length > 3 && b[0] === 0 && b[1] === 0x61 && b[2] === 0x73 && b[3] === 0x6d;

/**
 * Instantiates the program at address, compiled here or by a figure nearby. sizes holds the
 * known byte counts: packed as shipped, unpacked for hosts that unpack it on the way.
 * progress is called with 0..1.
 */
export async function instantiate(address, sizes, imports, progress) {
  const key = new URL(address, location).href;
  const module = borrow(key, progress).then((found) => found ?? compile(address, sizes, (share) => {
    offered.share = share;
    progress(share);
  }));
  const offered = offer(key, module);
  const compiled = await module;
  try {
    return await WebAssembly.instantiate(compiled, imports);
  } catch (e) {
    throw noRoom(e);
  }
}

async function compile(address, sizes, progress) {
  const name = address.split("?")[0];
  let response;
  try {
    response = await open(address);
  } catch {
    throw new Failure("Not loaded", `The file ${name} could not be fetched. Is the network there?`);
  }
  if (!response.ok) {
    throw new Failure("Not loaded", `The file ${name} could not be fetched: the server answered ${response.status}.`);
  }
  const counted = count(response.body, sizes, progress, name);
  try {
    const head = await counted.head;
    let bytes = counted.stream;
    if (head === "gzip") bytes = bytes.pipeThrough(new DecompressionStream("gzip"));
    return await WebAssembly.compileStreaming(new Response(bytes, { headers: { "Content-Type": "application/wasm" } }));
  } catch (e) {
    if (counted.failure() instanceof Failure) throw counted.failure();
    if (e instanceof Failure) throw e;
    if (e instanceof RangeError) throw noRoom(e);
    throw new Failure("Not loaded", `The file ${name} arrived damaged or cut short (${e.message}).`);
  }
}

const noRoom = (e) => new Failure("Not enough memory", `The browser could not make room for the figure (${e.message}). Closing other pages may help; the address keeps the state.`);

// count passes a stream on while it counts, and settles head with what its first bytes are.
function count(body, sizes, progress, name) {
  let failure = null;
  let seen = 0;
  let total = sizes.packed;
  let settle;
  let refuse;
  const head = new Promise((resolve, reject) => { settle = resolve; refuse = reject; });
  head.catch(() => {}); // read by the caller
  const stream = body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      if (seen === 0) {
        if (isGzip(chunk)) settle("gzip");
        else if (isWasm(chunk)) { total = sizes.unpacked; settle("wasm"); }
        else {
          failure = new Failure("Not loaded", `The file ${name} is not the compiled figure: the server sent something else.`);
          refuse(failure);
          controller.error(failure);
          return;
        }
      }
      seen += chunk.length;
      progress(Math.min(1, seen / total));
      controller.enqueue(chunk);
    },
    flush() {
      if (seen === 0) refuse(failure = new Failure("Not loaded", `The file ${name} is empty.`));
    },
  }, undefined, { highWaterMark: 16 }));
  return { head, stream, failure: () => failure };
}
