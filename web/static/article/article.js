// Joins text and figure: the step being read leads the figure (lead.js), its buttons act on it
// (do.js), and what the text says of it follows (badges.js).

import { Badges } from "./badges.js";
import { connect } from "./do.js";
import { addWays } from "./keys.js";
import { Lead } from "./lead.js";
import { Reading } from "./reading.js";
import { awaitFigure } from "./takeover.js";
import "./glossary.js";
import "./cite.js";
import { takeNewVersion, keepOffline } from "../offline.js";

takeNewVersion();

const byId = (id) => document.getElementById(id);
const figure = byId("stage");
const steps = [...document.querySelectorAll(".step")];
const links = [...byId("contents").querySelectorAll("a")];

const lead = new Lead(figure, byId(figure.dataset.step));
const badges = new Badges(figure, (step) => lead.isAbout(step));
const reading = new Reading(steps, document.querySelector(".figure"));

const titleOf = (step) => step.querySelector("h3").textContent;

lead.onChange = () => {
  byId("reset").hidden = !lead.reader;
  byId("bring").hidden = !lead.kept;
  if (lead.kept) byId("bring").setAttribute("aria-label", `Your changes: bring back what you made of “${titleOf(lead.kept.step)}”`);
  byId("undo").disabled = !lead.canUndo;
};
byId("undo").addEventListener("click", () => figure.undo().catch(() => {}));
byId("reset").addEventListener("click", (e) => {
  lead.reset();
  if (e.detail === 0) byId("undo").focus(); // by keyboard: the button is gone
});
byId("bring").addEventListener("click", () => lead.bring().catch(() => {}));

reading.passes = (step, before) => {
  before?.classList.remove("now");
  step.classList.add("now");
  badges.enter(step);
  for (const follow of followers) follow(step);
  const part = step.closest(".part").id;
  for (const a of links) {
    if (a.hash === `#${part}`) a.setAttribute("aria-current", "true");
    else a.removeAttribute("aria-current");
  }
};
reading.rests = (step) => lead.enter(step);

const prepare = async (step) => {
  if (step !== reading.step) reading.stay(step);
  lead.enter(step);
  await lead.done;
};
connect(figure, prepare);
addWays(figure, steps, prepare);

// The rest comes when the figure has (devices.js).
const followers = [];
window.article = {
  figure,
  prepare,
  isAbout: (step) => lead.isAbout(step),
  reached(follow) {
    followers.push(follow);
    if (reading.step) follow(reading.step);
  },
};
const later = () => document.head.append(Object.assign(document.createElement("script"), { type: "module", src: document.body.dataset.later }));
figure.ready.then(later, later);

// The link under the figure opens the state that is shown, and leads back to the place in the text.
byId("full").addEventListener("click", async (e) => {
  if (e.metaKey || e.ctrlKey || e.shiftKey) return;
  e.preventDefault();
  const hash = figure.phase === "live" ? await figure.call("link").catch(() => "") : "";
  const { scene, preset } = reading.step.dataset;
  location.href = `stage.html?from=${reading.step.id}${hash ? `#${hash}` : `&scene=${scene}&preset=${preset}`}`;
});

// A formula that is wider than its place scrolls, by the keyboard too.
const formulas = document.querySelectorAll("math[display=block]");
const measure = () => {
  for (const f of formulas) {
    if (f.scrollWidth > f.clientWidth + 1) f.setAttribute("tabindex", "0");
    else f.removeAttribute("tabindex");
  }
};
new ResizeObserver(measure).observe(byId("text"));

// On paper the badges and folds are open.
const folds = [...document.querySelectorAll("#text details")];
let closed = [];
addEventListener("beforeprint", () => {
  closed = folds.filter((b) => !b.open);
  for (const b of closed) b.open = true;
});
addEventListener("afterprint", () => { for (const b of closed) b.open = false; });

document.documentElement.classList.add("js");
byId("undo").hidden = false;
figure.ready.then(keepOffline, keepOffline);
reading.start();
awaitFigure(figure, lead);
