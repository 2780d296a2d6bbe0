// Who leads the figure. Coming to another step, the text does, always: what the reader had made of
// the figure is one step of undo away, and is kept to be brought back. Within a step the reader
// leads by changing something, until "Reset to this step".

const key = (step) => `${step.dataset.scene}/${step.dataset.preset}/${step.dataset.values ?? ""}`;
const calm = window.matchMedia?.("(prefers-reduced-motion: reduce)") ?? { matches: false, addEventListener() {} };

/** What a reader can change and the text sets: all but the way a picture is turned. */
const state = (scenario, view) => JSON.stringify([scenario, view.scene]);

/** What of the figure a step is about (web/static/stage/lean.js). A second chart may be told of in a fold. */
function passage(step) {
  const { controls, aside } = step.dataset;
  return { controls: controls?.split(" ") ?? [], aside: aside === "fold" ? Boolean(step.querySelector(".fold[open]")) : aside !== "none" };
}

export class Lead {
  /** first is the step that the figure's own element asks for. */
  constructor(figure, first) {
    this.figure = figure;
    this.first = first;
    this.step = first; // the figure is about it, or is about to be
    this.wanted = null; // the step to show next; those passed meanwhile are left out
    this.busy = false;
    this.shown = null; // the key that the figure holds for the text; null: not known
    this.state = null; // and what it was then
    this.now = null; // {scenario, view} of the figure
    this.reader = false; // has changed something in this step
    this.kept = null; // {scenario, view, step} that the reader made of an earlier step
    this.played = new Set(); // steps that have played
    this.onChange = () => {};
    figure.addEventListener("change", (e) => this.heard(e.detail));
    addEventListener("toggle", ({ target }) => {
      if (target.parentElement === this.step && this.step.dataset.aside === "fold" && this.isAbout(this.step)) this.about(this.step);
    }, true);
  }

  about(step) {
    this.figure.call("passage", passage(step)).catch(() => {});
  }

  heard({ scenario, view, canUndo }) {
    this.now = { scenario, view };
    this.canUndo = canUndo;
    if (this.state && !this.busy) this.reader = state(scenario, view) !== this.state;
    this.onChange();
  }

  /** Whether the figure is about a step, by the text or by its reader. */
  isAbout(step) {
    return step === this.step && !this.busy && this.shown !== null;
  }

  /** The reader has come to a step. */
  enter(step) {
    if (step === this.step && this.shown !== null) return;
    const own = this.reader && this.now;
    if (own) this.kept = { ...this.now, step: this.step };
    if (!own && !this.busy && key(step) === this.shown && step.dataset.play === undefined) {
      this.step = step; // the figure is as this step has it
      this.about(step);
      return;
    }
    this.show(step, Boolean(own));
  }

  /** Shows the scenario and scene of a step, unless the figure shows it already. */
  show(step, keep = false) {
    this.wanted = { step, keep: keep || this.wanted?.keep };
    this.reader = false;
    this.onChange();
    this.done = this.busy ? this.done : this.work();
    return this.done;
  }

  /** Back to what the text says. */
  reset() {
    return this.show(this.step, true);
  }

  async work() {
    this.busy = true;
    while (this.wanted) {
      const { step, keep } = this.wanted;
      this.wanted = null;
      this.step = step;
      try {
        await this.ask(step, keep || this.reader);
      } catch {
        this.shown = null; // the figure says what is wrong; the next step tries again
      }
    }
    this.busy = false;
    this.onChange();
  }

  async ask(step, keep) {
    const { scene, preset, values, play } = step.dataset;
    const view = { scene, values: Object.fromEntries(new URLSearchParams(values ?? "")) };
    if (play !== undefined && !this.played.has(step) && !calm.matches) view.values.play = "true";
    this.played.add(step);
    const held = await this.figure.call("preset", preset, view, { ...passage(step), keep });
    this.shown = key(step);
    this.state = state(...held);
    this.now = { scenario: held[0], view: held[1] };
  }

  /** Brings back what the reader had made of an earlier step. */
  async bring() {
    const { scenario, view } = this.kept;
    this.kept = null;
    await this.figure.call("bring", scenario, view);
    this.reader = true;
    this.onChange();
  }
}
