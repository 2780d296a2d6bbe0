// The editor: the scenario's numbers and names as tables in a dialog. The program says what
// there is to edit (port.sheet) and whether what is typed can be taken (port.checkCell);
// here it is only laid out. What cannot be taken is said at its cell, and the last valid
// value stays in force and comes back when the cell is left.

import { say } from "./say.js";

const root = document.documentElement;
const roomy = window.matchMedia?.("(min-width: 60rem) and (min-height: 30rem)") ?? { matches: false, addEventListener() {} };

const byId = (id) => document.getElementById(id);

function make(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in e) e[name] = value;
    else e.setAttribute(name, value);
  }
  e.append(...children);
  return e;
}

export class Editor {
  constructor(api, port) {
    this.api = api;
    this.port = port;
    this.shape = "";
    this.inputs = new Map(); // by field
    byId("edit").addEventListener("click", () => this.open());
    byId("edit-close").addEventListener("click", () => byId("edit-dialog").close());
    byId("edit-undo").addEventListener("click", () => api.undo());
    byId("edit-redo").addEventListener("click", () => api.redo());
    byId("edit-dialog").addEventListener("keydown", (e) => this.key(e));
    byId("edit-dialog").addEventListener("close", () => {
      delete root.dataset.editing;
      byId("edit").focus();
    });
  }

  /** Where there is room it stands beside the figure, under the verdict, else over the page. */
  open() {
    if (byId("edit-dialog").open) return byId("edit-dialog").close();
    this.refresh(true);
    if (!roomy.matches) return byId("edit-dialog").showModal();
    root.dataset.editing = "";
    byId("edit-dialog").style.top = `${byId("verdict").getBoundingClientRect().bottom}px`;
    byId("edit-dialog").show();
  }

  /** Takes in a scenario that has changed, from wherever. */
  changed(canUndo, canRedo) {
    byId("edit-undo").disabled = !canUndo;
    byId("edit-redo").disabled = !canRedo;
    if (byId("edit-dialog").open) this.refresh(false);
  }

  refresh(anew) {
    const sheet = this.port.sheet();
    const shape = JSON.stringify(sheet, (key, value) => (key === "value" || key === "label" || key === "title" ? undefined : value));
    if (anew || shape !== this.shape) this.rebuild(sheet);
    this.shape = shape;
    this.fill(sheet);
  }

  rebuild(sheet) {
    const focused = document.activeElement?.dataset?.cell ?? document.activeElement?.dataset?.act;
    const top = byId("edit-dialog").scrollTop;
    const open = new Set([...byId("edit-body").querySelectorAll("details[open]")].map((e) => e.dataset.part));
    if (!byId("edit-body").childElementCount) sheet.parts.slice(0, 1).forEach((p) => open.add(p.id));
    this.inputs.clear();
    byId("edit-body").replaceChildren(...sheet.parts.map((p) => this.part(p, open.has(p.id))));
    byId("edit-dialog").scrollTop = top;
    if (focused) byId("edit-body").querySelector(`[data-cell="${CSS.escape(focused)}"], [data-act="${CSS.escape(focused)}"]`)?.focus();
  }

  part(p, open) {
    const title = make("summary", { textContent: p.title });
    const e = make("details", { open }, title);
    e.dataset.part = p.id;
    if (p.note) e.append(make("p", { className: "hint", textContent: p.note }));
    if (p.name) e.append(make("label", { className: "naming" }, make("span", { textContent: "Name" }), this.field(p.name)));
    if (p.rows?.length) e.append(make("div", { className: "cells" }, ...(open ? [this.table(p)] : [])));
    e.addEventListener("toggle", () => this.unfold(e));
    const error = make("p", { className: "wrong", id: `edit-wrong-${p.id}`, hidden: true });
    error.setAttribute("role", "alert");
    e.append(error);
    if (p.acts?.length) e.append(make("div", { className: "acts" }, ...p.acts.map((a) => this.act(a))));
    return e;
  }

  // Cells are made when somebody first looks: a scenario may have 3,000, which a page cannot make at once.
  unfold(e) {
    const cells = e.querySelector(".cells:empty");
    if (!e.open || !cells) return;
    const sheet = this.port.sheet();
    cells.append(this.table(sheet.parts.find((p) => p.id === e.dataset.part)));
    this.fill(sheet);
  }

  table(p) {
    const heads = (p.columns ?? []).map((c) => make("th", { scope: "col" }, this.cell(c)));
    const removable = p.rows.some((r) => r.acts?.length);
    if (removable) heads.push(make("td"));
    const rows = p.rows.map((r) => {
      const tr = make("tr", {}, make("th", { scope: "row" }, this.cell(r.head)), ...(r.cells ?? []).map((c) => make("td", {}, this.cell(c))));
      if (removable) tr.append(make("td", { className: "drop" }, ...(r.acts ?? []).map((a) => this.act(a, "×"))));
      return tr;
    });
    return make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
  }

  cell(c) {
    if (c.kind === "text") return make("span", { textContent: c.value });
    if (c.kind !== "share") return this.field(c);
    const slider = make("input", { type: "range", min: 0, max: 1, step: 0.01, tabIndex: -1 });
    slider.setAttribute("aria-hidden", "true"); // the number beside it says and does the same
    const number = this.field(c);
    slider.addEventListener("input", () => { number.value = slider.value; this.check(number); });
    slider.addEventListener("change", () => this.commit(number));
    number.slider = slider;
    return make("span", { className: "share" }, number, slider);
  }

