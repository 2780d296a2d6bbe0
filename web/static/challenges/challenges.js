// The page of challenges: opens the puzzle that the address names, has the figure judge what the
// reader makes of it, and hands out links, pictures and certificates of answers.

import { Player } from "./player.js";
import { unpack } from "./code.js";
import { checked } from "./puzzle.js";
import { Marks } from "./marks.js";
import { connectAuthor } from "./author.js";
import { connectClass } from "./class.js";
import { takeNewVersion, keepOffline } from "../offline.js";

takeNewVersion();

const byId = (id) => document.getElementById(id);
const figure = byId("stage");
const links = [...byId("list").querySelectorAll("[data-name]")];
const marks = new Marks(links);
const player = new Player(figure, (name) => marks.add(name));

/** What the address asks for: a puzzle by name or whole, an answer to it, and the list it is of. */
function asked() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const known = links.map((a) => a.dataset.name);
  const set = (hash.get("set") ?? "").split(",").filter((name) => known.includes(name));
  const listed = set.length ? set : known;
  const at = known.includes(hash.get("at")) ? hash.get("at") : listed[0];
  return { own: hash.get("own"), at, listed, isSet: set.length > 0, answer: hash.get("s") };
}

/** The address of a puzzle within the list that the address names. */
function addressOf(name, { listed, isSet }) {
  return `#at=${name}${isSet ? `&set=${listed.join(",")}` : ""}`;
}

function showList(wanted) {
  for (const a of links) {
    a.parentNode.hidden = !wanted.listed.includes(a.dataset.name);
    a.setAttribute("href", addressOf(a.dataset.name, wanted));
    if (!wanted.own && a.dataset.name === wanted.at) a.setAttribute("aria-current", "true");
    else a.removeAttribute("aria-current");
  }
  byId("whole").hidden = !wanted.isSet;
}

async function fetchPuzzle(name) {
  const response = await fetch(`static/puzzles/${name}.json`);
  if (!response.ok) throw new Error(`the puzzle “${name}” could not be fetched. Is the network there?`);
  return response.json();
}

async function read(wanted) {
  if (!wanted.own) return fetchPuzzle(wanted.at);
  try {
    return checked(await unpack(wanted.own));
  } catch (e) {
    throw new Error(e.message.startsWith("the puzzle") ? e.message : "the puzzle in this link cannot be read: a part of it may be missing");
  }
}

let turn = 0;

async function follow() {
  const mine = ++turn;
  const wanted = asked();
  showList(wanted);
  try {
    const puzzle = await read(wanted);
    const answer = wanted.answer ? await unpack(wanted.answer).catch(() => { throw new Error("the answer in this link cannot be read: a part of it may be missing"); }) : null;
    if (mine !== turn) return;
    const after = wanted.own ? "" : wanted.listed[wanted.listed.indexOf(wanted.at) + 1];
    const base = wanted.own ? `#own=${wanted.own}` : addressOf(wanted.at, wanted);
    await player.open(puzzle, { name: wanted.own ? "" : wanted.at, base, next: after && addressOf(after, wanted), answer });
  } catch (e) {
    if (mine === turn) player.fail(e.message);
  }
}

document.documentElement.classList.add("js");
for (const id of ["undo", "again", "play", "class", "own"]) byId(id).hidden = false;
addEventListener("hashchange", () => {
  byId("own").open = false;
  follow();
});
connectClass();
connectAuthor(figure, player, follow);
figure.ready.then(keepOffline, keepOffline);
follow();
