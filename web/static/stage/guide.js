// The help: what the figure that is shown shows, what its marks are, and the keys.

import { show } from "../tree.js";

/** Fills the help with a guide (scenes/stage, Guide). */
export function explain(dialog, name, guide) {
  dialog.querySelector("#help-figure").textContent = `This figure: ${name}`;
  const about = dialog.querySelector("#help-about");
  about.textContent = guide.About;
  about.hidden = !guide.About;
  show(dialog.querySelector("#help-marks"), ["dl", {}, ...(guide.Marks ?? []).map(({ Mark, Means }) => ["div", {}, ["dt", {}, Mark], ["dd", {}, Means]])]);
}