  field(c) {
    const e = make("input", { type: "text", autocomplete: "off", spellcheck: false, className: c.kind });
    e.dataset.cell = c.field;
    e.setAttribute("aria-label", c.label);
    if (c.kind !== "name") e.inputMode = "decimal";
    e.addEventListener("focus", () => e.select());
    e.addEventListener("input", () => this.check(e));
    e.addEventListener("change", () => this.commit(e));
    e.addEventListener("blur", () => this.leave(e));
    e.addEventListener("paste", (event) => this.paste(e, event));
    this.inputs.set(c.field, e);
    return e;
  }

  act(a, text = a.label) {
    const e = make("button", { type: "button", textContent: text, disabled: a.why !== "" });
    e.dataset.act = a.id;
    e.title = a.why || a.label;
    if (text !== a.label) e.setAttribute("aria-label", a.label);
    e.addEventListener("click", () => {
      try {
        this.port.pressSheet(a.id);
      } catch (error) {
        this.wrong(e, error.message);
      }
    });
    return e;
  }

  /** Writes the values, but for a cell that somebody is typing into. */
  fill(sheet) {
    const put = (c) => {
      const e = this.inputs.get(c.field);
      if (!e) return;
      e.setAttribute("aria-label", c.label);
      const typing = e === document.activeElement && e.value !== e.kept;
      e.kept = c.value;
      if (!typing) e.value = c.value;
      if (e.slider) e.slider.value = c.value;
    };
    for (const p of sheet.parts) {
      if (p.name) put(p.name);
      (p.columns ?? []).forEach(put);
      for (const r of p.rows ?? []) [r.head, ...(r.cells ?? [])].forEach(put);
      const summary = byId("edit-body").querySelector(`details[data-part="${CSS.escape(p.id)}"] > summary`);
      if (summary) summary.textContent = p.title;
    }
    this.heads(sheet);
  }

  /** Names in heads follow what they are the names of. */
  heads(sheet) {
    for (const p of sheet.parts) {
      const table = byId("edit-body").querySelector(`details[data-part="${CSS.escape(p.id)}"] table`);
      if (!table) continue;
      const show = (e, c) => { if (e && c.kind === "text") e.textContent = c.value; };
      (p.columns ?? []).forEach((c, i) => show(table.tHead.rows[0].cells[i]?.firstChild, c));
      p.rows.forEach((r, i) => show(table.tBodies[0].rows[i].cells[0].firstChild, r.head));
    }
  }

  /** Says at the cell why what is typed cannot be taken; returns whether it can. */
  check(e) {
    const why = e.value === e.kept ? "" : this.port.checkCell(e.dataset.cell, e.value);
    this.wrong(e, why);
    return why === "";
  }

  /** A block from a spreadsheet fills cells from this one on; a single value is pasted as ever. */
  paste(e, event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\t\n\r]/.test(text.trimEnd())) return;
    event.preventDefault();
    try {
      e.value = e.kept;
      this.port.pasteSheet(e.dataset.cell, text);
      this.refresh(false);
      this.wrong(e, "");
    } catch (error) {
      this.wrong(e, error.message);
      say(error.message, true);
    }
  }

  wrong(e, why) {
    const box = e.closest("details").querySelector(".wrong");
    box.textContent = why;
    box.hidden = why === "";
    if (e.dataset.cell === undefined) return;
    if (why) {
      e.setAttribute("aria-invalid", "true");
      e.setAttribute("aria-describedby", box.id);
    } else {
      e.removeAttribute("aria-invalid");
      e.removeAttribute("aria-describedby");
    }
  }

  commit(e) {
    if (e.value === e.kept || !this.check(e)) return;
    try {
      const typed = e.value;
      e.kept = typed; // not "being typed" any more
      this.port.setCell(e.dataset.cell, typed);
      this.refresh(false);
    } catch (error) {
      this.wrong(e, error.message);
      say(error.message, true);
    }
  }

  /** A cell that is left shows what is in force; why it is not what was typed stays. */
  leave(e) {
    if (e.getAttribute("aria-invalid") !== "true") return;
    const why = e.closest("details").querySelector(".wrong").textContent;
    e.value = e.kept;
    this.wrong(e, `${why} It stays ${e.kept}.`);
    e.removeAttribute("aria-invalid");
  }

  key(e) {
    const input = e.target;
    if (e.key === "Escape" && root.dataset.editing !== undefined && !(input.value !== input.kept && input.dataset?.cell !== undefined)) {
      e.preventDefault();
      return byId("edit-dialog").close();
    }
    if (input.dataset?.cell === undefined || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape" && input.value !== input.kept) {
      input.value = input.kept;
      this.check(input);
      e.preventDefault(); // gives up what was typed; the next Escape closes
      return;
    }
    if (e.key === "Enter") {
      if (!this.check(input)) return e.preventDefault();
      this.commit(input);
      this.move(input, 1, 0);
    } else if (e.key === "ArrowDown" || e.key === "ArrowUp") this.move(input, e.key === "ArrowDown" ? 1 : -1, 0);
    else if (e.key === "ArrowRight" && input.selectionStart === input.value.length) this.move(input, 0, 1);
    else if (e.key === "ArrowLeft" && input.selectionEnd === 0) this.move(input, 0, -1);
    else if ((e.key === "ArrowRight" || e.key === "ArrowLeft") && input.selectionEnd - input.selectionStart === input.value.length) this.move(input, 0, e.key === "ArrowRight" ? 1 : -1);
    else return;
    e.preventDefault();
  }

  /** Focuses the cell that lies so many rows and columns away in the table, if there is one. */
  move(input, down, right) {
    const field = input.dataset.cell;
    const td = this.inputs.get(field)?.closest("td, th");
    if (!td) return;
    const rows = [...td.closest("tbody").rows];
    const row = rows[rows.indexOf(td.parentElement) + down];
    row?.cells[td.cellIndex + right]?.querySelector("input[data-cell]")?.focus();
  }
}
