// Be the agent: the reader bids for one agent against the others to be the one AI that the user
// consults. The engine plays the others, and says what everybody has; a list of offers, one for each
// of her turns, is the whole state, so that undo is to shorten it.

import { h, set, shape } from "./pad.js";
import { Play } from "./play.js";

const even = 5e-7; // a gain this small is none (the engine's tolerance)
const wide = 300;
const pad = 14;
const shown = (x) => x.toFixed(2).replace("-", "−");
/** A difference that two digits would hide. */
const little = (x) => (x < 0.005 ? "less than 0.01" : shown(x));

export class Bids extends Play {
  begin() {
    this.range = h("input", { type: "range", "aria-label": "What your offer gives the user" });
    this.gives = h("output", {});
    this.range.addEventListener("input", () => this.draw());
    this.offer = this.button("Offer this", () => this.make(Number(this.range.value)));
    this.pass = this.button("Pass", () => this.make(-1));
    this.rest = this.button("Pass to the end", () => this.toTheEnd());
    this.svg = shape("svg", { class: "bidding", viewBox: `0 0 ${wide} 64`, role: "img" });
    const rule = h("p", {}, "Bid for one of them against the others. While your offer is the best you win, and keep what your line leaves you; else you have what the winner’s offer brings you.");
    this.write("Be one of them", rule, this.svg, h("label", { class: "stacked" }, h("span", {}, "Your offer"), this.range, this.gives), h("p", { class: "buttons" }, this.offer, " ", this.pass, " ", this.rest, " ", this.undo, " ", this.again));
  }

  /** The scenario is another, or the agent. */
  async start() {
    const [scenario, result] = [await this.figure.getScenario(), await this.figure.getResult()];
    this.result = result;
    return { scenario, state: scenario.agents.length > 1 && result.selection ? await this.ask([]) : null };
  }

  ask(offers) {
    return this.figure.call("play", "bidding", this.who, offers);
  }

  async toTheEnd() {
    let offers = this.moves;
    let state = this.state;
    while (state.open && offers.length < 400) {
      offers = [...offers, -1];
      state = await this.ask(offers);
    }
    this.made(offers, state);
  }

  /** What the agent keeps when it gives the user so much: its line in the figure. */
  keeps(user) {
    const line = this.result.selection.frontiers[this.who];
    const k = line.findIndex((p) => p.user >= user);
    if (k <= 0) return line.at(k).value;
    const [a, b] = [line[k - 1], line[k]];
    return a.value + ((b.value - a.value) * (user - a.user)) / (b.user - a.user);
  }

  show() {
    const { state } = this;
    for (const b of [this.offer, this.pass, this.rest, this.range]) b.disabled = !state.open;
    set(this.range, { min: state.low, max: state.high, step: (state.high - state.low) / 100 || 1 });
    if (state.open) this.range.value = Math.min(state.high, state.user + 0.01);
    this.draw();
    this.says.textContent = this.words();
  }

  words() {
    const { state, moves } = this;
    const b = this.result.benchmarks;
    const last = state.bids.at(-1);
    const who = last.agent === this.who ? "You win" : `${this.letter(last.agent)} wins`;
    const had = `${who} so far: the user gets ${shown(state.user)}, you have ${shown(state.agents[this.who])}.`;
    if (state.open) {
      const round = state.bids.slice(this.before).filter((x) => x.agent !== this.who).map((x) => `${this.letter(x.agent)} offers ${shown(x.user)}`);
      const heard = round.length > 6 ? `${round.length} more offers, the last: ${round.at(-1)}` : round.join(", ");
      return `${heard ? `${heard}. ` : moves.length ? "Nobody else moves. " : ""}${had} ${state.gain > even ? `By offering a little more than that you would gain ${little(state.gain)}.` : "Outbidding that would not pay for you."}`;
    }
    const all = b.opt - state.user < 1e-4;
    const end = `Nobody offers more. The user gets ${shown(state.user)} of the ${shown(b.opt)} there is, and you have ${shown(state.agents[this.who])}.`;
    if (state.gain > even) return `${end} That is no equilibrium: you passed, but would gain ${little(state.gain)} by offering a little more.`;
    const bound = b.opt - 2 * this.result.alignment.epsilon;
    const promise = bound < b.none ? "The theorem promises nothing here, and yet" : `The theorem promises ${shown(bound)}, and`;
    return `${end} ${promise} ${all ? "competition has brought the user all there is." : `this is within a step of it.`}`;
  }

  draw() {
    const { state } = this;
    const user = Number(this.range.value);
    this.gives.value = `gives ${shown(user)}, you keep ${shown(this.keeps(user))}`;
    const low = Math.min(state.low, ...state.bids.map((x) => x.user));
    const x = (v) => pad + ((wide - 2 * pad) * (v - low)) / Math.max(state.high - low, 1e-9);
    const latest = new Map(state.bids.map((b) => [b.agent, b.user])); // the last of each
    const discs = [...latest].map(([agent, v]) => shape("g", { "data-agent": this.hue(agent), transform: `translate(${x(v).toFixed(1)} ${agent === state.bids.at(-1).agent ? 22 : 36})` }, shape("circle", { r: 9, class: agent === this.who ? "own disc" : "disc" }), shape("text", { dy: "0.35em", "text-anchor": "middle" }, this.letter(agent))));
    this.svg.replaceChildren(
      shape("path", { class: "axis", d: `M${pad} 48H${wide - pad}M${x(state.high)} 8V52` }),
      shape("text", { x: pad, y: 61 }, shown(low)),
      shape("text", { x: wide - pad, y: 61, "text-anchor": "end" }, `all there is ${shown(state.high)}`),
      ...(state.open ? [shape("path", { class: "mine", d: `M${x(user)} 44V52` })] : []),
      ...discs,
    );
    set(this.svg, { "aria-label": `The offers: ${[...latest].map(([agent, v]) => `${this.letter(agent)} ${shown(v)}`).join(", ")}.` });
  }
}
