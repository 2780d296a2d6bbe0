// The proof as a moving picture: what each agent has, and what it would have if everything were
// told, slide together with the weights into what you have. Every number is the engine's.

import { whenAbout } from "./about.js";
import { h, set, shape } from "./pad.js";

const wide = 250; // of a bar that is 1
const x0 = 34;
const row = 30;
const shown = (x) => x.toFixed(2).replace("-", "\u2212");
const between = (a, b, t) => a + (b - a) * t;

export class Proof {
  constructor(place, article) {
    this.step = place.closest(".step");
    this.figure = article.figure;
    this.isAbout = article.isAbout;
    this.which = 0;
    this.range = h("input", { type: "range", min: 0, max: 100, value: 0, "aria-label": "How far the agents are mixed into you" });
    this.range.addEventListener("input", () => this.draw());
    this.buttons = h("p", { class: "buttons" });
    this.hides = h("p", { class: "buttons hides" });
    this.says = h("p", { role: "status" });
    this.svg = shape("svg", { class: "moving", role: "img", "aria-label": "What the agents have, as bars" });
    place.replaceChildren(h("figure", {}, this.buttons, this.hides, this.svg, h("label", {}, h("span", {}, "Mix them into you"), this.range, h("span", {})), this.says));
    whenAbout(this.step, article, () => this.ask());
  }

  /** Takes what the figure now says, where it is about this step. */
  async ask() {
    if (!this.isAbout(this.step)) return;
    const answers = await Promise.all([this.figure.call("standing"), this.figure.getResult()]).catch(() => null); // the figure says what is wrong
    if (!answers) return;
    const [standing, { alignment }] = answers;
    if (!standing.outcomes.length || !this.isAbout(this.step)) return;
    const first = !this.outcomes;
    const plain = standing.outcomes.length;
    this.outcomes = [...standing.outcomes, ...standing.hidden.map((o) => ({ ...o, hider: o.bars[1] }))];
    this.weights = alignment.weights;
    if (first || this.which >= this.outcomes.length) this.which = plain - 1; // the equilibrium
    const all = this.outcomes.flatMap((o, i) => [this.choice(o, i), " "]);
    this.buttons.replaceChildren(...all.slice(0, 2 * plain));
    this.hides.replaceChildren(...(standing.hidden.length ? [`Let the ${standing.hidden[0].bars[1].name} hide something: `, ...all.slice(2 * plain)] : []));
    this.build();
  }

  choice({ title }, i) {
    const b = h("button", { type: "button", class: "act", "aria-pressed": i === this.which }, title);
    b.addEventListener("click", () => {
      this.which = i;
      [...this.buttons.children, ...this.hides.children].forEach((e, j) => e.setAttribute("aria-pressed", j === i));
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
    const { title, bars, hider } = this.outcomes[this.which];
    const short = bars.filter((b) => b.letter && b.gains > 0);
    const sum = this.parts.map(({ bar }, i) => `${shown(this.weights[i])} × ${shown(bar.has)}`).join(" + ");
    const wants = short.map((b) => `${b.name} by ${shown(b.gains)}`).join(", ");
    const first = hider ? hidden(title, hider, short) : short.length ? `${title}: not an equilibrium, since somebody falls short of what telling everything would bring: ${wants}.` : `${title}: nobody falls short of the thin bar, what telling everything would bring.`;
    const then = `Together ${sum} = ${shown(hasAt)}, beside ${shown(fullAt)} if everything were told.`;
    this.says.textContent = t < 0.5 ? first : `${then} ${short.length ? "What they lack, you lack." : "So neither do you."}`;
    set(this.svg, { "aria-label": this.says.textContent });
  }
}

/** What is said of an outcome in which one agent keeps something to itself and the others are silent. */
function hidden(title, hider, short) {
  const what = `The ${hider.name} does not say which of two it is, ${title.replace("?", "")}`;
  const others = short.filter((b) => b.letter !== hider.letter).map((b) => `the ${b.name} would gain ${shown(b.gains)} by telling`).join(", ");
  if (hider.gains > 0) return `${what}, and regrets it: telling would bring it ${shown(hider.gains)} more.${others ? ` So would others: ${others}.` : ""}`;
  const has = hider.has - hider.full >= 0.005 ? `, and has ${shown(hider.has - hider.full)} more than if it told` : "";
  return others ? `${what}${has}. But it is not alone: ${others}, and nobody can stop it. No equilibrium.` : `${what}${has}, and nobody would rather tell.`;
}
