// A game in which the reader takes an agent's place: whom she plays, what she has done so far, and
// undo. Bids (bids.js) and messages (words by hand, saying.js) are two such games.

import { whenAbout } from "./about.js";
import { h } from "./pad.js";

export class Play {
  constructor(place, article) {
    this.place = place;
    this.step = place.closest(".step");
    this.figure = article.figure;
    this.prepare = article.prepare;
    this.who = Number(place.dataset.who ?? 0);
    this.moves = [];
    this.says = h("p", { role: "status" });
    this.undo = this.button("Undo", () => this.back(this.past.pop()));
    this.again = this.button("Start again", () => this.back([]));
    this.past = []; // the lists of moves before each of them
    this.begin();
    whenAbout(this.step, article, () => this.follow());
  }

  button(text, act) {
    const b = h("button", { type: "button", class: "act" }, text);
    b.addEventListener("click", () => this.doing(async () => {
      await this.prepare(this.step);
      await act();
    }));
    return b;
  }

  /** One thing after another; what cannot be done is said. */
  doing(act) {
    this.busy = (this.busy ?? Promise.resolve()).then(act).catch((e) => { this.says.textContent = `This cannot be played here: ${e.message}`; });
    return this.busy;
  }

  write(title, ...children) {
    this.people = h("p", { class: "buttons" });
    this.box = h("fieldset", { hidden: "" }, h("legend", {}, title), this.people, ...children, this.says);
    this.place.replaceChildren(this.box);
  }

  letter(i) {
    return this.scenario.agents[i].letter || String.fromCharCode(65 + i);
  }

  hue(i) {
    return (this.letter(i).charCodeAt(0) - 65) % 8;
  }

  /** Begins anew where the figure has another scenario than before. */
  follow() {
    return this.doing(async () => {
      const key = JSON.stringify(await this.figure.getScenario());
      if (key !== this.key) await this.fresh(key);
    });
  }

  async fresh(key) {
    const { scenario, state } = await this.start();
    this.key = key;
    this.scenario = scenario;
    if (this.who >= scenario.agents.length) return this.become(0);
    this.box.hidden = state === null;
    if (state === null) return;
    this.people.replaceChildren("You are ", ...scenario.agents.flatMap((a, i) => {
      const b = this.button(`${this.letter(i)}, ${a.name}`, () => this.become(i));
      b.setAttribute("aria-pressed", i === this.who);
      return [b, " "];
    }));
    this.past = [];
    this.before = 0;
    this.turn([], state);
  }

  async become(i) {
    this.who = i;
    const had = this.people.contains(document.activeElement);
    await this.fresh(this.key);
    if (had) this.people.querySelectorAll("button")[i]?.focus();
  }

  async make(move) {
    const moves = [...this.moves, move];
    this.made(moves, await this.ask(moves));
  }

  /** Takes in what came of a move. */
  made(moves, state) {
    this.past.push(this.moves);
    this.before = this.state?.bids?.length ?? 0; // what had been said before this move
    this.turn(moves, state);
  }

  turn(moves, state) {
    this.moves = moves;
    this.state = state;
    this.undo.disabled = this.again.disabled = !this.past.length;
    const had = this.box.contains(document.activeElement);
    this.show();
    if (had && document.activeElement.disabled) (this.box.querySelector("button:not(:disabled):not([aria-pressed])") ?? this.again).focus();
  }

  async back(moves) {
    if (moves.length === 0) this.past = [];
    this.before = 0;
    this.turn(moves, await this.ask(moves));
  }
}
