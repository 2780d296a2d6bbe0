// Small drawings whose points a reader moves, by mouse, finger or arrow keys, to say what she
// guesses: a triangle of interests, and a curve.

const svgNames = "http://www.w3.org/2000/svg";

/** Makes an element of HTML. */
export function h(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
  e.append(...children);
  return e;
}

/** Makes an element of SVG. */
export function shape(tag, attributes = {}, ...children) {
  const e = document.createElementNS(svgNames, tag);
  set(e, attributes);
  e.append(...children);
  return e;
}

export function set(e, attributes) {
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
}

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const large = 10; // small steps in one with Shift

/** A drawing with points; take(i, [x, y]) and show() are those of its kinds. */
export class Pad {
  constructor(width, height, label) {
    this.svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "pad", role: "group", "aria-label": label });
    this.handles = [];
    /** @type {(...told: any[]) => void} */
    this.moved = () => {};
    this.svg.addEventListener("pointerdown", (e) => this.press(e));
    this.svg.addEventListener("pointermove", (e) => {
      if (this.drag?.id === e.pointerId) this.take(this.drag.i, this.pixel(e).map((x, k) => x + this.drag.off[k]));
    });
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) this.svg.addEventListener(type, () => { this.drag = null; });
    this.svg.addEventListener("touchstart", (e) => { if (this.of(e) >= 0) e.preventDefault(); }, { passive: false }); // the page stays where it is
    this.svg.addEventListener("keydown", (e) => this.key(e));
  }

  handle(name, ...children) {
    const e = shape("g", { class: "point", tabindex: 0, role: "slider", "aria-roledescription": "movable point", "aria-label": name, "aria-valuemin": 0, "aria-valuemax": 100 }, shape("circle", { class: "grip", r: 22 }), ...children);
    this.handles.push(e);
    return e;
  }

  pixel(e) {
    const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [p.x, p.y];
  }

  of(e) {
    return this.handles.indexOf(e.target.closest(".point"));
  }

  press(e) {
    const i = this.of(e);
    if (i < 0 || e.button > 0) return;
    const [x, y] = this.at(i);
    const q = this.pixel(e);
    this.drag = { i, id: e.pointerId, off: [x - q[0], y - q[1]] };
    this.svg.setPointerCapture(e.pointerId);
  }

  key(e) {
    const i = this.of(e);
    const arrow = arrows[e.key];
    if (i < 0 || !arrow || e.altKey || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    const [x, y] = this.at(i);
    const far = this.step * (e.shiftKey ? large : 1);
    this.take(i, [x + far * arrow[0], y + far * arrow[1]]);
  }

  /** Where point i stands: its handle follows, and says so. */
  tell(i, now, text) {
    set(this.handles[i], { transform: `translate(${this.at(i).map((x) => x.toFixed(2)).join(" ")})`, "aria-valuenow": Math.round(now), "aria-valuetext": text });
  }
}

const corners = [[150, 26], [20, 251.2], [280, 251.2]]; // an equilateral triangle
const units = 1000; // weights are kept to a thousandth, as the figure does
const side = (p, q, r) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
const place = (w) => [0, 1].map((k) => w.reduce((sum, x, j) => sum + x * corners[j][k], 0));

/** The weights at a pixel, or at the nearest one of the triangle, to a thousandth. */
function weightsAt(p) {
  const [a, b, c] = corners;
  const all = side(a, b, c);
  const w = [side(p, b, c) / all, side(a, p, c) / all, side(a, b, p) / all];
  const sorted = [...w].sort((x, y) => y - x);
  let sum = 0;
  let tau = 0;
  sorted.forEach((x, i) => {
    sum += x;
    if (x > (sum - 1) / (i + 1)) tau = (sum - 1) / (i + 1);
  });
  const [x, y] = w.map((v) => Math.round(units * Math.max(0, v - tau)));
  return [x, y, Math.max(0, units - x - y)].map((v) => v / units);
}

