// The stage's end of the talk with the page that frames it (embed.js is the other end).
// Only the parent window is heard, and after its first word only its origin; only methods
// of the list are called; only plain values cross.

import { words } from "./plain.js";

const protocol = 1;
const methods = ["getScenario", "setScenario", "getResult", "getReport", "getView", "setView", "press", "removeAgent", "undo", "redo", "exportSVG", "exportPNG", "exportCSV", "stats"];

export class Frame {
  /** extra holds what the element may ask beside window.emergent: theme, ui, preset, state; flush
      writes down the state that the figure would be started with again. */
  constructor(api, gate, extra, flush) {
    this.api = api;
    this.gate = gate;
    this.extra = extra;
    this.flush = flush;
    this.origin = null;
    this.greeted = false; // "ready" was told: changes are told from then on
    this.queued = false;
    this.live = false; // the last change is one of a drag that goes on
    this.kept = {}; // what the figure is started with again
    if (window.parent !== window) addEventListener("message", (e) => this.hear(e));
  }

  // Whoever frames the figure may drive it, as a reader might by hand: that its messages
  // come from the parent window, and go on coming from the origin that spoke first, is what
  // is checked. A parent with an opaque origin is called "null", as every other such page is;
  // then the check of the source alone remains, and it cannot be forged.
  hear(e) {
    const m = e.data;
    if (e.source !== window.parent || typeof m !== "object" || m === null || !("emergent" in m)) return;
    if (this.origin !== null && e.origin !== this.origin) return;
    if (m.emergent !== protocol) {
      e.source.postMessage({ emergent: protocol, id: m.id, error: words(`emergent: is ${String(m.emergent).slice(0, 20)}, this figure speaks version ${protocol}`) }, target(e.origin));
      return;
    }
    this.origin ??= e.origin;
    if (m.method === "hello") this.hello();
    else if (m.method === "pause") this.gate.pause();
    else if (m.method === "resume") this.gate.resume();
    else if (methods.includes(m.method)) this.call(m, this.api);
    else if (Object.hasOwn(this.extra, m.method)) this.call(m, this.extra);
    else this.post({ id: m.id, error: words(`method: ${String(m.method).slice(0, 40)} is not known`) });
  }

  async hello() {
    this.post({ event: "hello" }); // it may take a while to be ready
    try {
      await this.api.ready;
      this.post({ event: "ready" });
      this.greeted = true;
    } catch (e) {
      this.error(e.message);
    }
  }

  async call({ id, method, args }, on) {
    try {
      await this.api.ready;
      const result = await on[method](...(Array.isArray(args) ? args : []));
      this.flush(); // whoever has the answer may move the frame at once: it starts with this again
      this.post({ id, result });
    } catch (e) {
      this.post({ id, error: words(e.message) });
    }
  }

  /** Tells the host that scenario or view changed, at most once a frame. */
  changed(live, canUndo, canRedo) {
    if (!this.greeted) return;
    Object.assign(this, { live, canUndo, canRedo });
    if (this.queued) return;
    this.queued = true;
    setTimeout(() => {
      this.queued = false;
      this.post({ event: "change", detail: { scenario: this.api.getScenario(), view: this.api.getView(), live: this.live, canUndo: this.canUndo, canRedo: this.canRedo } });
    }, 16);
  }

  /** Tells the host's element what to start with when it loads the figure again. */
  keep(part) {
    Object.assign(this.kept, part);
    this.post({ event: "state", detail: this.kept });
  }

  /** The reader wants out, with Escape: the keys go back to the page. */
  escape() {
    this.post({ event: "escape" });
  }

  error(message) {
    this.post({ event: "error", detail: { message: words(message) } });
  }

  post(message) {
    if (this.origin !== null) window.parent.postMessage({ emergent: protocol, ...message }, target(this.origin));
  }
}

// A message for an opaque origin can only be sent to "*".
const target = (origin) => (origin === "null" ? "*" : origin);
