// A puzzle being played on the figure. When the figure comes to rest its engine's result is asked
// for and decides; what may not move is put back.

import { answerOf, answered, judge, letterOf, met, stray } from "./puzzle.js";
import { allowed, measured, sentence, strayed } from "./words.js";
import { pack } from "./code.js";
import { blobOf, save } from "../stage/files.js";
import { show } from "../tree.js";

const byId = (id) => document.getElementById(id);
const mostUndone = 50; // steps back to where nothing has strayed; then the start does
const pictureScale = 2;

function element(name, className, text) {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.textContent = text;
  return e;
}

export class Player {
  /** solved(name) is told of a puzzle that was solved. */
  constructor(figure, solved) {
    this.figure = figure;
    this.solved = solved;
    this.puzzle = null; // null: the figure is free
    this.turn = 0; // of judging: only the last counts
    this.opening = false;
    this.hints = 0; // shown
    figure.addEventListener("change", (e) => this.changed(e.detail));
    const on = (id, act) => byId(id).addEventListener("click", () => act().catch((e) => this.note(e.message)));
    on("undo", () => figure.undo());
    on("again", () => this.start(null));
    on("link", () => this.copyLink());
    on("picture", async () => save(`${this.fileName()}.png`, blobOf(await figure.exportPNG(pictureScale))));
    on("certificate", () => this.certificate());
    byId("hint").addEventListener("click", () => this.hint());
  }

  async open(puzzle, { name, base, next, answer }) {
    Object.assign(this, { puzzle, name, base, hints: 0, last: null });
    byId("title").textContent = puzzle.title;
    byId("story").textContent = puzzle.story;
    byId("moves").textContent = allowed(puzzle);
    byId("goal").replaceChildren(...puzzle.goal.map((c) => {
      const item = element("li", "", "");
      item.append(element("span", "", sentence(c)), element("span", "now", ""));
      return item;
    }));
    byId("told").replaceChildren();
    byId("hints").hidden = !puzzle.hints?.length;
    byId("hint").hidden = false;
    byId("next").hidden = !next;
    if (next) byId("next").setAttribute("href", next);
    this.note("");
    this.say("waiting", "");
    byId("solved").hidden = true;
    await this.start(answer);
  }

  /** Puts the figure where the puzzle begins, or to an answer. */
  async start(answer) {
    const { figure, puzzle } = this;
    if (!puzzle) return;
    this.opening = true;
    try {
      await figure.ready;
      await figure.call("passage", { controls: [], aside: true });
      await Promise.all([figure.setScenario(answer ? answered(puzzle, answer) : puzzle.scenario), figure.setView({ scene: puzzle.scene ?? "hull" })]);
    } finally {
      this.opening = false;
    }
    await this.judge(await figure.getScenario());
  }

  async changed({ scenario, live, canUndo }) {
    byId("undo").disabled = !canUndo;
    if (!this.puzzle || this.opening || live) return;
    try {
      const what = stray(this.puzzle, scenario);
      if (what) await this.putBack(what);
      else await this.judge(scenario);
    } catch (e) {
      this.note(e.message);
    }
  }

  /** Something has moved that may not: back to where nothing has. */
  async putBack(what) {
    const { figure, puzzle } = this;
    this.opening = true;
    try {
      for (let n = 0; stray(puzzle, await figure.getScenario()); n++) {
        if (n === mostUndone || !(await figure.undo())) await figure.setScenario(puzzle.scenario);
      }
    } finally {
      this.opening = false;
    }
    await this.judge(await figure.getScenario());
    this.say("stray", strayed(what, puzzle));
  }

  async judge(scenario) {
    const mine = ++this.turn;
    const { puzzle } = this;
    const result = await this.figure.getResult();
    if (mine !== this.turn || puzzle !== this.puzzle) return;
    this.last = { scenario, result };
    for (const [i, item] of [...byId("goal").children].entries()) {
      item.dataset.met = judge(puzzle.goal[i], scenario, result).met;
      item.lastChild.textContent = measured(puzzle.goal[i], scenario, result);
    }
    this.showLeavers(scenario);
    const solved = met(puzzle, scenario, result);
    const missing = puzzle.goal.filter((c) => !judge(c, scenario, result).met).length;
    byId("solved").hidden = !solved;
    this.say(solved ? "met" : "open", solved ? "Solved. The engine agrees, with a proof." : `Not yet: ${missing} of ${puzzle.goal.length} ${puzzle.goal.length === 1 ? "condition is" : "conditions are"} not met.`);
    if (!solved) return;
    this.solved(this.name);
    const proofs = (await this.figure.call("claims")).filter(([, about]) => about["data-state"] === "holds");
    show(byId("proofs"), ["div", {}]); // those of the answer before were perhaps open
    show(byId("proofs"), ["div", {}, ...proofs]);
  }

  /** Buttons that send somebody away: what the figure offers on each agent, in one place. */
  showLeavers({ agents }) {
    const box = byId("leavers");
    const may = agents.map((a, i) => [a, i]).filter(([a, i]) => agents.length > 1 && this.puzzle.moves.leave?.includes(letterOf(a, i)));
    const who = may.map(([, i]) => `${i}${letterOf(agents[i], i)} ${agents[i].name}`).join();
    if (who === box.dataset.who) return; // a button that is being pressed stays
    box.dataset.who = who;
    const had = document.activeElement?.parentNode === box;
    box.replaceChildren(...may.map(([a, i]) => {
      const button = Object.assign(element("button", "do", `Send away ${letterOf(a, i)}, ${a.name}`), { type: "button" });
      button.addEventListener("click", () => this.figure.removeAgent(i).catch((e) => this.note(e.message)));
      return button;
    }));
    box.hidden = may.length === 0;
    if (had) (box.firstChild ?? byId("again")).focus(); // by keyboard: the button is gone
  }

  hint() {
    const { hints = [] } = this.puzzle;
    byId("told").append(element("li", "", hints[this.hints++]));
    byId("hint").hidden = this.hints >= hints.length;
    byId("hint").textContent = "Another hint";
  }

  async copyLink() {
    const code = await pack(answerOf(this.puzzle, this.last.scenario));
    const address = new URL(`${this.base}&s=${code}`, location.href).href;
    history.replaceState(history.state, "", address); // to be copied by hand where there is no clipboard
    await copied(address).then((text) => this.note(text));
  }

  async certificate() {
    const { puzzle, last } = this;
    save(`${this.fileName()}.json`, JSON.stringify({ puzzle, ...last }, null, 1) + "\n", "application/json");
  }

  fileName() {
    return `emergent-challenge-${this.name || "own"}`;
  }

  say(state, text) {
    byId("verdict").dataset.state = state;
    byId("verdict").textContent = text;
  }

  note(text) {
    byId("note").textContent = text;
  }

  /** There is no puzzle to play. */
  fail(message) {
    this.puzzle = null;
    delete byId("leavers").dataset.who;
    byId("title").textContent = "This puzzle cannot be opened";
    byId("story").textContent = message[0].toUpperCase() + message.slice(1);
    for (const id of ["moves", "goal", "told"]) byId(id).replaceChildren();
    for (const id of ["leavers", "solved", "hints"]) byId(id).hidden = true;
    this.say("open", "");
  }

  /** Leaves the figure to whoever sets a puzzle. */
  free() {
    this.puzzle = null;
  }
}

/** Copies text, or says how to. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied.";
  } catch {
    return "It stands in the address of this page: copy it from there.";
  }
}
