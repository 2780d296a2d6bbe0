// Shows the help of an element (data-help) on hover and focus: after a moment's rest, where it
// covers as little as possible of what can be read. It may be hovered itself, and goes when a
// button is pressed, with Escape, when the pointer leaves and after a drag (WCAG 1.4.13).

const tip = document.getElementById("tip");
const rest = 500; // ms that the pointer rests on an element before its help opens
const grace = 250; // ms that it may take from the element to its help
const gap = 6; // pixels between an element and its help
const edge = 8; // and between the help and the edges of the window
const result = "#verdict, #labels span, .handle, #dialogue:not([hidden])"; // what the reader is about to look at

let owner = null; // whose help is shown
let pressed = null; // the element that was pressed: its help stays away until the pointer has left it
let timer = 0;

const helpOf = (e) => e.target.closest?.("[data-help]");

function later(wait, act) {
  clearTimeout(timer);
  timer = setTimeout(act, wait);
}

function show(target) {
  if (target === owner || target === pressed || !target.isConnected || document.querySelector(".dragging")) return;
  hide();
  owner = target;
  tip.textContent = target.dataset.help;
  tip.hidden = false;
  target.setAttribute("aria-describedby", "tip");
  const place = best(target.getBoundingClientRect(), tip.getBoundingClientRect());
  tip.style.left = `${place.left}px`;
  tip.style.top = `${place.top}px`;
}

function hide() {
  clearTimeout(timer);
  if (!owner) return;
  owner.removeAttribute("aria-describedby");
  owner = null;
  tip.hidden = true;
}

/** The place beside an element that covers least of the result, the first of equal ones. */
function best(at, { width, height }) {
  const x = Math.max(edge, Math.min(at.left, innerWidth - width - edge));
  const y = Math.max(edge, Math.min(at.top, innerHeight - height - edge));
  const places = [
    { left: x, top: at.bottom + gap }, { left: x, top: at.top - gap - height },
    { left: at.right + gap, top: y }, { left: at.left - gap - width, top: y },
    { left: edge, top: edge }, { left: innerWidth - width - edge, top: edge },
  ].filter((p) => p.left >= 0 && p.top >= 0 && p.left + width <= innerWidth && p.top + height <= innerHeight);
  const shown = [...document.querySelectorAll(result)].map((e) => e.getBoundingClientRect());
  const covered = (p) => shown.reduce((sum, r) => sum + overlap({ ...p, width, height }, r), 0);
  return places.map((p) => [covered(p), p]).sort((a, b) => a[0] - b[0])[0]?.[1] ?? { left: edge, top: edge };
}

function overlap(a, b) {
  const wide = Math.min(a.left + a.width, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.top + a.height, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, wide) * Math.max(0, high);
}

document.addEventListener("pointerover", (e) => {
  if (tip.contains(e.target)) return clearTimeout(timer);
  if (e.buttons !== 0) return; // a drag goes on
  const target = helpOf(e);
  if (target !== pressed) pressed = null;
  if (target === owner && owner) return clearTimeout(timer);
  if (target && e.pointerType === "mouse" && e.buttons === 0) later(rest, () => show(target));
  else if (owner && owner !== document.activeElement) later(grace, hide);
  else clearTimeout(timer);
});
document.addEventListener("pointerdown", (e) => {
  if (tip.contains(e.target)) return;
  pressed = helpOf(e) ?? null;
  hide();
}, true);
document.addEventListener("pointerup", hide, true);
document.addEventListener("click", (e) => { // a finger cannot hover
  const target = helpOf(e);
  if (e.pointerType !== "touch" || !target?.matches("span, th, td")) return;
  pressed = null;
  show(target);
});
document.documentElement.addEventListener("pointerleave", hide);
document.addEventListener("focusin", (e) => {
  const target = helpOf(e);
  if (target?.matches(":focus-visible")) show(target);
});
document.addEventListener("focusout", hide);
document.addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
document.addEventListener("scroll", hide, true);
addEventListener("blur", hide);
