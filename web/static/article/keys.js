// By keyboard: a button under each heading, which is seen when it has the focus, leads into the
// figure of its step, and Escape leads back to it. Without it the way to the figure would lead
// over the top of the page, and past other steps, which would take the figure along.

let from = null; // the button that led into the figure

/** Adds the buttons; prepare(step) has the figure show a step. */
export function addWays(figure, steps, prepare) {
  for (const step of steps) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "way", textContent: "To the figure (Esc leads back)" });
    button.addEventListener("click", () => {
      prepare(step);
      from = button;
      figure.querySelector("iframe")?.focus();
    });
    step.querySelector("h3").after(button);
  }
  addEventListener("pointerdown", () => { from = null; }, true);
  figure.addEventListener("focusout", () => setTimeout(() => { // where the focus goes is known then
    if (document.activeElement === document.body && document.hasFocus()) from?.focus({ preventScroll: true });
    else if (!figure.contains(document.activeElement)) from = null;
  }, 0));
}
