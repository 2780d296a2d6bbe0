// Keeps the state in the address: replaced now and then while a point is dragged, pushed
// when a step is finished, so that reload, back, forward and copied links restore it. Back
// leads to where a drag began, not to a place on its way.
// A framed figure only replaces: the host page's back button stays the host's.

const pause = 400; // ms between replacements: browsers allow about 100 in 30 s
const burstGap = 1000; // ms within which presses of a key count as one step

export class Address {
  /** port.link() encodes the state, port.open(hash, start) restores it or throws a sentence. */
  constructor(port, framed, onError) {
    this.port = port;
    this.framed = framed;
    this.onError = onError;
    /** @type {(...told: any[]) => void} */
    this.onWrite = () => {};
    this.timer = 0;
    this.settled = location.hash; // of the last step: what Back leads to
    this.hasFirst = false; // the program knows the state of an address without a hash
    this.push = false; // what is to be written next is a new entry of the history
    this.burstAt = -Infinity;
    this.unwritten = ""; // the state that the address should hold and does not
    this.restoring = false; // what changes meanwhile came from the address
    window.addEventListener("popstate", () => this.restore(false));
    window.addEventListener("hashchange", () => this.restore(false));
  }

  /** The figure shows what the address stands for. */
  begun() {
    if (location.hash.length > 1) return;
    this.port.keepFirst();
    this.hasFirst = true;
  }

  /** Runs what must not be written to the address. */
  quietly(work) {
    const before = this.restoring;
    this.restoring = true;
    try {
      work();
    } finally {
      this.restoring = before;
    }
  }

  /** Something changed while dragging. */
  live() {
    if (!this.timer && !this.restoring) this.timer = setTimeout(() => this.write(), pause);
  }

  /** A step was finished; burst: by a key or slider that may go on. */
  commit(burst) {
    if (this.restoring) return;
    const now = performance.now();
    const joins = burst && now - this.burstAt < burstGap;
    this.burstAt = burst ? now : -Infinity;
    this.push ||= !this.framed && !joins;
    clearTimeout(this.timer); // written after the event, which has its answer to show first
    this.timer = setTimeout(() => this.step(this.push), 0);
  }

  /** Writes now what is about to be written. */
  flush() {
    if (this.timer) this.step(this.push);
  }

  /** Writes the state in place of what stands in the address. */
  write() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.put("replaceState", "#" + this.port.link());
  }

  step(push) {
    clearTimeout(this.timer);
    this.timer = 0;
    this.push = false;
    const hash = "#" + this.port.link();
    if (push && hash !== this.settled) {
      this.put("replaceState", this.settled);
      this.put("pushState", hash);
    } else {
      this.put("replaceState", hash);
    }
    this.settled = hash;
  }

  put(method, hash) {
    this.unwritten = "";
    if (hash === location.hash) return;
    this.last = hash;
    if (hash) this.onWrite(hash.slice(1));
    try {
      history[method](null, "", hash || location.pathname + location.search);
    } catch {
      this.unwritten = hash; // too many changes, or none allowed here: the next one carries the state
    }
  }

  /** Loads the page again with its state, also where the browser let none be written. */
  reload() {
    if (this.unwritten) location.hash = this.last = this.unwritten;
    location.reload();
  }

  /** Takes the state from the address; the present state stays when it cannot be read. */
  restore(start) {
    if (location.hash === this.last) return true;
    this.last = location.hash;
    const state = location.hash.slice(1) || (this.hasFirst && this.port.firstLink());
    if (!state) return false;
    try {
      this.quietly(() => this.port.open(state, start));
      this.settled = location.hash;
      return true;
    } catch (e) {
      this.onError(e.message);
      return false;
    }
  }
}
