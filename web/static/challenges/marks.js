// Which puzzles the reader has solved, kept in this browser alone, where it keeps anything.

const key = "emergent challenges solved";

export class Marks {
  constructor(links) {
    this.links = links;
    this.solved = new Set();
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
      if (Array.isArray(kept)) this.solved = new Set(kept);
    } catch { /* none are kept here */ }
    this.show();
  }

  add(name) {
    if (!name || this.solved.has(name)) return;
    this.solved.add(name);
    this.show();
    try {
      localStorage.setItem(key, JSON.stringify([...this.solved]));
    } catch { /* they last as long as the page */ }
  }

  show() {
    for (const a of this.links) a.toggleAttribute("data-solved", this.solved.has(a.dataset.name));
  }
}
