// Guess, then see: a question in the text that is answered by doing before its answer is drawn.
// The figure waits under a veil where it would give the answer away; the engine judges, through
// the page's interface; the guess stays beside the truth, and one can always skip.

import { h } from "./pad.js";
import { kinds } from "./guesses.js";

class Guess {
  constructor(place, figure, prepare, changed) {
    this.place = place;
    this.kind = kinds[place.dataset.guess];
    this.step = place.closest(".step");
    this.figure = figure;
    this.prepare = prepare;
    this.changed = changed;
    this.state = "open";
    this.write();
  }

  set state(name) {
    this.place.dataset.state = name;
  }

  get state() {
    return this.place.dataset.state;
  }

  write() {
    this.controls = h("div", { class: "controls" });
    this.says = h("p", { role: "status" });
    this.submit = h("button", { type: "submit", class: "act" }, "That is my guess");
    this.skip = h("button", { type: "button", class: "act pass" }, "Skip");
    const form = h("form", {}, h("fieldset", {}, h("legend", {}, "Guess, then see"), h("p", {}, this.kind.asks), this.controls, h("p", { class: "buttons" }, this.submit, " ", this.skip), this.says));
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      this.judge();
    });
    this.skip.addEventListener("click", () => this.pass());
    this.place.replaceChildren(form);
  }

  /** Makes the controls, once: some are about the scenario of the step. */
  async begin() {
    this.begun ??= this.kind.begin(this.controls, this.step.dataset.preset).catch(() => {
      this.begun = undefined;
      this.says.textContent = "What the question is about could not be fetched. Is the network there?";
    });
    this.guess = await this.begun;
  }

  pass() {
    this.answered("skipped", "");
  }

  async judge() {
    if (!this.guess) return;
    this.submit.disabled = true;
    this.says.textContent = "Asking the engine …";
    try {
      await this.prepare(this.step);
      const { right, words } = await this.kind.judge(this.guess, this.figure);
      this.answered(right ? "right" : "wrong", words);
    } catch (e) {
      this.says.textContent = `This cannot be judged here: ${e.message}`;
    }
    this.submit.disabled = false;
  }

  answered(state, words) {
    const had = document.activeElement === this.skip;
    this.state = state;
    this.says.textContent = words;
    this.skip.hidden = true;
    this.submit.textContent = "Guess again";
    if (had) this.submit.focus();
    this.changed();
  }
}

/** Joins the guesses with the figure; prepare(step) has it show a step. Returns what is to be called
    when the reader comes to a step. */
export function connectGuesses(figure, prepare) {
  const show = h("button", { type: "button", class: "act" }, "Show it");
  const veil = h("div", { id: "veil", slot: "frame", hidden: "" }, h("p", {}, "The figure waits for your guess in the text."), show);
  figure.append(veil);
  let now = null; // the step being read
  const cover = () => {
    const asks = guesses.find((g) => g.step === now && g.state === "open" && g.kind.veiled);
    veil.hidden = !asks;
    figure.querySelector("iframe")?.toggleAttribute("inert", Boolean(asks));
    show.onclick = () => asks?.pass();
  };
  const guesses = [...document.querySelectorAll(".guess")].map((place) => new Guess(place, figure, prepare, cover));
  const watcher = new IntersectionObserver((entries) => {
    for (const e of entries) if (e.isIntersecting) guesses.find((g) => g.place === e.target).begin();
  }, { rootMargin: "400px" });
  for (const g of guesses) {
    watcher.observe(g.place);
    g.step.querySelector(".way")?.addEventListener("click", () => { if (g.kind.veiled && g.state === "open") g.pass(); }, true);
  }
  return (step) => {
    now = step;
    cover();
  };
}
