// Setting a puzzle: the figure is free, and is the start; the rest is a form. The link is given
// for a puzzle whose goal is not met at its start, which the engine says.

import { comparisons, letterOf, met, numbers, truths } from "./puzzle.js";
import { names, relations, truthNames } from "./words.js";
import { copied } from "./player.js";
import { pack } from "./code.js";

const byId = (id) => document.getElementById(id);
const rows = 3; // conditions that the form has room for

function add(parent, name, properties = {}, ...children) {
  const e = Object.assign(document.createElement(name), properties);
  e.append(...children);
  parent.append(e);
  return e;
}

function labelled(parent, text, input) {
  const label = add(parent, "label");
  label.append(input, ` ${text}`);
  return label;
}

const box = (value) => Object.assign(document.createElement("input"), { type: "checkbox", value });

/** The choices of what may move, for the scenario in the figure. */
function showMoves({ agents }) {
  const field = byId("own-moves");
  const kept = new Set([...field.querySelectorAll("input:checked")].map((i) => i.value));
  field.replaceChildren(field.firstElementChild);
  labelled(field, "the user", box("user"));
  labelled(field, "the prior", box("prior"));
  for (const [i, a] of agents.entries()) labelled(field, a.name, box(`move:${letterOf(a, i)}`));
  for (const [i, a] of agents.entries()) labelled(field, `${a.name} may be sent away`, box(`leave:${letterOf(a, i)}`));
  for (const i of field.querySelectorAll("input")) i.checked = kept.has(i.value);
}

function option(select, value, text) {
  add(select, "option", { value, textContent: text });
}

/** One condition of the goal, in three choices. */
function addRow(field, n) {
  const row = add(field, "div", { className: "row" });
  const value = add(row, "select", { ariaLabel: `Condition ${n}: what` });
  option(value, "", n === 1 ? "choose" : "and nothing more");
  for (const name of Object.keys(truths)) {
    option(value, `${name}=true`, truthNames[name][0]);
    option(value, `${name}=false`, truthNames[name][1]);
  }
  for (const name of Object.keys(numbers)) option(value, name, names[name]);
  const compare = add(row, "select", { ariaLabel: `Condition ${n}: how it compares` });
  for (const name of Object.keys(comparisons)) option(compare, name, relations[name]);
  const than = add(row, "select", { ariaLabel: `Condition ${n}: with what` });
  option(than, "", "the number");
  for (const name of Object.keys(numbers)) option(than, name, names[name]);
  const number = add(row, "input", { type: "number", step: "any", value: "0", ariaLabel: `Condition ${n}: the number` });
  const show = () => {
    const isNumber = value.value in numbers;
    compare.hidden = than.hidden = !isNumber;
    number.hidden = !isNumber || than.value !== "";
  };
  value.addEventListener("change", show);
  than.addEventListener("change", show);
  show();
  return () => conditionOf(value.value, compare.value, than.value, Number(number.value));
}

function conditionOf(value, compare, than, number) {
  if (!value) return [];
  const [name, holds] = value.split("=");
  if (holds) return [{ value: name, holds: holds === "true" }];
  return [than ? { value, compare, than } : { value, compare, number }];
}

function movesOf() {
  const ticked = [...byId("own-moves").querySelectorAll("input:checked")].map((i) => i.value);
  const letters = (kind) => ticked.filter((v) => v.startsWith(`${kind}:`)).map((v) => v.split(":")[1]);
  const moves = {};
  if (ticked.includes("user")) moves.user = true;
  if (ticked.includes("prior")) moves.prior = true;
  if (letters("move").length) moves.agents = letters("move");
  if (letters("leave").length) moves.leave = letters("leave");
  return moves;
}

/** Joins the form with the figure; back() returns to the puzzle that was left for it. */
export function connectAuthor(figure, player, back) {
  const conditions = Array.from({ length: rows }, (_, i) => addRow(byId("own-goal"), i + 1));
  const isOpen = () => byId("own").open;
  const say = (text) => { byId("own-note").textContent = text; };
  const refresh = async () => showMoves(await figure.getScenario());
  byId("own").addEventListener("toggle", () => {
    if (!isOpen()) return back();
    player.free();
    return refresh().catch((e) => say(e.message));
  });
  figure.addEventListener("change", (e) => { if (isOpen() && !e.detail.live) showMoves(e.detail.scenario); });
  byId("own-begin").addEventListener("click", () => {
    player.free();
    figure.call("preset", byId("own-preset").value, { scene: "hull" }, { controls: [], aside: true, keep: true }).then(refresh).catch((e) => say(e.message));
  });
  byId("own-form").addEventListener("submit", async (e) => {
    e.preventDefault();
    byId("own-done").hidden = true;
    try {
      await give(await made(figure, conditions.map((c) => c()).flat()));
      say("The link is ready. Try it before you send it: nobody but you says that it can be solved.");
    } catch (error) {
      say(error.message);
    }
  });
  byId("copy-own").addEventListener("click", () => {
    byId("own-link").select();
    copied(byId("own-link").value);
  });
}

/** The puzzle that the form and the figure make, or a sentence why they make none. */
async function made(figure, goal) {
  const [scenario, result, view] = await Promise.all([figure.getScenario(), figure.getResult(), figure.getView()]);
  const hints = byId("own-hints").value.split("\n").map((h) => h.trim().slice(0, 300)).filter(Boolean).slice(0, 5);
  const puzzle = { version: 1, title: byId("own-title").value.trim(), story: byId("own-story").value.trim(), scenario, moves: movesOf(), goal };
  if (view.scene === "equilibrium") puzzle.scene = view.scene;
  if (hints.length) puzzle.hints = hints;
  if (!puzzle.title || !puzzle.story) throw new Error("A title and a story are needed.");
  if (!Object.keys(puzzle.moves).length) throw new Error("Something must be free to move.");
  if (!goal.length) throw new Error("The goal needs a condition.");
  if (met(puzzle, scenario, result)) throw new Error("The goal is met already where the figure stands: there would be nothing to do.");
  return puzzle;
}

async function give(puzzle) {
  const hash = `#own=${await pack(puzzle)}`;
  byId("own-link").value = new URL(hash, location.href).href;
  byId("own-try").setAttribute("href", hash);
  byId("own-done").hidden = false;
}
