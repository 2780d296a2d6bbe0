// Starts the stage: reads the link, loads the program, restores the state, and joins the
// program's port with the tool bar, the address and the framing page.

import { checkBrowser, instantiate, Failure } from "./load.js";
import { readParams } from "./params.js";
import { Address } from "./address.js";
import { Frame } from "./frame.js";
import { Bar, chooseFile } from "./bar.js";
import { rasterise } from "./files.js";
import { stringify } from "./plain.js";
import { hire, playGame } from "./program.js";
import { oneFile, open } from "./source.js";
import "./tip.js";
import { takeNewVersion, keepOffline } from "../offline.js";
import { colour, onWishes, prefersCalm, prefersDark, textScale } from "./wishes.js";
import { Card } from "./card.js";
import { Lean } from "./lean.js";
import { connectPanel, showPanel } from "./panel.js";
import { say, progress, drawn, broken, Wait } from "./say.js";

const root = document.documentElement;
const gate = window.stageGate;
const { values: params, refused } = readParams(location.search);
const framed = params.embed === "1" || window.parent !== window;

const api = (window.emergent = /** @type {any} */ ({}));
let settle;
let refuse;
api.ready = new Promise((resolve, reject) => { settle = resolve; refuse = reject; });
api.ready.catch(() => {}); // also said on the page

let port = null;
let address = null;
const lean = new Lean(params.ui, () => place());
const bar = new Bar(api, params);
const frame = new Frame(api, gate, {
  theme: (name) => bar.setTheme(checked("theme", name)),
  ui: (name) => { lean.ui(checked("ui", name)); place(); },
  preset: async (name, view, passage) => {
    const text = await fetchPreset(checked("preset", name));
    if (passage) lean.show(passage, view?.scene);
    if (passage?.keep) port.load(text); // what the reader made of the figure is one step of undo away
    else port.replace(text);
    if (view) await api.setView(view); // before the next frame: nothing in between is seen
    bar.matchPreset();
    return [api.getScenario(), api.getView()];
  },
  passage: (passage) => lean.show(passage),
  bring: async (scenario, view) => {
    const done = [api.setScenario(scenario), api.setView(view)]; // both before the next frame
    await Promise.all(done);
    bar.matchPreset();
  },
  state: (text) => port.open(`v=1&s=${text}`, false),
  link: () => port.link(),
  light: (ids) => light(ids),
  claims: () => port.claims(),
  standing: () => port.standing(),
  play: (game, agent, moves) => playGame({ game, agent, moves, scenario: api.getScenario() }),
}, () => address?.flush());

// What the program finds when it starts (wasm/main.go, wasm/page.go).
window.stageHost = {
  gate,
  rasterise,
  hire,
  panel: showPanel,
  chooseFile,
  api,
  drawn,
  failed: (why) => stop(new Failure("The figure stopped", `The program could not go on: ${why}.`)),
  say: (text) => say(text, true),
  note: (text) => say(text),
  stringify,
  throwing: (f) => (...args) => {
    const v = f(...args);
    if (v instanceof Error) throw v;
    return v;
  },
  changed(live, burst, canUndo, canRedo, pinned, scene) {
    bar.changed(canUndo, canRedo, pinned, scene);
    if (live) address?.live();
    else {
      address?.commit(burst);
      bar.matchPreset();
    }
    frame.changed(live, canUndo, canRedo);
  },
};

function checked(name, value) {
  const { values, refused } = readParams(new URLSearchParams({ [name]: value }));
  if (refused.length) throw new Error(refused[0]);
  return values[name];
}

function theme() {
  const wanted = bar.theme;
  const name = wanted === "auto" ? (prefersDark() ? "dark" : "light") : wanted;
  root.dataset.theme = name;
  if (port) colour(port, name);
}

function place() {
  const box = (id) => {
    const r = document.getElementById(id).getBoundingClientRect();
    return [r.x, r.y, r.width, r.height];
  };
  if (!port) return;
  port.textScale(textScale());
  port.place(...box("figure"), ...box("aside"));
}

function stop(failure) {
  gate.pause();
  if (root.dataset.state === "broken") return;
  try { address?.write(); } catch { /* the program is gone: the address keeps its last state */ }
  broken(failure.title, failure.message, failure.again);
  frame.error(failure.message);
  refuse(failure);
}

