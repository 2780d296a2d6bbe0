// What the text says of the figure: badges that say whether a claim holds, with bound, measured
// value and slack, and open into the proof with the figure's numbers, and bars of what everybody
// has. They belong to the scenario of their step, for which the page was built, and follow the
// figure while it is about that step and the reader changes it.

import { read, show } from "../tree.js";

const places = ".badge, .outcomes, .mixture";
const rest = 120; // milliseconds without a change before they follow

export class Badges {
  /** isAbout says whether the figure is about a step. */
  constructor(figure, isAbout) {
    this.figure = figure;
    this.isAbout = isAbout;
    this.step = null;
    this.changed = false; // the step's own figure has been changed: its badges say something else
    this.asking = false;
    this.again = false;
    this.timer = 0;
    this.written = new Map([...document.querySelectorAll(places)].map((e) => [e, read(e)])); // by the build of the page
    figure.addEventListener("change", () => {
      clearTimeout(this.timer); // a drag changes the figure at every pixel
      this.timer = setTimeout(() => this.refresh(), rest);
    });
  }

  of(step) {
    return [...(step?.querySelectorAll(places) ?? [])];
  }

  /** The reader has come to a step: those of the step before say again what belongs to it. */
  enter(step) {
    if (step === this.step) return;
    const left = this.of(this.step);
    this.step = step;
    if (this.changed) left.forEach((e) => show(e, structuredClone(this.written.get(e))));
    this.changed = false;
  }

  async refresh() {
    const { step } = this;
    const shown = this.of(step);
    if (!shown.length || !this.isAbout(step)) return;
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    try {
      const [claims, standing] = await Promise.all([this.figure.call("claims"), this.figure.call("standing")]);
      if (step === this.step && this.isAbout(step)) this.write(shown, new Map(claims.map((c) => [c[1]["data-claim"], c])), standing);
    } catch {
      // the figure itself says what is wrong; the badges keep what they said last
    }
    this.asking = false;
    if (this.again) {
      this.again = false;
      this.refresh();
    }
  }

  write(shown, claims, standing) {
    this.changed = true;
    for (const e of shown) {
      if (claims.has(e.dataset.claim)) show(e, claims.get(e.dataset.claim));
      else if (e.matches(".outcomes")) show(e, standing.shown);
      else if (e.matches(".mixture")) show(e, ["span", { class: "mixture" }, standing.mixture]);
    }
  }
}
