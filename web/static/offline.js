// Keeps the site for offline use (sw.js), where the browser allows it: not in a sandbox, not
// without https, and not the page that is one file, which needs no site. Without it everything works, only not offline.

function service() {
  const possible = location.protocol.startsWith("http") && !("standalone" in document.documentElement.dataset) && self.origin !== "null" && "serviceWorker" in navigator;
  return possible ? navigator.serviceWorker : null;
}

/**
 * Called first of all: when a new version was fetched during an earlier visit and no other
 * page of the site is open, this page starts again with it. Never later: what somebody is
 * using is left alone.
 */
export async function takeNewVersion() {
  const workers = service();
  if (!workers?.controller || window.parent !== window) return;
  try {
    const { waiting } = (await workers.getRegistration()) ?? {};
    if (!waiting) return;
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("take over if alone");
  } catch { /* the version at hand is as good */ }
}

/** Called when everything is loaded, so that what was loaded is kept rather than loaded twice. */
export function keepOffline() {
  service()?.register("sw.js").catch(() => {}); // not allowed here, or out of room
}
