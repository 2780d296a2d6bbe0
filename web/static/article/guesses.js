// The questions: what each asks, how a guess is made, and how the engine judges it. No answer is
// written here: each is what the figure's engine says of its scenario.

import { h, Sketch, Triangle } from "./pad.js";
import { preset } from "./preset.js";
import { convictions, Sieve } from "./sieve.js";

const near = 1e-6; // two values of the engine this near are equal (its tolerance)
const value = (x) => x.toFixed(2).replace("-", "\u2212");

const letter = (agent, i) => agent.letter || String.fromCharCode(65 + i);
const parties = (s, moves) => s.agents.map((a, i) => ({ name: a.name, letter: letter(a, i), weights: a.weights, colour: i, moves }));
const you = (s) => ({ name: "You", weights: s.user.weights });

/** Where must one agent move for you to be safe? */
const move = {
  asks: "Where must one of them move for you to be safe? Drag one disc. If you take another, the first goes back.",
  async begin(box, name) {
    const s = await preset(name);
    const pad = new Triangle(s.criteria.map((c) => c.name), [you(s), ...parties(s, true)], "Your guess: move one adviser");
    pad.moved = (i) => pad.movable.forEach((p, j) => { if (j !== i) p.weights = p.home; });
    box.append(pad.svg);
    return { pad, scenario: s };
  },
  async judge({ pad, scenario }, figure) {
    const s = structuredClone(scenario);
    pad.movable.forEach((p, i) => { s.agents[i].weights = p.weights; });
    const who = pad.movable.find((p) => p.weights !== p.home);
    if (!who) return { right: false, words: "Nobody has moved: you are outside, as before." };
    await figure.setScenario(s);
    const { alignment } = await figure.getResult();
    const where = `With ${who.name} there`;
    return alignment.inside
      ? { right: true, words: `Yes: ${where.toLowerCase()} you are among them. The figure shows it, and the weights.` }
      : { right: false, words: `Not yet: ${where.toLowerCase()} the best mixture still misses you by ${value(alignment.epsilon)}. The figure shows the gap.` };
  },
};

/** Where should one more agent stand? */
const newcomer = {
  asks: "Suppose that you may bring one more adviser, E. Where must it stand so that even the worst equilibrium brings you all there is? Drag E.",
  async begin(box, name) {
    const s = await preset(name);
    const start = s.criteria.map((_, j) => s.agents.reduce((sum, a) => sum + a.weights[j], 0) / s.agents.length);
    const e = { name: "one more", letter: letter({}, s.agents.length), weights: start, colour: s.agents.length, moves: true };
    const pad = new Triangle(s.criteria.map((c) => c.name), [you(s), ...parties(s, false), e], "Your guess: place one more adviser");
    box.append(pad.svg);
    return { pad, scenario: s };
  },
  async judge({ pad, scenario }, figure) {
    const s = structuredClone(scenario);
    s.agents.push({ name: "One more", letter: pad.movable[0].letter, weights: pad.movable[0].weights });
    delete s.conversation; // its rules are one for each agent; nothing is asked of it here
    await figure.setScenario(s);
    const { equilibria, benchmarks } = await figure.getResult();
    const lacks = benchmarks.opt - equilibria.worst.user;
    const worst = `the worst equilibrium brings you ${value(equilibria.worst.user)} of the ${value(benchmarks.opt)} there is`;
    await figure.setView({ scene: "hull", values: { map: "worst", mapOf: "agent" } });
    return lacks <= near
      ? { right: true, words: `Yes: with it there ${worst}. The figure is now coloured by what still one more would bring, by where it stands.` }
      : { right: false, words: `Not there: ${worst}. The figure is now coloured by what still one more would bring, by where it stands.` };
  },
};

