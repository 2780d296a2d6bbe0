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
    const target = location.hash.length > 1 && document.getElementById(decode(location.hash.slice(1)));
    if (!target) return;
    const step = target.closest(".step") ?? target.querySelector?.(".step");
    if (step && this.steps.includes(step)) this.stay(step);
  }

  /** Holds a step although another may cross the line. */
  stay(step) {
    this.held = step;
    this.pass(step);
  }

  look() {
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
    this.write();
  }

  /** Puts the step into the address, unless that names it already, the part it begins, or a
      place outside the steps that is in sight. */
  write() {
    const place = location.hash.length > 1 && document.getElementById(decode(location.hash.slice(1)));
    if (!place && this.step === this.steps[0]) return; // the plain address shows the beginning
    if (place && (place.contains(this.step) || !place.closest("#text") && visible(place))) {
      if (!place.matches(".part") || place.querySelector(".step") === this.step) return;
    }
    if (location.hash !== `#${this.step.id}`) history.replaceState(history.state, "", `#${this.step.id}`);
  }
}

function visible(e) {
  const r = e.getBoundingClientRect();
  return r.bottom > 0 && r.top < innerHeight;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
