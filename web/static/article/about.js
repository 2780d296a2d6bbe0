// Follows the figure while the reader is at a step.

const rest = 150; // milliseconds without a change before it is followed

/** Calls take() whenever the figure has come to be about a step at which the reader is, or has come to
    rest there after a change; article is window.article. */
export function whenAbout(step, { figure, isAbout, reached }, take) {
  let now = null; // the step being read
  let timer = 0;
  const look = () => {
    clearTimeout(timer);
    if (now !== step) return;
    timer = setTimeout(() => {
      if (isAbout(step)) take();
      else look(); // its figure is on its way
    }, rest);
  };
  reached((s) => {
    now = s;
    look();
  });
  figure.addEventListener("change", look);
}