/** How many agents until you are surrounded nine times of ten? */
const chances = 0.9;
const directions = 2;
const many = {
  asks: "Suppose there are two directions to be wrong in. How many advisers, each wrong at random, must there be for you to be among them nine times of ten?",
  veiled: true,
  async begin(box) {
    const input = h("input", { type: "range", min: 2, max: 12, value: 4, "aria-label": "How many advisers" });
    const out = h("output", {}, input.value);
    input.addEventListener("input", () => { out.value = input.value; });
    box.append(h("label", {}, h("span", {}, "Advisers"), input, out));
    return { input };
  },
  async judge({ input }, figure) {
    const report = await figure.getReport();
    const cells = report.hull.cells.filter((c) => c.dimension === directions);
    const least = Math.min(...cells.filter((c) => c.wendel >= chances).map((c) => c.agents));
    const n = Number(input.value);
    const of = (k) => `${(100 * cells.find((c) => c.agents === k).wendel).toFixed(0)} %`;
    const mine = cells.some((c) => c.agents === n) ? ` With ${n} it is ${of(n)}.` : "";
    return n === least ? { right: true, words: `Yes, ${least}: you are among them in ${of(least)} of all cases.` } : { right: false, words: `It takes ${least}, for ${of(least)}.${mine}` };
  },
};

/** Draw the worst value over lambda. */
const lambdas = [1, 3, 10, 30, 100];
const good = 0.05; // how far off a sketch by hand may be
const lambda = {
  asks: "Draw it first: what does the worst equilibrium bring you, from many mistakes, λ = 1, to hardly any, λ = 100? Lift the points.",
  veiled: true,
  async begin(box) {
    const pad = new Sketch(lambdas, lambdas.map((x) => `Worst value at λ = ${x}`), 0.5, "Your sketch of the worst value over λ");
    box.append(pad.svg);
    return { pad };
  },
  async judge({ pad }, figure) {
    await figure.getResult(); // the curve is drawn
    const truth = lambdas.map(interpolated(curveOf(await figure.exportCSV())));
    pad.reveal(truth);
    const off = truth.map((x, i) => Math.abs(x - pad.values[i]));
    const worst = off.indexOf(Math.max(...off));
    const words = `The dashed line is the truth. You are furthest off at λ = ${lambdas[worst]}: you drew ${value(pad.values[worst])}, it is ${value(truth[worst])}.`;
    return { right: off[worst] <= good, words: off[worst] <= good ? `Well drawn: nowhere off by more than ${value(off[worst])}. The dashed line is the truth.` : words };
  },
};

/** The rows [λ, worst] of the figure's own table. */
export function curveOf(csv) {
  const rows = csv.split(/\r?\n/).map((row) => row.split(","));
  const from = rows.findIndex((row) => row[0] === "λ");
  const column = rows[from].indexOf("Worst equilibrium");
  const to = rows.findIndex((row, i) => i > from && row.length === 1);
  return rows.slice(from + 1, to < 0 ? undefined : to).map((row) => [Number(row[0]), Number(row[column] || NaN)]).filter(([, y]) => !Number.isNaN(y));
}

const interpolated = (curve) => (x) => {
  const at = curve.findIndex(([l]) => l >= x);
  if (at <= 0) return curve.at(at)[1];
  const [[x0, y0], [x1, y1]] = [curve[at - 1], curve[at]];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
};

/** Split the belief yourself. */
const split = {
  asks: "Be the prosecutor first. Your test names some of the 100 accused; the judge convicts those it names if at least half of them are guilty, and likewise those it clears. How many can you get convicted?",
  veiled: true,
  async begin(box, name) {
    const s = await preset(name);
    const sieve = new Sieve(s);
    box.append(sieve.element);
    return { sieve, scenario: s };
  },
  async judge({ sieve, scenario }, figure) {
    const { benchmarks } = await figure.getResult();
    const best = Math.round(sieve.all * benchmarks.monopoly[0].value);
    const got = convictions(scenario, sieve.all, sieve.named);
    sieve.reveal();
    sieve.beside(benchmarks.monopoly[0].low, "The best test:");
    const there = got === best;
    return { right: there, words: there ? `${got} convictions, and that is the most that any test can get.` : `${got} convictions. The best test gets ${best}; no test gets more.` };
  },
};

export const kinds = { move, newcomer, many, lambda, split };
