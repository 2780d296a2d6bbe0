// Fetches, unpacks and starts the compiled stage, saying how far it is. What can go wrong
// becomes a Failure: a title, a sentence in words, and whether trying again makes sense.

import { borrow, offer } from "./share.js";
import { oneFile, open } from "./source.js";

const { noRoom, compile, begun } = window.stageAhead;

export const Failure = window.stageAhead.Failure;

/** Throws a Failure that names what this browser lacks; guard.js has looked. */
export function checkBrowser() {
  const lacks = window.stageLacks;
  if (lacks) throw new Failure(lacks.title, lacks.text, false);
  if (!window.stageCanvas) {
    throw new Failure("No WebGL 2", "The figure is drawn with WebGL 2, which this browser lacks or has switched off. Allowing hardware acceleration often helps.");
  }
}

/**
 * Instantiates the program at address, compiled here or by a figure nearby. sizes holds the
 * known byte counts: packed as shipped, unpacked for hosts that unpack it on the way.
 * progress is called with 0..1.
 */
export async function instantiate(address, sizes, imports, progress) {
  const key = oneFile ? address : new URL(address, location.href).href; // nothing is beside a page that was made by a script
  const module = borrow(key, progress).then((found) => found ?? own(address, sizes, (share) => {
    offered.share = share;
    progress(share);
  }));
  const offered = offer(key, module);
  const compiled = await module;
  try {
    return await WebAssembly.instantiate(compiled, imports);
  } catch (e) {
    throw noRoom(e); // which knows a policy that forbids it
  }
}

// own is the module that this page compiles: begun already, or from now on.
function own(address, sizes, progress) {
  if (begun?.address !== address) return compile(address, open, sizes, progress);
  progress(begun.share);
  begun.heard = progress;
  return begun.module;
}
