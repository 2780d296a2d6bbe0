// The help: what the figure that is shown shows, what its marks are, and the keys.

/** Fills the help with a guide (scenes/stage, Guide). */
export function explain(dialog, name, guide) {
  dialog.querySelector("#help-figure").textContent = `This figure: ${name}`;
  const about = dialog.querySelector("#help-about");
  about.textContent = guide.About;
  about.hidden = !guide.About;
  dialog.querySelector("#help-marks").replaceChildren(...(guide.Marks ?? []).map(({ Mark, Means }) => {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const meaning = document.createElement("dd");
    term.textContent = Mark;
    meaning.textContent = Means;
    row.append(term, meaning);
    return row;
  }));
}
