// Keeps the state in the address: replaced now and then while a point is dragged, pushed
// when a step is finished, so that reload, back, forward and copied links restore it.
// A framed figure only replaces: the host page's back button stays the host's.

const pause = 400; // ms between replacements: browsers allow about 100 in 30 s
const burstGap = 1000; // ms within which presses of a key count as one step

export class Address {
  /** port.link() encodes the state, port.open(hash, start) restores it or throws a sentence. */
  constructor(port, framed, onError) {
    this.port = port;
    this.framed = framed;
    this.onError = onError;
    this.onWrite = () => {};
    this.timer = 0;
    this.push = false; // what is to be written next is a new entry of the history
    this.burstAt = -Infinity;
    this.restoring = false; // what changes meanwhile came from the address
    window.addEventListener("popstate", () => this.restore(false));
    window.addEventListener("hashchange", () => this.restore(false));
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
    if (!this.timer && !this.restoring) this.timer = setTimeout(() => this.write(this.push), pause);
  }

  /** A step was finished; burst: by a key or slider that may go on. */
  commit(burst) {
    if (this.restoring) return;
    const now = performance.now();
    const joins = burst && now - this.burstAt < burstGap;
    this.burstAt = burst ? now : -Infinity;
    this.push ||= !this.framed && !joins;
    clearTimeout(this.timer); // written after the event, which has its answer to show first
    this.timer = setTimeout(() => this.write(this.push), 0);
  }

  write(push) {
    clearTimeout(this.timer);
    this.timer = 0;
    this.push = false;
    const hash = "#" + this.port.link();
    if (hash === location.hash) return;
    this.last = hash;
    this.onWrite(hash.slice(1));
    try {
      history[push ? "pushState" : "replaceState"](null, "", hash);
    } catch { /* the browser refuses too many changes: the next one carries the state */ }
  }

  /** Takes the state from the address; the present state stays when it cannot be read. */
  restore(start) {
    if (location.hash === this.last) return true;
    this.last = location.hash;
    if (location.hash.length < 2) return false;
    try {
      this.quietly(() => this.port.open(location.hash.slice(1), start));
      return true;
    } catch (e) {
      this.onError(e.message);
      return false;
    }
  }
}
