// The figure takes over from the triangle that was there before it (hero.js): with what the reader
// made of that, with the focus where it was, and not in the middle of a drag.

/** Waits for the figure, however often it has to be loaded; lead is who leads it. */
export function awaitFigure(figure, lead) {
  const go = () => takeOver(figure, lead).catch(() => {}); // the figure says what is wrong, and the triangle stays
  if (figure.phase === "live") go();
  else figure.addEventListener("ready", go);
}

async function takeOver(figure, lead) {
  const { hero } = window;
  if (!hero) return;
  while (!lead.done) await new Promise(requestAnimationFrame);
  await lead.done; // the text has set the figure
  await hero.free();
  const about = lead.isAbout(lead.step) && lead.step.dataset.preset === lead.first.dataset.preset && lead.step.dataset.scene === lead.first.dataset.scene;
  const own = about && hero.own(await figure.getScenario());
  if (own) {
    await figure.setScenario(own);
    await figure.getResult(); // the answer is drawn
  }
  const handle = hero.focused();
  hero.leave();
  if (handle) focus(figure.querySelector("iframe"), handle);
}

function focus(frame, handle) {
  frame.focus();
  frame.contentDocument?.querySelector(`[data-handle="${handle}"]`)?.focus();
}
