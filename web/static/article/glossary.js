// Says what a term means where it stands: on hover, on focus, and by a tap. The words are those
// of the glossary at the end of the page, to which each term links.

const patience = 250; // milliseconds that the pointer may take from the term to its meaning

const card = document.createElement("div");
card.id = "meaning";
card.hidden = true;
card.setAttribute("aria-hidden", "true"); // the term itself is described by its entry

let term = null; // the one whose meaning is shown
let timer = 0;

function show(a) {
  clearTimeout(timer);
  if (a === term) return;
  term = a;
  const entry = document.querySelector(a.hash);
  const title = document.createElement("b");
  title.append(...copy(entry.querySelector("dt")));
  const words = document.createElement("p");
  words.append(...copy(entry.querySelector("dd")));
  card.replaceChildren(title, words);
  card.hidden = false;
  place(a);
}

const copy = (e) => e.cloneNode(true).childNodes;

/** Puts the card under the term's line, or above it where there is more room. */
function place(a) {
  const lines = a.getClientRects();
  const at = lines[lines.length - 1];
  const size = card.getBoundingClientRect();
  const wide = document.documentElement.clientWidth;
  const left = Math.max(12, Math.min(at.left, wide - size.width - 12));
  const under = at.bottom + 4;
  const over = lines[0].top - 4 - size.height;
  const top = under + size.height <= innerHeight || over < ceiling(a) ? under : over;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

/** The bottom of what covers the top of the window above the term, if anything does. */
function ceiling(a) {
  const cover = document.querySelector(".figure").getBoundingClientRect();
  const r = a.getBoundingClientRect();
  return cover.left < r.right && cover.right > r.left ? Math.max(0, cover.bottom) : 0;
}

function hide() {
  clearTimeout(timer);
  term = null;
  card.hidden = true;
}

/** Hides the card unless pointer or focus come back. */
function leave() {
  clearTimeout(timer);
  timer = setTimeout(() => { if (document.activeElement !== term) hide(); }, patience);
}

for (const a of document.querySelectorAll("a.term")) {
  a.setAttribute("aria-describedby", `${a.hash.slice(1)}-words`);
  a.addEventListener("pointerenter", (e) => { if (e.pointerType === "mouse") show(a); });
  a.addEventListener("pointerleave", (e) => { if (e.pointerType === "mouse") leave(); });
  a.addEventListener("focus", () => { if (a.matches(":focus-visible")) show(a); });
  a.addEventListener("blur", leave);
  a.addEventListener("click", (e) => { // the first tap explains, the second goes to the glossary
    if (e.pointerType !== "mouse" && e.detail > 0 && a !== term) {
      e.preventDefault();
      show(a);
    } else hide();
  });
}
for (const dd of document.querySelectorAll("#glossary dd")) dd.id = `${dd.parentElement.id}-words`;

card.addEventListener("pointerenter", () => clearTimeout(timer));
card.addEventListener("pointerleave", leave);
addEventListener("keydown", (e) => { if (e.key === "Escape" && term) { e.stopPropagation(); hide(); } }, true);
addEventListener("pointerdown", (e) => {
  const at = /** @type {Node} */ (e.target);
  if (term && !card.contains(at) && !term.contains(at)) hide();
}, true);
addEventListener("resize", () => { if (term) place(term); });
document.body.append(card);
