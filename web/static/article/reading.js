// Which step is being read, and the address of it: the one of which most can be seen. As the
// reader scrolls, the next takes over when its heading has come up to about 60 % of the window,
// later where there is still much of the step before, earlier where there is little.

const gap = 4; // pixels above the heading that a link leads to
const rest = 140; // milliseconds without a new step before the figure and the address follow

export class Reading {
  /** steps are in the order of the page; cover may stand above the text and hide a part of it. */
  constructor(steps, cover) {
    this.steps = steps;
    this.cover = cover;
    /** @type {(...told: any[]) => void} */
    this.passes = () => {}; // called with each step that scrolls by, and the one before
    /** @type {(...told: any[]) => void} */
    this.rests = () => {}; // called with the one at which the reader stays
    this.step = null;
    this.held = null; // a step that was asked for by name, until the reader scrolls on
    this.target = null; // the heading that a link led to, which stays where it is meanwhile
    this.seen = false; // the held step has come into sight
    this.known = ""; // the address as it was last read or written here
    this.timer = 0;
    this.waiting = false;
  }

  start() {
    const later = () => {
      if (this.waiting) return;
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        this.look();
      });
    };
    const go = () => { this.held = this.target = null; };
    addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later);
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(type, go, { passive: true, capture: true });
    addEventListener("hashchange", () => this.follow());
    document.addEventListener("click", (e) => { // a link to where one is changes no address
      if (e.target.closest?.("a")?.hash === location.hash && location.hash) this.follow();
    });
    new ResizeObserver(() => this.align()).observe(this.steps[0].closest(".part").parentNode); // what is above may grow
    this.follow();
    this.look();
  }

  /** Takes the step that the address names. */
  follow() {
    this.known = location.hash;
    const target = named(location.hash);
    if (!target) return;
    const step = target.closest(".step") ?? target.querySelector(".step");
    this.held = this.target = null;
    if (!this.steps.includes(step)) return;
    this.stay(step);
    this.target = target.querySelector("h2, h3");
    this.align();
  }

  /** Has the heading that a link led to stand at the top of the text. */
  align() {
    if (!this.target) return;
    const off = this.target.getBoundingClientRect().top - this.top() - gap;
    if (Math.abs(off) > 1) scrollBy({ top: off, behavior: "instant" });
  }

  /** Holds a step although another may cross the line. */
  stay(step) {
    this.held = step;
    this.seen = false;
    this.pass(step);
  }

  look() {
    if (this.held) {
      const near = visible(this.held);
      if (this.seen && !near) this.held = null;
      this.seen = near;
    }
    this.pass(this.held ?? this.crossing());
  }

  crossing() {
    const top = this.top();
    let found = null;
    let most = 0;
    let above = this.steps[0]; // the last that begins over the end of the window
    for (const s of this.steps) {
      const { top: from, bottom: to } = s.getBoundingClientRect();
      if (from < innerHeight) above = s;
      if (to <= top || from >= innerHeight) continue;
      const height = inSight(s, top);
      if (height > most) [found, most] = [s, height];
    }
    return found ?? above; // past all of them, as at the references, the last one
  }

  /** Where the text begins in the window: under the figure, where that covers a part of it. */
  top() {
    const cover = this.cover.getBoundingClientRect();
    const text = this.steps[0].getBoundingClientRect();
    const above = cover.width > 0 && cover.left < text.right && cover.right > text.left && cover.top <= 1;
    return above ? Math.min(Math.max(cover.bottom, 0), innerHeight) : 0;
  }

  pass(step) {
    if (step !== this.step) {
      const before = this.step;
      this.step = step;
      this.passes(step, before);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.arrive(), rest);
    }
  }

  arrive() {
    this.rests(this.step);
    if (location.hash === this.known) this.write(); // else a link was followed just now
  }

  /** Puts the step into the address, unless that names it already, the part that it begins, or a
      place outside the steps that is in sight. */
  write() {
    const place = named(location.hash);
    if (!place && this.step === this.steps[0]) return; // the plain address shows the beginning
    if (place && (place.querySelector(".step") === this.step || !place.closest("#text") && visible(place))) return;
    this.known = `#${this.step.id}`;
    if (location.hash !== this.known) history.replaceState(history.state, "", this.known);
  }
}

/** How much of a step's text is in sight, without the room between steps. */
function inSight(step, top) {
  let sum = 0;
  for (const e of step.children) {
    const r = e.getBoundingClientRect();
    sum += Math.max(0, Math.min(r.bottom, innerHeight) - Math.max(r.top, top));
  }
  return sum;
}

function visible(e) {
  const r = e.getBoundingClientRect();
  return r.bottom > 0 && r.top < innerHeight;
}

/** The element that a fragment names; null where there is none. */
function named(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null; // no text that a browser wrote
  }
}
