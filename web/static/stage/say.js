// What the page says to the reader outside the figure: short messages, and the overlay
// that replaces a figure that cannot run.

import { words } from "./plain.js";

const byId = (id) => document.getElementById(id);
const perLetter = 60; // ms to read one, slowly
let timer = 0;

/** Shows one sentence. Errors stay until they are dismissed or the next message. */
export function say(text, isError = false) {
  const box = byId("say");
  box.classList.toggle("error", isError);
  box.setAttribute("role", isError ? "alert" : "status");
  byId("say-text").replaceChildren(...linked(isError ? words(text) : text));
  box.hidden = false;
  clearTimeout(timer);
  if (!isError) timer = setTimeout(hush, Math.max(4000, perLetter * text.length));
}

/** A text in pieces, with an address in it as a link. */
function linked(text) {
  return text.split(/(https:\/\/\S*\w)/).map((piece, i) => {
    if (i % 2 === 0) return piece;
    const link = document.createElement("a");
    [link.href, link.textContent, link.target, link.rel] = [piece, piece, "_blank", "noopener"];
    return link;
  });
}

export function hush() {
  byId("say").hidden = true;
}

/** Shows how far loading is, 0..1; 1 hides nothing: drawn() does. */
export function progress(share) {
  const percent = Math.round(100 * share);
  byId("loading-bar").value = percent;
  byId("loading-text").textContent = percent < 100 ? `Loading the figure: ${percent} %` : "Starting the figure";
}

const patience = 10_000; // ms without news before the reader is told what is waited for

/**
 * Watches what is loaded. While anything named is under way and nothing has moved for ten seconds,
 * the page says what it waits for and offers to go on waiting or to try again.
 */
export class Wait {
  constructor(again) {
    this.under = new Set(); // names of what is under way
    this.timer = 0;
    this.share = 0;
    byId("stalled-again").onclick = again;
    byId("stalled-on").onclick = () => this.moved();
  }

  /** Counts a promise among what is waited for, by a name for the reader. */
  for(name, promise) {
    this.under.add(name);
    this.moved();
    const end = () => {
      this.under.delete(name);
      this.moved();
    };
    promise.then(end, end);
    return promise;
  }

  /** Something has arrived, so much in all. */
  moved(share = this.share) {
    this.share = share;
    clearTimeout(this.timer);
    byId("stalled").hidden = true;
    if (this.under.size) this.timer = setTimeout(() => this.stalled(), patience);
  }

  stalled() {
    const percent = Math.round(100 * this.share);
    byId("stalled-text").textContent = `Nothing has come for 10 seconds. Still waiting for ${[...this.under].join(" and ")}${percent > 0 && percent < 100 ? `, ${percent} % of it here` : ""}.`;
    byId("stalled").hidden = false;
  }
}

/** The first frame is on the screen. */
export function drawn() {
  document.documentElement.dataset.state = "live";
}

/** The figure cannot run, or no longer: says so, and offers the next step. */
export function broken(title, text, again) {
  document.documentElement.dataset.state = "broken";
  byId("broken-title").textContent = title;
  byId("broken-text").textContent = text;
  byId("broken-again").hidden = !again;
  byId("broken").hidden = false;
}