// A lost context would make Ebitengine reload the page without a word: say it instead.
addEventListener("webglcontextlost", (e) => {
  if (e.target !== document.querySelector("body > canvas")) return;
  e.preventDefault();
  e.stopImmediatePropagation();
  stop(new Failure("Drawing was interrupted", "The browser took the graphics memory away. The state is kept: loading again brings it back, only undo starts anew."));
}, true);

async function fetchPreset(name) {
  const response = await open(`static/presets/${name}.json`).catch(() => {
    throw new Error(`preset: “${name}” could not be fetched. Is the network there?`);
  });
  if (response.status !== 404 && !response.ok) throw new Error(`preset: “${name}” could not be fetched: the server answered ${response.status}`);
  if (!response.ok) throw new Error(`preset: there is no preset named “${name}”`);
  return response.text();
}

// The preset to start with, fetched while the program is on its way, also where the address
// holds a state, which may turn out to be damaged; empty where it cannot be had.
async function firstPreset() {
  const name = params.preset || bar.firstPreset();
  try {
    return name && await fetchPreset(name);
  } catch (e) {
    refused.push(e.message);
    return "";
  }
}

// A damaged preset is said; the figure starts with what is built in.
function startWith(preset) {
  try {
    port.replace(preset);
  } catch (e) {
    refused.push(`preset: the file of “${params.preset || bar.firstPreset()}” is damaged (${e.message})`);
  }
}

// Sets everything before the first frame, without a tween from what the program starts with.
function begin(preset) {
  bar.onAgain = () => address.reload();
  address = new Address(port, framed, (message) => refused.push(message));
  address.onWrite = (hash) => frame.keep({ hash });
  bar.connect(port, fetchPreset);
  connectPanel(port);
  new Card(port);
  theme();
  port.reducedMotion(true);
  place();
  address.quietly(() => {
    if (params.scene !== "hull") api.setView({ scene: params.scene }).catch((e) => say(e.message, true));
    if (location.hash.length > 1 && address.restore(true)) return;
    if (preset) startWith(preset);
  });
  address.begun();
  port.begun();
  bar.matchPreset();
  port.reducedMotion(prefersCalm());
  address.onError = (message) => say(message, true);
}

/** The drawing is placed anew when its boxes change, or the bar, which moves them. */
function follow() {
  for (const id of ["figure", "aside", "bar"]) new ResizeObserver(place).observe(document.getElementById(id));
  onWishes(port, theme, place);
}

/** Lights up the marks of some handles: "user", "prior", "agent:0", or "agents", "offers" for all of them. */
function light(ids) {
  const wanted = Array.isArray(ids) ? ids : [];
  for (const e of document.querySelectorAll("[data-handle]")) {
    const id = e.dataset.handle;
    e.toggleAttribute("data-lit", wanted.includes(id) || wanted.includes(id.replace(/:.*/, "s")));
  }
}

/** Plays what the figure can play, from its beginning. */
function play() {
  const view = api.getView();
  api.setView({ ...view, values: { ...view.values, play: "true" } }).catch((e) => say(e.message, true));
}

async function start() {
  checkBrowser();
  const go = new Go();
  let code = 0;
  go.exit = (c) => { code = c; };
  const sizes = { packed: Number(root.dataset.packed), unpacked: Number(root.dataset.unpacked), brotli: root.dataset.brotli, tight: root.dataset.tight };
  const wait = new Wait(() => location.reload());
  const [instance, preset] = await Promise.all([
    wait.for("the figure's program", instantiate(root.dataset.wasm, sizes, go.importObject, (share) => {
      progress(share);
      wait.moved(share);
    })),
    wait.for("its first preset", firstPreset()),
  ]);
  window.stageHost.started = (p) => {
    port = p;
    begin(preset);
  };
  gate.install();
  const ended = go.run(instance);
  gate.remove();
  ended.finally(() => stop(new Failure("The figure stopped", `The program met an error it could not recover from (exit ${code}). The state up to the last step is in the address.`)));
  if (root.dataset.state === "broken") return;
  if (!port) throw new Failure("The figure stopped", "The program did not start.");
  follow();
  settle();
  keepOffline();
  if (params.autoplay === "1") play();
  if (refused.length) say(refused.join(" "), true);
}

if (!framed && !oneFile) {
  const home = document.getElementById("home");
  home.href = `index.html${params.from && `#${params.from}`}`;
  home.hidden = false;
}
takeNewVersion();
bar.onTheme = () => {
  theme();
  frame.keep({ theme: bar.theme });
};
bar.onEscape = () => frame.escape();
theme();
start().catch((e) => stop(e instanceof Failure ? e : new Failure("The figure did not start", e.message)));
