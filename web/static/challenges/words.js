// Puzzles in words: what may move, and what a goal asks for, with the numbers of the figure.

import { judge, letterOf } from "./puzzle.js";

export const names = {
  agents: "the number of advisers",
  "alignment.depth": "the number of advisers who may leave, whichever they are, while you stay among the others",
  "alignment.epsilon": "how far you are outside (ε)",
  "benchmarks.none": "what you have if nobody speaks",
  "benchmarks.opt": "what full disclosure would bring you",
  "equilibria.best.user": "what your best ending brings you",
  "equilibria.worst.user": "what your worst ending brings you",
};
export const truthNames = { "alignment.inside": ["You are among your advisers, in the shaded area", "You are outside the shaded area"] };
export const relations = { atLeast: "at least", atMost: "at most", above: "more than", below: "less than", equal: "exactly" };

const upper = (text) => text[0].toUpperCase() + text.slice(1);
const whole = (name) => name === "agents" || name === "alignment.depth";

function figure(x, name) {
  if (x === undefined) return "none";
  return whole(name) ? String(x) : x.toFixed(3).replace("-", "\u2212");
}

/** A condition as a sentence. */
export function sentence({ value, holds, compare, number, than }) {
  if (holds !== undefined) return truthNames[value][holds ? 0 : 1] + ".";
  return `${upper(names[value])} is ${relations[compare]} ${than ? names[than] : String(number)}.`;
}

/** What the figure says of it now. */
export function measured(condition, scenario, result) {
  const { left, right, met } = judge(condition, scenario, result);
  const state = met ? "Met" : "Not met";
  if (condition.holds !== undefined) return `${state}.`;
  if (condition.value === "alignment.depth" && left === -1) return `${state}: you are outside now.`;
  const against = condition.than ? `, against ${figure(right, condition.than)}` : "";
  return `${state}: now ${figure(left, condition.value)}${against}.`;
}

const listed = (list) => (list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`);

/** What may be changed, in a sentence. */
export function allowed({ scenario, moves }) {
  const called = (letters = []) => {
    const all = scenario.agents.map(letterOf);
    if (letters.length === all.length && all.length > 1) return "every adviser";
    return listed(scenario.agents.filter((a, i) => letters.includes(all[i])).map((a) => a.name));
  };
  const free = [moves.user && "yourself (the star)", called(moves.agents), moves.prior && "what is believed beforehand (the prior)"].filter(Boolean);
  const parts = [];
  if (free.length) parts.push(`You may move ${listed(free)}.`);
  if (moves.leave?.length) parts.push(`You may send away ${called(moves.leave)}.`);
  return `${parts.join(" ")} Everything else stays.`;
}

/** What to say when something has moved that may not. */
export function strayed(what, { scenario, moves }) {
  if (what === "user") return "You stay where you are in this puzzle.";
  if (what === "prior") return "What is believed beforehand stays as it is in this puzzle.";
  const i = scenario.agents.findIndex((a) => a.name === what);
  if (i >= 0) return `${what} ${moves.agents?.includes(letterOf(scenario.agents[i], i)) ? "may move, but has to stay" : "stays as it is"} in this puzzle.`;
  return what in scenario ? "This setting stays as it is in this puzzle." : "Nothing may be added in this puzzle.";
}
