// Says in words when the stage's scripts do not arrive. A classic script, since it speaks for
// modules that cannot: in a frame that is sandboxed without allow-same-origin a module needs
// CORS headers of its host, while a classic script does not.
"use strict";
(() => {
  const protocol = 1; // as in frame.js
  let told = "";
  let parent = null; // origin of the page around, once it has spoken

  const words = (name) => (self.origin === "null" && location.protocol.startsWith("http")
    ? "This frame is sandboxed without “allow-same-origin”, and the figure's host sends no CORS headers (Access-Control-Allow-Origin). Allow the frame its origin, or open the figure on its own page."
    : `The file ${name} could not be fetched. Is the network there?`);

  function tell() {
    if (told && parent) window.parent.postMessage({ emergent: protocol, event: "error", detail: { message: told } }, parent === "null" ? "*" : parent);
  }

  function show() {
    const box = document.getElementById("broken");
    if (!box) return addEventListener("DOMContentLoaded", show, { once: true });
    document.documentElement.dataset.state = "broken";
    document.getElementById("broken-title").textContent = "Not loaded";
    document.getElementById("broken-text").textContent = told;
    const again = document.getElementById("broken-again");
    again.hidden = self.origin === "null";
    again.onclick = () => location.reload();
    box.hidden = false;
  }

  addEventListener("error", (e) => {
    if (!(e.target instanceof HTMLScriptElement) || told) return;
    told = words(new URL(e.target.src).pathname.split("/").pop());
    show();
    tell();
  }, true);

  addEventListener("message", (e) => {
    if (window.parent === window || e.source !== window.parent || e.data?.emergent !== protocol) return;
    parent ??= e.origin;
    tell();
  });
})();
