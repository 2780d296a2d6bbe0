// Which step is being read, and the address of it. A step is read while it crosses a line a
// third down the part of the window that shows text.

const rest = 140; // milliseconds without a new step before the figure and the address follow

export class Reading {
  /** steps are in the order of the page; cover may stand above the text and hide a part of it. */
  constructor(steps, cover) {
    this.steps = steps;
    this.cover = cover;
    this.passes = () => {}; // called with each step that scrolls by
    this.rests = () => {}; // called with the one at which the reader stays
    this.step = null;
    this.held = null; // a step that was asked for by name, until the reader scrolls on
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
    const go = () => { this.held = null; };
    addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later);
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(type, go, { passive: true, capture: true });
    addEventListener("hashchange", () => this.follow());
    document.addEventListener("click", (e) => { // a link to where one is changes no address
      if (e.target.closest?.("a")?.hash === location.hash && location.hash) this.follow();
    });
    this.follow();
    this.look();
  }

  /** Takes the step that the address names. */
  follow() {
    this.known = location.hash;
    const target = named(location.hash);
    if (!target) return;
    const step = target.closest(".step") ?? target.querySelector(".step");
    this.held = null;
    if (this.steps.includes(step)) this.stay(step);
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
    const line = this.line();
    let found = this.steps[0];
    for (const s of this.steps) {
      if (s.getBoundingClientRect().top > line) break;
      found = s;
    }
    return found;
  }

  line() {
    const cover = this.cover.getBoundingClientRect();
    const text = this.steps[0].getBoundingClientRect();
    const above = cover.width > 0 && cover.left < text.right && cover.right > text.left && cover.top <= 1;
    const top = above ? Math.min(Math.max(cover.bottom, 0), innerHeight) : 0;
    return top + 0.36 * (innerHeight - top);
  }

  pass(step) {
    if (step !== this.step) {
      this.step = step;
      this.passes(step);
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
