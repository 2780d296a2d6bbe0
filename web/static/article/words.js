// Words that are alive. A noun of the text lights up its marks in the figure, and a number of the
// text is one of the figure's, which can be changed where it stands: by keys, by typing, or by
// dragging it to the left and right. In the markup: <button class="noun" data-lights="user">, and
// <span class="number" data-number="prior.1" data-scale="100" ...>, which becomes an input. With
// data-control="lab.runs" it is a setting of the view instead, and data-then is pressed after it.

import { h } from "./pad.js";

const perStep = 6; // pixels of a drag

/** Has the nouns light up; a noun is hovered, focused or touched. */
export function connectNouns(figure) {
  for (const noun of document.querySelectorAll(".noun")) {
    const light = (on) => {
      if (figure.phase === "live") figure.call("light", on ? noun.dataset.lights.split(" ") : []).catch(() => {});
    };
    noun.disabled = false;
    for (const type of ["pointerenter", "focus"]) noun.addEventListener(type, () => light(true));
    for (const type of ["pointerleave", "blur"]) noun.addEventListener(type, () => light(false));
  }
}

/** A part of a scenario by its path, "prior.1". */
const read = (scenario, path) => path.split(".").reduce((o, key) => o?.[key], scenario);

/** What changes in a scenario with one of its numbers: shares go on summing to 1. */
function changed(scenario, path, to) {
  const keys = path.split(".");
  const last = keys.pop();
  const owner = keys.reduce((o, key) => o[key], scenario);
  if (!Array.isArray(owner)) owner[last] = to;
  else {
    const others = owner.reduce((sum, x, i) => (i === Number(last) ? sum : sum + x), 0);
    owner.forEach((x, i) => { owner[i] = i === Number(last) ? to : others > 0 ? (x * (1 - to)) / others : (1 - to) / (owner.length - 1); });
  }
  return scenario;
}

export class Numbers {
  /** prepare(step) has the figure show a step, isAbout says whether it does. */
  constructor(figure, prepare, isAbout) {
    this.figure = figure;
    this.prepare = prepare;
    this.isAbout = isAbout;
    this.list = [...document.querySelectorAll(".number")].map((place) => this.input(place));
    figure.addEventListener("change", (e) => {
      for (const n of this.list) if (isAbout(n.step) && document.activeElement !== n.input) this.show(n, e.detail);
    });
  }

  input(place) {
    const { number, control, then, scale = "1", min, max, step = "1", label } = place.dataset;
    const input = h("input", { type: "number", class: "number", min, max, step, value: place.textContent, "aria-label": label, inputmode: "decimal" });
    const n = { input, path: number, control, then, scale: Number(scale), step: place.closest(".step") };
    place.replaceWith(input);
    const size = () => { input.style.width = `${Math.max(2, input.value.length) + 0.6}ch`; };
    size();
    n.size = size;
    input.addEventListener("input", () => {
      size();
      this.send(n);
    });
    this.scrub(input, Number(step));
    return n;
  }

  /** A drag to the left and right changes the number. */
  scrub(input, step) {
    let from = null;
    input.addEventListener("pointerdown", (e) => {
      from = { x: e.clientX, value: Number(input.value) };
      input.setPointerCapture(e.pointerId); // it is narrow: the pointer is soon beside it
    });
    input.addEventListener("pointermove", (e) => {
      if (!from) return;
      const steps = Math.round((e.clientX - from.x) / perStep);
      const to = Math.min(Number(input.max), Math.max(Number(input.min), from.value + steps * step));
      if (steps === 0 || to === Number(input.value)) return;
      input.value = String(Math.round(to / step) * step);
      input.dispatchEvent(new Event("input"));
    });
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, () => { from = null; }, true);
  }

  show(n, { scenario, view }) {
    const x = n.control ? view.values?.[n.control] : read(scenario, n.path);
    if (x === undefined) return;
    n.input.value = String(Number((x * n.scale).toFixed(2)));
    n.size();
  }

  /** Sends the latest value, one at a time. */
  async send(n) {
    n.wanted = n.input.value;
    if (n.busy || !n.input.reportValidity()) return;
    n.busy = true;
    try {
      await this.prepare(n.step);
      while (n.wanted !== undefined) {
        const to = Number(n.wanted) / n.scale;
        n.wanted = undefined;
        if (n.control) {
          await this.figure.press(n.control, to);
          await this.figure.press(n.then, "");
        } else await this.figure.setScenario(changed(await this.figure.getScenario(), n.path, to));
      }
    } catch { /* the figure says what is wrong */ }
    n.busy = false;
  }
}