/** The triangle of a scenario with three criteria; parties are {name, letter, weights, colour, moves}. */
export class Triangle extends Pad {
  constructor(names, parties, label) {
    super(300, 280, label);
    this.names = names;
    this.step = 2.6; // a hundredth of a side
    const ring = corners.map((p) => p.join(" ")).join("L");
    this.svg.append(shape("path", { class: "ground", d: `M${ring}Z` }));
    names.forEach((name, j) => this.svg.append(shape("text", { x: [150, 4, 296][j], y: [16, 272, 272][j], "text-anchor": ["middle", "start", "end"][j] }, name)));
    this.parties = parties.map((p) => ({ ...p, home: p.weights }));
    for (const p of this.parties.filter((q) => !q.moves)) {
      this.svg.append(shape("g", { transform: `translate(${place(p.weights).join(" ")})`, "data-agent": p.colour ?? "" }, ...disc(p)));
    }
    this.movable = this.parties.filter((p) => p.moves);
    for (const p of this.movable) {
      const e = this.handle(p.letter ? `${p.letter}: ${p.name}` : p.name, ...disc(p));
      set(e, { "data-agent": p.colour ?? "" });
      this.svg.append(e);
    }
    this.show();
  }

  at(i) {
    return place(this.movable[i].weights);
  }

  take(i, to) {
    this.movable[i].weights = weightsAt(to);
    this.moved(i);
    this.show();
  }

  show() {
    this.movable.forEach((p, i) => this.tell(i, 100 * p.weights[0], this.names.map((name, j) => `${name} ${p.weights[j].toFixed(2)}`).join(", ")));
  }
}

function disc({ letter }) {
  if (letter) return [shape("circle", { class: "disc", r: 11 }), shape("text", { "text-anchor": "middle", dy: "0.35em" }, letter)];
  const ray = (i) => [Math.sin((i * Math.PI) / 5), -Math.cos((i * Math.PI) / 5)].map((x) => (x * (i % 2 ? 6.5 : 13)).toFixed(2)).join(" ");
  return [shape("path", { class: "star", d: `M${[...Array(10).keys()].map(ray).join("L")}Z` })];
}

const top = 14;
const bottom = 150;
const left = 40;
const gap = 56;

/** A curve through points over fixed places, whose heights, from 0 to 1, the reader sets. */
export class Sketch extends Pad {
  constructor(places, labels, start, label) {
    super(left + gap * (places.length - 1) + 30, 190, label);
    this.labels = labels;
    this.values = places.map(() => start);
    this.step = (bottom - top) / 100;
    this.svg.append(shape("path", { class: "axis", d: `M${left - 14} ${top}V${bottom}H${left + gap * (places.length - 1) + 14}` }));
    for (const [y, text] of /** @type {[number, string][]} */ ([[top, "1"], [bottom, "0"]])) this.svg.append(shape("text", { x: left - 20, y: y + 4, "text-anchor": "end" }, text));
    places.forEach((p, i) => this.svg.append(shape("text", { x: left + gap * i, y: bottom + 20, "text-anchor": "middle" }, `λ = ${p}`)));
    this.truth = this.svg.appendChild(shape("path", { class: "truth" }));
    this.curve = this.svg.appendChild(shape("path", { class: "curve" }));
    for (const text of labels) this.svg.append(this.handle(text, shape("circle", { class: "disc", r: 7 })));
    this.show();
  }

  at(i) {
    return [left + gap * i, height(this.values[i])];
  }

  take(i, [, y]) {
    this.values[i] = Math.round(100 * Math.min(1, Math.max(0, (bottom - y) / (bottom - top)))) / 100;
    this.moved(i);
    this.show();
  }

  show() {
    this.values.forEach((v, i) => this.tell(i, 100 * v, v.toFixed(2)));
    set(this.curve, { d: line(this.values) });
  }

  /** Draws the truth beside the guess. */
  reveal(values) {
    set(this.truth, { d: line(values) });
  }
}

const height = (v) => bottom - v * (bottom - top);
const line = (values) => `M${values.map((v, i) => `${left + gap * i} ${height(v).toFixed(2)}`).join("L")}`;
