// The text drives the figure: the step being read sets scenario and scene, until the reader
// takes over by changing something; "Back to the text" gives the lead back to the text.

import { keep } from "./badges.js";

const figure = document.getElementById("stage");
const back = document.getElementById("back");
const full = document.getElementById("full");
const steps = [...document.querySelectorAll(".step")];
const small = matchMedia("(max-width: 900px)");

let now = null; // the step being read
let shown = `${figure.getAttribute("scene")}/${figure.getAttribute("preset")}/`; // what the text has set
let expected = null; // the scenario it set, as text; null while it is being set
let readerLeads = false;

const key = (step) => `${step.dataset.scene}/${step.dataset.preset}/${step.dataset.values ?? ""}`;
const values = (step) => Object.fromEntries(new URLSearchParams(step.dataset.values ?? ""));

/** Shows a step's scenario and scene, unless the figure shows it already. */
async function show(step, again = false) {
  if (!again && key(step) === shown) return;
  shown = key(step);
  expected = null;
  lead(false);
  try {
    await figure.call("preset", step.dataset.preset);
    await figure.setView({ scene: step.dataset.scene, values: values(step) });
    if (key(step) === shown) expected = JSON.stringify(await figure.getScenario());
  } catch {
    shown = ""; // the figure says what is wrong; the next step tries again
  }
}

function lead(reader) {
  readerLeads = reader;
  back.hidden = !reader;
}

function read(step) {
  if (step === now) return;
  now?.classList.remove("now");
  now = step;
  now.classList.add("now");
  if (!readerLeads) show(step);
}

figure.addEventListener("change", (e) => {
  if (expected !== null && JSON.stringify(e.detail.scenario) !== expected) lead(true);
});
back.addEventListener("click", () => { if (now) show(now, true); });

// A step is read while it crosses a line two fifths down the window, or under the figure
// where that stands above the text.
const watch = () => new IntersectionObserver((entries) => {
  const inside = entries.filter((e) => e.isIntersecting);
  if (inside.length) read(inside.at(-1).target);
}, { rootMargin: small.matches ? "-72% 0px -27% 0px" : "-40% 0px -59% 0px" });

let watcher = watch();
const observe = () => steps.forEach((s) => watcher.observe(s));
observe();

function fit() {
  figure.setAttribute("ui", small.matches ? "min" : "full");
  watcher.disconnect();
  watcher = watch();
  observe();
}
small.addEventListener("change", fit);
if (small.matches) figure.setAttribute("ui", "min");

// The link under the figure opens the state that is shown.
full.addEventListener("click", async (e) => {
  if (figure.dataset.state !== "live") return;
  e.preventDefault();
  const hash = await figure.call("link").catch(() => "");
  location.href = hash ? `stage.html#${hash}` : "stage.html";
});

for (const step of steps) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show";
  button.textContent = "Show this in the figure";
  button.addEventListener("click", () => {
    read(step);
    show(step, true);
  });
  step.append(button);
}

keep(figure);
document.documentElement.classList.add("js");
read(steps[0]);
figure.addEventListener("ready", async () => {
  if (!readerLeads) expected = JSON.stringify(await figure.getScenario());
}, { once: true });
