// Figures on one page share one compiled program. A figure that starts looks among the frames
// beside it, and at the page around it, for one that has compiled the same program or is
// about to. A window of another origin cannot be looked into (the browser throws), and
// nothing is taken from messages, so no code is ever taken from another origin.

const most = 64; // frames of a page that are looked at
const pause = 100; // ms between looks at a figure that is still loading

/** Tells other figures of the module that will be at address; returns the offer. */
export function offer(address, module) {
  const made = { address, module, share: 0, done: null };
  module.then((m) => { made.done = m; }, () => {}); // a failure is said by whoever asked for it
  window.stageModule = made;
  return made;
}

/** Returns the module that a figure nearby has or is loading, or null. */
export async function borrow(address, progress) {
  const done = () => nearby().map((w) => offered(w, address)?.done).find(Boolean);
  const ready = done();
  if (ready) return ready;
  // One only is waited for, and before anybody can wait for this one: no circles.
  const other = nearby().find((w) => offered(w, address));
  return other ? await wait(other, offered(other, address), progress) ?? done() ?? null : null;
}

function nearby() {
  const { parent } = window;
  if (parent === window) return [];
  const list = [parent];
  for (let i = 0; i < Math.min(parent.length, most); i++) list.push(parent[i]);
  return list.filter((w) => w !== window);
}

function offered(w, address) {
  try {
    return w.stageModule?.address === address ? w.stageModule : null;
  } catch {
    return null; // another origin
  }
}

// wait gives up when the other figure fails, leaves the page or loads again: what a window
// promises is never kept once it is gone.
function wait(w, found, progress) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (w.closed || offered(w, found.address) !== found) end(null);
      else progress(found.share);
    }, pause);
    const end = (module) => {
      clearInterval(timer);
      resolve(module);
    };
    found.module.then(end, () => end(null));
  });
}
