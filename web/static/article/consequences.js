// The last part: how alike the makers of the agents may be, and what is left of the promise where one
// of its assumptions fails. Every number is the figure's.

import { whenAbout } from "./about.js";
import { h } from "./pad.js";
import { preset } from "./preset.js";

const shown = (x) => x.toFixed(2).replace("-", "−");
const percent = (x) => `${(100 * x).toFixed(0)} %`;
const [dimension, agents] = [2, 8]; // the cell that is put into words: the answer to the lab's question

/** A slider for the share of their errors that all agents have in common. */
export class Alike {
  constructor(place, article) {
    const { figure, prepare } = article;
    const step = place.closest(".step");
    const range = h("input", { type: "range", min: 0, max: 1, step: 0.05, value: 0.5, "aria-label": "Share of their errors that the advisers have in common" });
    const out = h("output", {}, "50 %");
    this.says = h("p", { role: "status" });
    place.replaceChildren(h("label", {}, h("span", {}, "They share"), range, out), this.says);
    let wanted;
    let busy = false;
    const send = async () => {
      wanted = range.value;
      out.value = percent(wanted);
      if (busy) return;
      busy = true;
      try {
        await prepare(step);
        while (wanted !== undefined) {
          const to = wanted;
          wanted = undefined;
          await figure.press("lab.shared", to);
          await figure.press("lab.run", "");
          await figure.getReport();
        }
      } catch (e) {
        this.says.textContent = e.message;
      }
      busy = false;
    };
    range.addEventListener("input", send);
    whenAbout(step, article, async () => {
      const report = await figure.getReport().catch(() => null); // the figure says what is wrong
      const cell = report?.hull?.cells.find((c) => c.dimension === dimension && c.agents === agents);
      if (!cell) return;
      const shared = report.spec.hull?.shared ?? 0;
      if (!busy && document.activeElement !== range) {
        range.value = shared;
        out.value = percent(shared);
      }
      this.says.textContent = `Eight advisers, two directions to be wrong in: you are among them in ${percent(cell.frequency)} of ${report.runs} tries, where they share ${percent(shared)} of their errors. It would be ${percent(cell.wendel)} if they shared nothing.`;
    });
  }
}

/** What the user gets where an assumption fails. */
export class Broken {
  constructor(place, article) {
    const { figure } = article;
    const step = place.closest(".step");
    const says = place.appendChild(h("p", { role: "status" }));
    let own = null; // the scenario of the step, as the text has it
    whenAbout(step, article, async () => {
      try {
        own ??= await preset(step.dataset.preset);
        says.textContent = words(own, await figure.getScenario(), await figure.getResult());
      } catch {
        says.textContent = ""; // the figure says what is wrong
      }
    });
  }
}

function words(own, now, { equilibria, benchmarks, conversation }) {
  const { opt } = benchmarks;
  if (now.conversation?.rules?.every((r) => r === "silent")) {
    return `Nobody is believed, and so nobody is heard: you get ${shown(conversation.user)} of the ${shown(opt)} there is, as if you had asked nobody. Among advisers who are not bound by their words that is always an equilibrium.`;
  }
  if (!equilibria) return "";
  const { user, posteriors } = equilibria.worst;
  if (now.user.utility && !own.user.utility) {
    const truly = posteriors.reduce((sum, p) => sum + p.probability * worth(own, p.strategy[0], p.belief), 0);
    const all = own.prior.reduce((sum, p, y) => sum + p * Math.max(...own.actions.map((_, a) => worth(own, a, own.prior.map((_, z) => (z === y ? 1 : 0))))), 0);
    const lost = all - truly < 1e-6 ? "You lose nothing yet, but no theorem says so." : "The rest is lost.";
    return `The star is hollow: it stands where the wishes of somebody who would choose as you do fit best, for no mixture of the three interests is theirs. In their count, which is the figure’s now, that somebody can be left with ${shown(user)}, of ${shown(opt)}. In what you truly care about the same outcome brings you ${shown(truly)} of ${shown(all)}. ${lost}`;
  }
  const least = `you can be left with ${shown(user)} of the ${shown(opt)} there is`;
  return now.agents.length === 1 ? `They act as one, and one has no rival: ${least}.` : `As the figure stands, ${opt - user < 1e-6 ? `you are sure of ${shown(user)}, all there is` : least}.`;
}

/** What an action is worth to the user of a scenario whose agents see the state, at a belief. */
function worth({ user, criteria }, action, belief) {
  return belief.reduce((sum, p, y) => sum + p * user.weights.reduce((s, w, k) => s + w * criteria[k].utility[action][y], 0), 0);
}
