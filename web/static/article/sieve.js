// A hundred accused as dots, and a sieve that names some of them: how a test splits a belief.

import { h, set, shape } from "./pad.js";

const tie = 1e-9; // two actions worth as much, but for rounding

/** What the user does who believes p: her best action, and where two are as good, the sender's. */
export function answerTo(scenario, p) {
  const worth = (party, a) => party.weights.reduce((sum, w, k) => sum + w * scenario.criteria[k].utility[a].reduce((s, u, y) => s + u * p[y], 0), 0);
  const all = scenario.actions.map((_, a) => a);
  const best = Math.max(...all.map((a) => worth(scenario.user, a)));
  const good = all.filter((a) => worth(scenario.user, a) >= best - tie);
  return good.sort((a, b) => worth(scenario.agents[0], b) - worth(scenario.agents[0], a))[0];
}

/** Whether a group is convicted, which is the last action; it holds so many of each state. */
export function convicted(scenario, group) {
  const size = group.reduce((a, b) => a + b, 0);
  return size > 0 && answerTo(scenario, group.map((n) => n / size)) === scenario.actions.length - 1;
}

/** How many are convicted where a test names so many of each state and clears the others. */
export function convictions(scenario, all, named) {
  const cleared = scenario.prior.map((p, y) => Math.round(all * p) - named[y]);
  return [named, cleared].filter((g) => convicted(scenario, g)).flat().reduce((a, b) => a + b, 0);
}

const perRow = 10;
const pitch = 13;
const middle = 2; // pitches between the two groups

/** The dots, and a slider for each state: how many of it the test names. */
export class Sieve {
  constructor(scenario) {
    this.scenario = scenario;
    this.all = 100;
    this.counts = scenario.prior.map((p) => Math.round(this.all * p));
    this.named = this.counts.map(() => 0);
    this.dots = this.counts.flatMap((n, y) => Array.from({ length: n }, () => shape("circle", { r: 4.4, "data-state": y })));
    const width = pitch * (2 * perRow + middle);
    this.svg = shape("svg", { class: "sieve", viewBox: `0 0 ${width} ${pitch * 12}`, role: "img" }, ...["cleared", "named"].map((text, k) => shape("text", { x: k * pitch * (perRow + middle), y: 11 }, text)), shape("path", { d: `M${(width / 2).toFixed(1)} 18V${pitch * 12}` }), ...this.dots);
    this.element = h("div", {}, this.svg, ...scenario.states.map((name, y) => this.slider(name, y)));
    this.draw();
  }

  slider(name, y) {
    const input = h("input", { type: "range", min: 0, max: this.counts[y], value: 0, "aria-label": `${name} whom the test names` });
    const out = h("output", {});
    const tell = () => { out.value = `${input.value} of ${this.counts[y]}`; };
    input.addEventListener("input", () => {
      this.named[y] = Number(input.value);
      tell();
      this.svg.removeAttribute("data-shown");
      this.draw();
    });
    tell();
    return h("label", {}, h("span", {}, `${name}, named`), input, out);
  }

  draw() {
    const places = [0, 0]; // taken in each group
    let from = 0;
    this.counts.forEach((n, y) => {
      for (let i = 0; i < n; i++) {
        const k = i < this.named[y] ? 1 : 0;
        const at = places[k]++;
        set(this.dots[from + i], { cx: pitch * ((at % perRow) + k * (perRow + middle) + 0.5), cy: 24 + pitch * Math.floor(at / perRow), "data-group": k });
      }
      from += n;
    });
    const sizes = [places[1], places[0]];
    this.svg.setAttribute("aria-label", `The test names ${sizes[0]} and clears ${sizes[1]}.`);
  }

  /** Shows another test beside this one: the engine's split of the belief. */
  beside(split, caption) {
    if (this.other) return;
    this.other = new Sieve(this.scenario);
    for (const p of split) {
      if (p.strategy[0] === this.scenario.actions.length - 1) this.counts.forEach((_, y) => { this.other.named[y] += Math.round(this.all * p.probability * p.belief[y]); });
    }
    this.other.draw();
    this.other.reveal();
    this.element.append(h("p", {}, caption), this.other.svg);
  }

  /** Marks who is convicted. */
  reveal() {
    const groups = [this.counts.map((n, y) => n - this.named[y]), this.named];
    this.svg.dataset.shown = groups.map((g, k) => (convicted(this.scenario, g) ? k : "")).join("");
  }
}
