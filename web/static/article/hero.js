// The triangle of the first step, live before the program is there: the star and the discs can be
// moved, by mouse, finger and keyboard, and whether the star is a mixture of the discs is worked
// out here. When the figure has come it takes over what the reader made of it (takeover.js). The
// markup, and where everything stands in which box, is written by web/site/hero.go. A classic
// script: it runs while the rest of the page is on its way.
"use strict";
(() => {
  const figure = document.getElementById("stage");
  const box = document.getElementById("hero");
  const step = document.querySelector(".step");
  if (figure.dataset.step !== step.id) return box.remove(); // the address names another figure

  const { agents, user, letters, corners: names, boxes } = JSON.parse(box.dataset.hero);
  const svg = box.querySelector("svg");
  const says = box.querySelector("p");
  const all = (selector) => [...svg.querySelectorAll(selector)];
  const [sheet, simplex, grid, edge, hull, hand] = ["sheet", "simplex", "grid", "edge", "hull", "hand"].map((name) => svg.querySelector(`.${name}`));
  const set = (e, attributes) => { for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value); };

  const slack = 1e-6; // a weight this little below 0 is rounding
  const units = 1000; // the figure keeps weights to a thousandth, and so is what it takes over
  const lines = 10; // of the grid
  const points = [...agents, user].map((w) => [...w]);
  const home = points.map((w) => [...w]);
  const YOU = agents.length;
  let moved = false; // by the reader
  let drag = null;
  let at = null; // where things stand in the box

  // Weights are those of a mixture of three points with weights, or null where they lie on a line.
  function mixture([a, b, c], x) {
    const side = (p, q, r) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    const whole = side(a, b, c);
    if (Math.abs(whole) < slack) return null;
    return [side(x, b, c) / whole, side(a, x, c) / whole, side(a, b, x) / whole];
  }

  /** The weights with which the agents make up the user, or null: she is outside. */
  function inside(three, you) {
    const w = mixture(three, you);
    return w?.every((x) => x >= -slack) ? w.map((x) => Math.max(0, x)) : null;
  }

  // The nearest point of the triangle, to a thousandth.
  function tidied(w) {
    const sorted = [...w].sort((a, b) => b - a);
    let sum = 0;
    let tau = 0;
    sorted.forEach((x, i) => {
      sum += x;
      if (x > (sum - 1) / (i + 1)) tau = (sum - 1) / (i + 1);
    });
    const [a, b] = w.map((x) => Math.round(units * Math.max(0, x - tau)));
    return [a, b, units - a - b].map((x) => Math.max(0, x) / units);
  }

  // Places ------------------------------------------------------------------------------------

  const place = (w) => [0, 1].map((k) => w[0] * at.corner[0][k] + w[1] * at.corner[1][k] + w[2] * at.corner[2][k]);
  const d = (list, end = "Z") => `M${list.map((p) => p.map((x) => x.toFixed(2)).join(" ")).join("L")}${end}`;

  /** Takes the places of the box that is nearest to this one in size, as first.js takes a picture. */
  function layout() {
    const { clientWidth: width, clientHeight: height } = figure; // the box beside words of the frame is a part of it
    if (!width || !height) return;
    const away = (b) => Math.abs(Math.log(b[0] / width)) + Math.abs(Math.log(b[1] / height));
    const known = boxes.map((b) => b.split(" ")).sort((a, b) => away(a) - away(b))[0];
    const [w, h, low, disc, share, ...rest] = known;
    const shown = figure.hasAttribute("data-split") ? low : h; // below it the frame has its panel
    const corner = [0, 2, 4].map((i) => [Number(rest[i]), Number(rest[i + 1])]);
    at = { corner, disc: Number(disc) };
    svg.setAttribute("viewBox", `0 0 ${w} ${shown}`);
    set(sheet, { width: w, height: low });
    const bands = [];
    for (let i = 1; i < lines; i++) {
      const s = i / lines;
      for (let j = 0; j < 3; j++) bands.push(d([0, 1].map((k) => place([0, 1, 2].map((c) => (c === (j + 1 + k) % 3 ? 1 - s : c === j ? s : 0)))), ""));
    }
    for (const e of [simplex, edge]) set(e, { d: d(corner) });
    set(grid, { d: bands.join("") });
    all(".name").forEach((e, i) => {
      const [x, y, anchor, size] = rest.slice(6 + 4 * i, 10 + 4 * i);
      set(e, { "text-anchor": anchor === "m" ? "middle" : anchor === "e" ? "end" : "start", "font-size": size });
      const owner = i < 3 ? null : i === 3 ? YOU : i - 4;
      const from = owner === null ? [0, 0] : place(home[owner]);
      e.from = [owner, x - from[0], y - from[1]];
    });
    for (const e of all(".share")) set(e, { "font-size": share });
    for (const e of all(".disc")) set(e, { r: disc });
    for (const e of all(".halo")) set(e, { r: at.disc + 2 });
    for (const e of all(".point text")) set(e, { "font-size": disc });
    const star = (15 / 13) * at.disc; // scenes/mark: StarRadius over DiscRadius
    const ray = (i) => [Math.sin((i * Math.PI) / 5), -Math.cos((i * Math.PI) / 5)].map((x) => x * star * (i % 2 ? 0.5 : 1));
    set(svg.querySelector(".you path"), { d: d([...Array(10).keys()].map(ray)) });
    draw();
  }

  function draw() {
    const three = points.slice(0, YOU);
    const w = inside(three, points[YOU]);
    const [you, ...discs] = [points[YOU], ...three].map(place);
    set(hull, { d: d(discs) });
    all(".spoke").forEach((e, i) => {
      set(e, { d: d([you, discs[i]], ""), "stroke-width": w ? 1.25 + 9 * w[i] : 0 }); // scenes/mark: spokeBase and spokeGain
    });
    all(".share").forEach((e, i) => {
      e.textContent = w && w[i] >= 0.005 ? w[i].toFixed(2) : "";
      set(e, { x: (you[0] + discs[i][0]) / 2, y: (you[1] + discs[i][1]) / 2 });
    });
    all(".point").forEach((e, i) => {
      const p = i === YOU ? you : discs[i];
      set(e, { transform: `translate(${p.map((x) => x.toFixed(2)).join(" ")})`, "aria-valuenow": Math.round(100 * points[i][0]), "aria-valuetext": names.map((name, j) => `${name} ${points[i][j].toFixed(2)}`).join(", ") });
    });
    for (const e of all(".name")) {
      const [owner, x, y] = e.from;
      const p = owner === null ? [0, 0] : place(points[owner]);
      set(e, { x: p[0] + x, y: p[1] + y });
    }
    return w;
  }

  function say() {
    const w = draw();
    const mix = w?.map((x, i) => (x >= 0.005 ? `${x.toFixed(2)} ${letters[i]}` : "")).filter(Boolean).join(" + ");
    says.textContent = w ? `Inside: you = ${mix}.` : `Outside: no mixture of ${letters.slice(0, -1).join(", ")} and ${letters.at(-1)} is you.`;
  }

  // The reader's hands -------------------------------------------------------------------------

  const pixel = (e) => {
    const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [p.x, p.y];
  };
  const number = (e) => all(".point").indexOf(e.target.closest(".point"));

  function move(i, to) {
    points[i] = tidied(mixture(at.corner, to));
    moved = true;
    say();
  }

  svg.addEventListener("pointerdown", (e) => {
    const i = number(e);
    if (i < 0 || e.button > 0 || !at) return;
    const p = place(points[i]);
    const q = pixel(e);
    drag = { i, id: e.pointerId, off: [p[0] - q[0], p[1] - q[1]] };
    svg.setPointerCapture(e.pointerId);
  });
  svg.addEventListener("pointermove", (e) => {
    if (drag?.id !== e.pointerId) return;
    const q = pixel(e);
    move(drag.i, [q[0] + drag.off[0], q[1] + drag.off[1]]);
  });
  svg.addEventListener("touchstart", (e) => { if (number(e) >= 0) e.preventDefault(); }, { passive: false }); // the page stays where it is
  figure.addEventListener("dragstart", (e) => { if (drag) e.preventDefault(); }); // the picture below stays too
  /** @type {(told?: any) => void} */
  let released = () => {};
  const end = () => {
    drag = null;
    released();
  };
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) svg.addEventListener(type, end);

  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  svg.addEventListener("keydown", (e) => {
    const i = number(e);
    if (i < 0 || e.altKey || e.ctrlKey || e.metaKey) return;
    const arrow = steps[e.key];
    if (!arrow && e.key !== "Home") return;
    e.preventDefault();
    if (!arrow) points[i] = [1, 0, 0];
    const p = place(points[i]);
    const far = ((e.shiftKey ? 0.1 : 0.01) * Math.hypot(...[0, 1].map((k) => at.corner[1][k] - at.corner[2][k])));
    move(i, arrow ? [p[0] + far * arrow[0], p[1] + far * arrow[1]] : p);
  });

  // The ghost hand: the star wanders out and in, a few times, until somebody touches -------------

  const calm = window.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? true;
  const round = 7000; // ms
  const rounds = 4;
  let ghost = 0;
  const middles = [[0, 0.5, 0.5], [0.5, 0, 0.5], [0.5, 0.5, 0]];
  const depth = (w) => Math.min(...(mixture(agents, w) ?? [0]));
  const far = middles.sort((a, b) => depth(a) - depth(b))[0];
  function wander(since) {
    const t = (performance.now() - since) / round;
    if (t >= rounds) return rest();
    const s = 0.5 - 0.5 * Math.cos(2 * Math.PI * t);
    points[YOU] = user.map((x, j) => x + 0.9 * s * (far[j] - x));
    if (at) {
      draw();
      set(hand, { transform: `translate(${place(points[YOU]).join(" ")})` });
    }
    ghost = requestAnimationFrame(() => wander(since));
  }
  function rest() {
    cancelAnimationFrame(ghost);
    clearTimeout(start);
    hand.setAttribute("hidden", "");
    if (!moved) points[YOU] = [...user];
    if (at) draw();
    for (const type of ["pointerdown", "keydown", "wheel", "touchstart"]) removeEventListener(type, touched, true);
  }
  const touched = (e) => { // who takes the star takes it where it is
    const taken = e.target.closest?.(".you") && [...points[YOU]];
    rest();
    if (taken) points[YOU] = tidied(taken);
  };
  const start = calm ? 0 : setTimeout(() => {
    hand.removeAttribute("hidden");
    wander(performance.now());
  }, 1500);
  if (!calm) for (const type of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(type, touched, { capture: true, passive: true });
  set(hand, { d: "M6 10v-3.2l0-.1c0-2.2 3-2.2 3 0v6l1.2.2c0-1.5 2.4-1.5 2.6.2l.4.1c.2-1.3 2.4-1.1 2.5.4l.4.1c.4-1 2.3-.7 2.3.8v5c0 3.5-2 5.5-5.6 5.5-3 0-4.300-1.200-5.600-3.700l-2.700-4.900c-.8-1.500 1.200-2.500 2.100-1.200l1.400 2z" });

  // What the figure's frame has to say in words stands below the triangle: that it waits, or that
  // it cannot run. It takes the room it needs, at most half of it.
  const margins = 32; // of the words, px
  const high = (e) => e.getBoundingClientRect().height;
  function split(need) {
    const low = need && Math.min(need + margins, figure.clientHeight / 2);
    figure.toggleAttribute("data-split", need > 0);
    figure.style.setProperty("--words", `${low}px`);
    const frame = figure.querySelector("iframe");
    for (const [name, value] of [["inset", need ? "auto 0 0" : "0"], ["height", need ? `${low}px` : "100%"], ["background", need ? "var(--paper)" : "none"]]) frame?.style.setProperty(name, value, "important");
    if (at) layout();
  }
  let look = () => split(figure.clientHeight); // where the frame's page cannot be asked
  function watch() {
    const frame = figure.querySelector("iframe");
    const page = frame?.contentDocument;
    const waits = page?.getElementById("stalled");
    if (!waits) return;
    look = () => {
      const broken = page.documentElement.dataset.state === "broken";
      const words = broken ? page.getElementById("broken") : waits;
      split(high(words) && high(words) + high(page.documentElement) - high(page.getElementById("figure")));
    };
    new MutationObserver(look).observe(page.documentElement, { subtree: true, attributeFilter: ["hidden", "data-state"] });
    look();
  }
  figure.addEventListener("load", watch, true);
  figure.addEventListener("error", () => {
    look();
    if (!moved) says.textContent = "You can move the star and the discs. All the rest needs the program, which is not here.";
  });

  says.textContent = "Drag the star, or a disc.";
  box.hidden = false;
  new ResizeObserver(layout).observe(box);
  layout();
  performance.mark("hero");

  window.hero = {
    inside,
    /** Resolves when no point is being dragged. */
    free: () => /** @type {Promise<void>} */ (new Promise((done) => {
      released = done;
      if (!drag) done();
    })),
    /** The scenario as the reader left it, or null where nothing was moved. */
    own(scenario) {
      if (!moved) return null;
      const s = structuredClone(scenario);
      s.user.weights = points[YOU];
      s.agents.forEach((a, i) => { a.weights = points[i]; });
      return s;
    },
    /** Which point has the focus: as the figure names it, or "". */
    focused() {
      const i = all(".point").indexOf(document.activeElement);
      return i < 0 ? "" : i === YOU ? "user" : `agent:${i}`;
    },
    leave() {
      rest();
      split(0);
      box.remove();
      window.hero = null;
    },
  };
})();
