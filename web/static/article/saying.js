// Be the agent: the reader picks, message by message, what one agent says, and sees what the others
// say, what the user makes of it, and what she has by it. The user takes her words as by her rule.

import { h } from "./pad.js";
import { Play } from "./play.js";

const even = 5e-7; // a gain this small is none
const shown = (x) => x.toFixed(2).replace("-", "−");
const quoted = (s) => `“${s}”`;

export class Saying extends Play {
  begin() {
    this.other = this.button("Another conversation", () => this.figure.press("conversation.seed", ""));
    this.facts = h("p", {});
    this.log = h("ol", { class: "said" });
    this.choices = h("p", { class: "buttons" });
    this.write("Be one of them", this.facts, this.log, this.choices, h("p", { class: "buttons" }, this.undo, " ", this.again, " ", this.other));
  }

  async start() {
    const scenario = await this.figure.getScenario();
    const state = scenario.conversation ? await this.ask([]) : null;
    return { scenario, state };
  }

  ask(words) {
    return this.figure.call("play", "saying", this.who, words);
  }

  message(m) {
    return this.scenario.conversation.messageNames?.[m] ?? String(m);
  }

  get user() {
    return `The ${this.scenario.user.name.toLowerCase()}`;
  }

  show() {
    const { state, scenario: s } = this;
    const t = state.transcript;
    const saw = s.agentSignal ? s.signalNames?.[t.signal] ?? `signal ${t.signal + 1}` : s.states[t.signal];
    const felt = s.userSignal ? ` ${this.user} notices ${s.userSignalNames?.[t.heard] ?? `signal ${t.heard + 1}`}.` : "";
    const rule = s.conversation.rules?.[this.who] ?? "truthful";
    this.facts.textContent = `You all see ${saw}.${felt} Your rule is ${quoted(rule)}, and that is how your words will be taken. Unlike in the theorem, nothing holds you to it.`;
    this.log.replaceChildren(...t.steps.map((step) => h("li", {}, `${step.messages.map((m, i) => `${i === this.who ? "You" : s.agents[i].name}: ${m.symbol < 0 ? "nothing" : quoted(this.message(m.symbol))}`).join(". ")}. ${this.user} would choose ${s.actions[step.action]}.`)));
    this.log.start = 1;
    this.choices.replaceChildren(...(state.choices.length ? ["You say ", ...state.choices.flatMap((m) => [this.button(quoted(this.message(m)), () => this.make(m)), " "])] : []));
    this.says.textContent = this.words();
  }

  words() {
    const { state, scenario: s } = this;
    const mine = state.agents[this.who];
    if (state.foundOut) return "What you said and what the others say cannot both be true. You are found out, and nobody knows what to believe.";
    const now = `You expect ${shown(mine)} if ${this.user.toLowerCase()} acts now; by your rule it would be ${shown(state.byRule)}.`;
    if (state.choices.length) return state.transcript.steps.length ? now : `${now} What do you say?`;
    if (!this.moves.length) return "By its rule this adviser says nothing at all.";
    const end = `${this.user} chooses ${s.actions[state.transcript.action]}. You have ${shown(mine)}, by your rule ${shown(state.byRule)}; ${this.user.toLowerCase()} has ${shown(state.user)}, by your rule ${shown(state.userByRule)}.`;
    if (mine > state.byRule + even) return `${end} To break your rule has paid. That is why the theorem needs advisers who are bound by theirs.`;
    return `${end} ${mine < state.byRule - even ? "To break your rule has cost you something." : "Your words made no difference to what you have."}`;
  }
}
