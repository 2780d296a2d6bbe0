// The proof as a moving picture: what each agent has, and what it would have if everything were
// told, slide together with the weights into what you have. Every number is the engine's.

import { h, set, shape } from "./pad.js";

const wide = 250; // of a bar that is 1
const x0 = 34;
const row = 30;
const rest = 120; // milliseconds without a change before it follows the figure
const shown = (x) => x.toFixed(2).replace("-", "\u2212");
const between = (a, b, t) => a + (b - a) * t;

export class Proof {
  /** isAbout says whether the figure is about a step. */
  constructor(place, figure, isAbout) {
    this.step = place.closest(".step");
    this.figure = figure;
    this.isAbout = isAbout;
    this.which = 0;
    this.range = h("input", { type: "range", min: 0, max: 100, value: 0, "aria-label": "How far the agents are mixed into you" });
    this.range.addEventListener("input", () => this.draw());
    this.buttons = h("p", { class: "buttons" });
    this.says = h("p", { role: "status" });
    this.svg = shape("svg", { class: "moving", role: "img", "aria-label": "What the agents have, as bars" });
    place.replaceChildren(h("figure", {}, this.buttons, this.svg, h("label", {}, h("span", {}, "Mix them into you"), this.range, h("span", {})), this.says));
    let timer = 0;
    figure.addEventListener("change", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.ask(), rest);
    });
  }

  /** The reader has come to a step: if it is this one, the figure will soon be about it. */
  reached(step) {
    clearInterval(this.waiting);
    if (step !== this.step || this.outcomes) return;
    this.waiting = setInterval(() => {
      if (!this.isAbout(this.step)) return;
      clearInterval(this.waiting);
      this.ask();
    }, rest);
  }

  /** Takes what the figure now says, where it is about this step. */
  async ask() {
    if (!this.isAbout(this.step)) return;
    const answers = await Promise.all([this.figure.call("standing"), this.figure.getResult()]).catch(() => null); // the figure says what is wrong
    if (!answers) return;
    const [standing, { alignment }] = answers;
    if (!standing.outcomes.length || !this.isAbout(this.step)) return;
    const first = !this.outcomes;
    this.outcomes = standing.outcomes;
    this.weights = alignment.weights;
    if (first) this.which = this.outcomes.length - 1; // the equilibrium
    this.buttons.replaceChildren(...this.outcomes.flatMap((o, i) => [this.choice(o, i), " "]));
    this.build();
  }

  choice({ title }, i) {
    const b = h("button", { type: "button", class: "act", "aria-pressed": i === this.which }, title);
    b.addEventListener("click", () => {
      this.which = i;
      [...this.buttons.children].forEach((e, j) => e.setAttribute("aria-pressed", j === i));
      this.build();
    });
    return b;
  }

  build() {
    const bars = this.outcomes[this.which].bars;
    const agents = bars.slice(0, -1);
    const last = row * agents.length + 24; // where all come together
    set(this.svg, { viewBox: `0 0 ${x0 + wide + 40} ${last + row + 6}` });
    const you = bars.at(-1);
    this.parts = agents.map((b, i) => ({
      bar: b,
      has: shape("rect", { class: "has", height: 11 }),
      full: shape("rect", { class: "full", height: 4 }),
      label: shape("g", {}, shape("circle", { cx: 14, cy: row * i + 14, r: 9 }), shape("text", { x: 14, y: row * i + 14, dy: "0.35em", "text-anchor": "middle" }, b.letter)),
    }));
    const ends = [["has", you.has, 11, 5], ["full", you.full, 4, 19]];
    this.svg.replaceChildren(
      ...ends.map(([name, x, high, y]) => shape("rect", { class: `end ${name}`, x: x0, y: last + y, width: wide * Math.max(0, x), height: high })),
      shape("text", { x: 14, y: last + 17, "text-anchor": "middle", class: "you" }, "★"),
      ...this.parts.map(({ bar, has, full, label }) => shape("g", { "data-agent": bar.colour }, has, full, label)),
    );
    this.last = last;
    this.draw();
  }

  draw() {
    if (!this.parts) return;
    const t = this.range.value / 100;
    let [hasAt, fullAt] = [0, 0];
    this.parts.forEach(({ bar, has, full, label }, i) => {
      const w = this.weights[i];
      const scale = between(1, w, t);
      set(has, { x: x0 + wide * t * hasAt, y: between(row * i + 5, this.last + 5, t), width: wide * scale * Math.max(0, bar.has) });
      set(full, { x: x0 + wide * t * fullAt, y: between(row * i + 19, this.last + 19, t), width: wide * scale * Math.max(0, bar.full) });
      set(label, { opacity: 1 - 0.7 * t });
      hasAt += w * bar.has;
      fullAt += w * bar.full;
    });
    this.tell(t, hasAt, fullAt);
  }

  tell(t, hasAt, fullAt) {
    const { title, bars } = this.outcomes[this.which];
    const short = bars.filter((b) => b.letter && b.gains > 0);
    const sum = this.parts.map(({ bar }, i) => `${shown(this.weights[i])} × ${shown(bar.has)}`).join(" + ");
    const wants = short.map((b) => `${b.name} by ${shown(b.gains)}`).join(", ");
    const first = short.length ? `${title}: not an equilibrium, since somebody falls short of what telling everything would bring: ${wants}.` : `${title}: nobody falls short of the thin bar, what telling everything would bring.`;
    const then = `Together ${sum} = ${shown(hasAt)}, beside ${shown(fullAt)} if everything were told.`;
    this.says.textContent = t < 0.5 ? first : `${then} ${short.length ? "What they lack, you lack." : "So neither do you."}`;
    set(this.svg, { "aria-label": this.says.textContent });
  }
}
