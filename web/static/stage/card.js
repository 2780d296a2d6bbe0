// A tap on a disc or the star says who it is: name, weights with sliders, and a button that
// removes it. By keyboard: Enter on the point. It stands beside the point and goes with a tap
// elsewhere, with Escape and with its own button.

import { say } from "./say.js";

const card = document.getElementById("card");
const layer = document.getElementById("handles");
const slack = 8; // pixels that a finger may move and still have tapped
const moment = 500; // ms within which it must leave again
const gap = 30; // pixels between the point and the card

function make(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in e) e[name] = value;
    else e.setAttribute(name, value);
  }
  e.append(...children);
  return e;
}

export class Card {
  constructor(port) {
    this.port = port;
    this.id = ""; // the handle that it is about
    this.down = null;
    layer.addEventListener("pointerdown", (e) => this.press(e), true);
    addEventListener("pointerup", (e) => this.lift(e), true);
    addEventListener("pointerdown", (e) => { if (!card.contains(e.target)) this.hide(); }, true);
    addEventListener("keydown", (e) => this.key(e), true);
    addEventListener("resize", () => this.hide());
  }

  press(e) {
    const id = e.target.dataset?.handle;
    this.down = id && e.pointerType !== "mouse" && { id, x: e.clientX, y: e.clientY, at: e.timeStamp };
  }

  lift(e) {
    const { down } = this;
    this.down = null;
    if (!down || Math.hypot(e.clientX - down.x, e.clientY - down.y) > slack || e.timeStamp - down.at > moment) return;
    setTimeout(() => this.show(down.id), 0); // after the drag that was none has ended
  }

  key(e) {
    if (e.key === "Enter" && e.target.dataset?.handle && this.part(e.target.dataset.handle)) {
      e.preventDefault();
      this.show(e.target.dataset.handle);
      (card.querySelector("input") ?? card.querySelector("button")).focus(); // not on a button, which the same key would press
    } else if (e.key === "Escape" && !card.hidden) {
      e.preventDefault();
      e.stopPropagation();
      const { id } = this;
      this.hide();
      layer.querySelector(`[data-handle="${CSS.escape(id)}"]`)?.focus();
    }
  }

  part(id) {
    return this.port.sheet().parts.find((p) => p.id === id);
  }

  show(id) {
    const part = this.part(id);
    if (!part) return; // not somebody
    this.id = id;
    const cells = (part.rows[0]?.cells ?? []).filter((c) => c.kind === "share");
    const close = make("button", { type: "button", className: "close", textContent: "×" });
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => this.hide());
    card.replaceChildren(make("h2", { id: "card-title", textContent: part.title }), close, ...cells.map((c, i) => this.weight(c, part.columns[i + 1].value)));
    const remove = part.acts?.find((a) => a.id.startsWith("agent.remove:"));
    if (remove) card.append(this.remover(remove));
    card.hidden = false;
    this.place(layer.querySelector(`[data-handle="${CSS.escape(id)}"]`));
  }

  weight(cell, name) {
    const slider = make("input", { type: "range", min: 0, max: 1, step: 0.01 });
    slider.value = cell.value;
    slider.dataset.field = cell.field;
    slider.setAttribute("aria-label", cell.label);
    const number = make("output", { textContent: Number(cell.value).toFixed(2) });
    slider.addEventListener("input", () => { number.textContent = Number(slider.value).toFixed(2); });
    slider.addEventListener("change", () => this.set(cell.field, slider.value));
    return make("label", {}, make("span", { textContent: name }), slider, number);
  }

  set(field, value) {
    try {
      this.port.setCell(field, value);
    } catch (error) {
      say(error.message, true);
    }
    for (const c of this.part(this.id)?.rows[0]?.cells ?? []) {
      const slider = card.querySelector(`[data-field="${CSS.escape(c.field)}"]`);
      if (!slider) continue;
      slider.value = c.value;
      slider.nextElementSibling.textContent = Number(c.value).toFixed(2);
    }
  }

  remover(act) {
    const e = make("button", { type: "button", textContent: "Remove", disabled: act.why !== "", title: act.why });
    e.addEventListener("click", () => {
      this.hide();
      try {
        this.port.pressSheet(act.id);
      } catch (error) {
        say(error.message, true);
      }
    });
    return e;
  }

  /** Under the point or over it, on the side that has more room. */
  place(point) {
    const at = (point ?? layer).getBoundingClientRect();
    const size = card.getBoundingClientRect();
    const x = Math.max(8, Math.min(at.left + at.width / 2 - size.width / 2, innerWidth - size.width - 8));
    const below = at.top + at.height / 2 < innerHeight / 2;
    const y = below ? at.bottom + gap / 3 : at.top - gap / 3 - size.height;
    card.style.left = `${x}px`;
    card.style.top = `${Math.max(8, Math.min(y, innerHeight - size.height - 8))}px`;
  }

  hide() {
    card.hidden = true;
  }
}
