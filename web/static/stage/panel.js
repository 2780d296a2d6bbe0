// The panel beside the figure: shows what the program says of it (scenes/markup), and tells the program what is done
// there.

import { settle, show } from "../tree.js";

const byId = (id) => document.getElementById(id);
const panel = byId("panel");
const claims = byId("claims");
const turns = "#dialogue .turns";

let port = null;
let last = -1; // of the turns that are shown as now, when there was somebody to look

/** Brings the panel up to date with a list of trees, each of the element of the page with its id. But in a drag, a
    control that was changed by hand has its value again. */
export function showPanel(text, dragging) {
  for (const tree of JSON.parse(text)) {
    const { id } = tree[1];
    show(byId(id), tree);
    if (id === "dialogue") reveal(panel.querySelector(turns));
    if (id === "panel") arrange(tree[1]["data-form"] === "true");
  }
  if (!dragging) panel.querySelectorAll("input, select").forEach((control) => settle(control));
}

/** Tells the port of the program what is done in the panel. */
export function connectPanel(to) {
  port = to;
}

// The controls stand above the sections where they are what there is to do first.
function arrange(form) {
  const controls = byId("controls");
  const sections = byId("sections");
  if (form && controls.previousElementSibling === sections) sections.before(controls);
  else if (!form && sections.previousElementSibling === controls) sections.after(controls);
}

// Scrolls the box of what is said, and nothing else, so that all that is said now is seen; the first of it where not
// all fits. The box is positioned (panel.css), so that offsets count from its top.
function reveal(box) {
  const now = [...box.children].filter((e) => e.dataset.when === "now");
  const to = now.at(-1);
  const place = [...box.children].indexOf(to);
  if (place === last) return;
  last = place;
  if (!to) {
    box.scrollTop = 0;
    return;
  }
  const top = now[0].offsetTop;
  const bottom = to.offsetTop + to.offsetHeight;
  if (top < box.scrollTop || bottom - top > box.clientHeight) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
}

// A control is told of when it has a new value; a slider while it is moved, too.
function set(control) {
  const { param } = control.dataset;
  if (control.type !== "number") port.param(param, control.type === "checkbox" ? String(control.checked) : control.value);
  else {
    if (control.value !== "") port.param(param, control.value);
    settle(control, true);
  }
}

panel.addEventListener("change", ({ target }) => { if (target.dataset.param && target.type !== "range") set(target); }, true);
panel.addEventListener("input", ({ target }) => { if (target.dataset.param && target.type === "range") set(target); }, true);
panel.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.remove) port.remove(button.dataset.remove);
  else if (button?.dataset.param) port.param(button.dataset.param, "");
});
claims.addEventListener("toggle", ({ target }) => port.unfold([...claims.children].indexOf(target), target.open), true);
