// The tool bar and its two dialogs. Everything here goes through window.emergent and the
// port of the program; nothing here knows what is drawn.

import { say, hush } from "./say.js";
import { Editor } from "./editor.js";
import { oneFile } from "./source.js";
import { explain } from "./guide.js";
import { Preview } from "./preview.js";
import { connectSaves } from "./save.js";
import { Tabs } from "./tabs.js";
import { openFile, acceptDrops, acceptPastes, copy } from "./files.js";

const byId = (id) => document.getElementById(id);
const themes = ["auto", "light", "dark"];
const themeWords = { auto: "as the system", light: "light", dark: "dark" };

// Is it the spec of an experiment, rather than a scenario?
function isSpec(text) {
  try {
    const { kind, states } = JSON.parse(text);
    return typeof kind === "string" && states === undefined;
  } catch {
    return false; // the program says what is wrong
  }
}

/** Lets the reader choose a file to open. */
export const chooseFile = () => byId("file").click();

export class Bar {
  constructor(api, params) {
    this.api = api;
    this.params = params;
    this.theme = params.theme;
    this.onTheme = () => {};
    this.onAgain = () => location.reload();
    this.onEscape = () => {};
    this.port = null;
    byId("broken-again").addEventListener("click", () => this.onAgain());
    byId("say-close").addEventListener("click", hush);
    byId("theme").addEventListener("click", () => this.setTheme(themes[(themes.indexOf(this.theme) + 1) % themes.length]));
    this.nameTheme();
    for (const dialog of document.querySelectorAll("dialog")) {
      dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); });
    }
  }

  /** Joins the buttons with the running program. */
  connect(port, fetchPreset) {
    this.port = port;
    this.fetchPreset = fetchPreset;
    const on = (id, act) => byId(id).addEventListener("click", act);
    on("undo", () => this.api.undo());
    on("redo", () => this.api.redo());
    on("reset", () => port.reset());
    on("help", () => this.openHelp());
    on("pin", () => this.pin());
    on("share", () => this.openShare());
    byId("preset").addEventListener("change", (e) => this.choosePreset(e.target.value));
    this.connectShare();
    this.connectFiles();
    this.tabs = new Tabs(byId("scenes"), port.scenes(), (scene) => this.show(scene));
    connectSaves(this.api, port);
    this.editor = new Editor(this.api, port);
    addEventListener("keydown", (e) => this.key(e));
    for (const button of document.querySelectorAll("#bar [disabled]")) button.disabled = false;
    this.changed(false, false, false, this.api.getView().scene);
  }

  show(scene) {
    const view = { ...this.api.getView(), scene };
    if (view.values) delete view.values.play; // what played there is not to start here
    this.api.setView(view).catch((e) => say(e.message, true));
  }

  pin() {
    if (byId("pin").getAttribute("aria-pressed") === "true") this.port.unpin();
    else this.port.pin();
  }

  openHelp() {
    const tab = document.getElementById(`tab-${document.documentElement.dataset.scene}`);
    explain(byId("help-dialog"), tab.textContent, this.port.guide());
    byId("help-dialog").showModal();
  }

  key(e) {
    if (e.key === "Escape" && !e.defaultPrevented && !document.querySelector("dialog[open]")) return this.onEscape();
    if (e.target.closest?.("dialog, input, select, textarea")) return;
    const word = (e.ctrlKey || e.metaKey) && !e.altKey ? e.key.toLowerCase() : "";
    if (word === "z" && e.shiftKey || word === "y") this.api.redo();
    else if (word === "z") this.api.undo();
    else if (e.key === "?") this.openHelp();
    else if (e.key.toLowerCase() === "p" && !word && !e.altKey && !e.ctrlKey && !e.metaKey) this.pin();
    else return;
    e.preventDefault();
  }

  changed(canUndo, canRedo, pinned, scene) {
    const state = [canUndo, canRedo, pinned].join();
    if (state !== this.state) { // at every move of a drag it is the same
      this.state = state;
      byId("undo").disabled = !canUndo;
      byId("redo").disabled = !canRedo;
      byId("pin").setAttribute("aria-pressed", pinned);
    }
    this.editor?.changed(canUndo, canRedo);
    this.tabs.mark(scene || "hull");
  }

  setTheme(name) {
    this.theme = name;
    this.nameTheme();
    this.onTheme();
  }

  nameTheme() {
    const label = `Colours: ${themeWords[this.theme]}`;
    byId("theme").setAttribute("aria-label", label);
    byId("theme").title = label;
    byId("theme").dataset.theme = this.theme;
  }

  firstPreset() {
    return byId("preset").options[1]?.value ?? "";
  }

  /** Selects the preset whose title the scenario has, or none. */
  matchPreset() {
    const title = this.port.title();
    const option = [...byId("preset").options].find((o) => o.value && o.text === title);
    byId("preset").options[0].text = title || "A scenario of your own";
    byId("preset").value = option?.value ?? "";
  }

  async choosePreset(name) {
    try {
      this.port.replace(await this.fetchPreset(name));
    } catch (e) {
      say(e.message, true);
    }
    this.matchPreset();
  }

  // Files ------------------------------------------------------------------------------

  connectFiles() {
    const take = (text) => {
      hush();
      if (isSpec(text)) this.port.openSpec(text);
      else this.port.load(text);
      this.matchPreset();
    };
    const takeTable = (file) => {
      hush();
      this.port.openTable(file, file.name);
    };
    const fail = (message) => say(message, true);
    const open = (file) => openFile(file, take, takeTable, fail);
    byId("file").addEventListener("change", (e) => {
      const file = e.target.files[0];
      if (file) open(file).then(() => byId("share-dialog").close());
      e.target.value = "";
    });
    byId("open").addEventListener("click", chooseFile);
    acceptDrops(open);
    acceptPastes(open);
  }

  // Share ------------------------------------------------------------------------------

  connectShare() {
    this.preview = new Preview(byId("embed-preview"), () => this.api.exportSVG());
    byId("share-dialog").addEventListener("close", () => this.preview.hide());
    for (const id of ["embed-width", "embed-height", "embed-ui", "embed-theme", "embed-kind"]) {
      byId(id).addEventListener("input", () => this.showEmbed());
    }
    byId("copy-link").addEventListener("click", () => this.copied("link-text", "Link copied."));
    byId("copy-embed").addEventListener("click", () => this.copied("embed-text", "Embed code copied."));
  }

  openShare() {
    const link = new URL(location.href);
    link.search = "";
    link.hash = this.port.link();
    byId("link-text").value = link.href;
    byId("share-dialog").showModal();
    if (oneFile) this.shareFile();
    else this.showEmbed();
  }

  // The page that is one file has no site to embed from, and perhaps no address of its own.
  shareFile() {
    byId("embed-text").closest("section").hidden = true;
    byId("link-note").hidden = location.protocol !== "file:";
  }

  async copied(id, word) {
    try {
      await copy(byId(id).value);
      say(word);
    } catch (e) {
      byId(id).select();
      say(e.message, true);
    }
    byId("share-note").textContent = byId("say-text").textContent;
  }

  showEmbed() {
    const size = (id, least, most) => Math.min(most, Math.max(least, Math.round(Number(byId(id).value)) || least));
    const w = size("embed-width", 280, 2000);
    const h = size("embed-height", 240, 2000);
    const hash = this.port.link();
    const state = new URLSearchParams(hash).get("s");
    const ui = byId("embed-ui").value;
    const theme = byId("embed-theme").value;
    const script = new URL("embed.js", location.href).href;
    const scene = this.api.getView().scene || "hull";
    const page = new URL(`${location.pathname}?embed=1&ui=${ui}&theme=${theme}#${hash}`, location.href).href;
    byId("embed-text").value = byId("embed-kind").value === "frame"
      ? `<iframe src="${page.replaceAll("&", "&amp;")}" title="Interactive figure" style="width:100%;max-width:${w}px;height:${h}px;border:0" allow="clipboard-write" loading="lazy"></iframe>`
      : `<script src="${script}"></script>\n` +
        `<emergent-alignment scene="${scene}" ui="${ui}" theme="${theme}" ` +
        `style="max-width:${w}px" height="${h}" state="${state}"></emergent-alignment>`;
    byId("embed-size").textContent = `${w} × ${h}`;
    this.preview.show({ w, h, ui, theme, hash });
  }
}
