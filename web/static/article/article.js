// The text drives the figure: the step being read sets scenario and scene, until the reader
// takes over by changing something; "Back to the text" gives the lead back to the text.

import { keep } from "./badges.js";
import { Reading } from "./reading.js";
import "./glossary.js";
import "./cite.js";
import { takeNewVersion, keepOffline } from "../offline.js";

takeNewVersion();

const figure = document.getElementById("stage");
const back = document.getElementById("back");
const full = document.getElementById("full");
const contents = document.getElementById("contents");
const steps = [...document.querySelectorAll(".step")];

let now = steps[0]; // the step being read
let shown = { key: `${figure.getAttribute("scene")}/${figure.getAttribute("preset")}/` }; // what the text has set last
let wanted = null; // the step to show next; those passed meanwhile are left out
let busy = false;
let readerLeads = false;

const key = (step) => `${step.dataset.scene}/${step.dataset.preset}/${step.dataset.values ?? ""}`;

/** What a reader can change and the text sets: all but the way a picture is turned. */
const state = (scenario, view) => JSON.stringify([scenario, view.scene]);

function lead(reader) {
  readerLeads = reader;
  back.hidden = !reader;
}

/** Shows a step's scenario and scene, unless the figure shows it already. */
function show(step, again = false) {
  lead(false);
  if (again) shown = { key: "" };
  wanted = step;
  if (!busy) work();
}

async function work() {
  busy = true;
  while (wanted && key(wanted) !== shown.key) {
    const { scene, preset, values } = wanted.dataset;
    shown = { key: key(wanted) };
    try {
      const held = await figure.call("preset", preset, { scene, values: Object.fromEntries(new URLSearchParams(values ?? "")) });
      shown.state = state(...held);
    } catch {
      shown = { key: "" }; // the figure says what is wrong; the next step tries again
      break;
    }
  }
  wanted = null;
  busy = false;
}

figure.addEventListener("change", (e) => {
  if (shown.state && state(e.detail.scenario, e.detail.view) !== shown.state) lead(true);
});
figure.addEventListener("ready", async () => {
  const first = shown; // what the element itself asked for
  const now = await Promise.all([figure.getScenario(), figure.getView()]);
  first.state ??= state(...now);
}, { once: true });

back.addEventListener("click", (e) => {
  show(now, true);
  if (e.detail === 0) now.querySelector(".show").focus({ preventScroll: true }); // by keyboard: the button is gone
});

const reading = new Reading(steps, document.querySelector(".figure"));
reading.passes = (step) => {
  now.classList.remove("now");
  now = step;
  now.classList.add("now");
  const part = step.closest(".part").id;
  for (const a of contents.querySelectorAll("a")) {
    if (a.hash === `#${part}`) a.setAttribute("aria-current", "true");
    else a.removeAttribute("aria-current");
  }
};
reading.rests = (step) => { if (!readerLeads) show(step); };

// The bar and the panel of the figure are there where they have room.
function fit() {
  const roomy = figure.clientWidth >= 600 && figure.clientHeight >= 520;
  if (figure.clientWidth) figure.setAttribute("ui", roomy ? "full" : "min");
}
fit();
new ResizeObserver(fit).observe(figure);

// The link under the figure opens the state that is shown.
full.addEventListener("click", async (e) => {
  if (figure.dataset.state !== "live" || e.metaKey || e.ctrlKey || e.shiftKey) return;
  e.preventDefault();
  const hash = await figure.call("link").catch(() => "");
  location.href = hash ? `stage.html#${hash}` : "stage.html";
});

for (const step of steps) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show";
  button.textContent = "Show this in the figure";
  button.setAttribute("aria-label", `Show this in the figure: ${step.querySelector("h3").textContent}`);
  button.addEventListener("click", () => {
    reading.stay(step);
    show(step, true);
  });
  step.append(button);
}

// A formula that is wider than its place scrolls, by the keyboard too.
const formulas = document.querySelectorAll("math[display=block]");
const measure = () => {
  for (const f of formulas) {
    if (f.scrollWidth > f.clientWidth + 1) f.setAttribute("tabindex", "0");
    else f.removeAttribute("tabindex");
  }
};
new ResizeObserver(measure).observe(document.getElementById("text"));

// On paper the badges are open.
const badges = [...document.querySelectorAll(".badge")];
let closed = [];
addEventListener("beforeprint", () => {
  closed = badges.filter((b) => !b.open);
  for (const b of closed) b.open = true;
});
addEventListener("afterprint", () => { for (const b of closed) b.open = false; });

document.documentElement.classList.add("js");
keep(figure);
figure.ready.then(keepOffline, keepOffline);
reading.start();
