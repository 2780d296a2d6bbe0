// What the text says of the figure: badges that say whether a claim holds, with bound, measured
// value and slack, and open into the proof with the figure's numbers, and bars of what everybody
// has. They belong to the scenario of their step, for which the page was built, and follow the
// figure while it is about that step and the reader changes it.

import { showOutcomes } from "./outcomes.js";

const places = ".badge, .outcomes, .mixture";
const rest = 120; // milliseconds without a change before they follow

function element(name, className, text) {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.textContent = text;
  return e;
}

export function show(badge, claim) {
  const [summary, body] = badge.children;
  badge.dataset.state = claim.state;
  const list = element("ul", "hypotheses", "");
  for (const h of claim.hypotheses) {
    const item = element("li", "", `${h.text}: ${h.why}`);
    item.dataset.holds = h.holds;
    list.append(item);
  }
  const proof = element("ol", "proof", "");
  for (const l of claim.proof ?? []) {
    const item = element("li", "", l.text);
    if (l.numbers) item.append(element("span", "numbers", l.numbers));
    proof.append(item);
  }
  summary.replaceChildren(element("span", "title", claim.title), element("span", "state", claim.words), element("span", "figures", claim.figures));
  body.replaceChildren(element("p", "", claim.statement), list);
  if (proof.childElementCount) body.append(element("p", "lead-in", "Proof, with the numbers of the figure:"), proof);
}

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
    this.written = new Map(); // what the page was built with, and the state
    for (const e of document.querySelectorAll(places)) {
      this.written.set(e, { nodes: e.cloneNode(true), state: e.dataset.state });
    }
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
    if (this.changed) left.forEach((e) => this.restore(e));
    this.changed = false;
  }

  restore(e) {
    const { nodes, state } = this.written.get(e);
    const kept = nodes.cloneNode(true);
    if (!e.matches(".badge")) return e.replaceChildren(...kept.childNodes);
    e.dataset.state = state;
    for (const [i, child] of [...e.children].entries()) child.replaceChildren(...kept.children[i].childNodes);
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
      if (step === this.step && this.isAbout(step)) this.write(shown, new Map(claims.map((c) => [c.id, c])), standing);
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
      const claim = claims.get(e.dataset.claim);
      if (claim) show(e, claim);
      else if (e.matches(".outcomes")) showOutcomes(e, standing.outcomes);
      else if (e.matches(".mixture")) e.textContent = standing.mixture;
    }
  }
}
