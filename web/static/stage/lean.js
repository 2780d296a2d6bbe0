// The figure in an article: the drawing, its verdict, what plays it, and the few settings that
// the passage is about. "Details" shows the rest.

const root = document.documentElement;
const more = document.getElementById("more");
const settings = document.getElementById("controls");
const verdict = document.getElementById("verdict");

export class Lean {
  /** placed is called when the drawing may have got another place. */
  constructor(name, placed) {
    this.open = false;
    this.pressed = false;
    this.wanted = []; // settings by their parameter
    this.placed = placed;
    more.addEventListener("click", () => {
      this.open = !this.open;
      this.apply();
    });
    new MutationObserver(() => this.mark()).observe(settings, { childList: true });
    for (const e of [verdict, document.getElementById("verdict-text")]) new ResizeObserver(() => setTimeout(() => this.whole())).observe(e); // later: it changes what is observed
    addEventListener("pointerdown", () => { this.pressed = true; }, true);
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, () => { this.pressed = false; this.whole(); }, true);
    }
    addEventListener("resize", () => { verdict.style.height = ""; });
    this.ui(name);
  }

  /** How much of the figure there is to be: full, lean, min or none. */
  ui(name) {
    this.name = name;
    this.apply();
  }

  /** A verdict that is longer than its place gets more of the panel, but not under a finger; else it scrolls, by the keyboard too. */
  whole() {
    if (this.scene !== root.dataset.scene) {
      this.scene = root.dataset.scene;
      verdict.style.height = "";
    }
    const over = () => verdict.scrollHeight - verdict.clientHeight;
    if (root.dataset.ui === "full" && !this.pressed && over() > 1) {
      verdict.style.height = `min(${verdict.offsetHeight + over()}px, 45vh)`;
    }
    if (over() > 1) verdict.tabIndex = 0;
    else verdict.removeAttribute("tabindex");
  }

  apply() {
    verdict.style.height = "";
    const lean = this.name === "lean";
    root.dataset.ui = lean && this.open ? "full" : this.name;
    root.toggleAttribute("data-lean", lean);
    more.textContent = this.open ? "Less" : "Details";
    more.setAttribute("aria-expanded", this.open);
    this.placed();
  }

  /** What a passage is about: settings by parameter, and whether the second chart is explained. */
  show({ controls = [], aside = true }, scene) {
    this.wanted = controls;
    root.dataset.aside = aside ? "shown" : "none";
    if (scene) root.dataset.scene = scene; // its places are right before it is drawn
    this.mark();
    this.placed();
  }

  mark() {
    for (const control of settings.children) {
      const { param } = control.querySelector("[data-param]").dataset;
      control.toggleAttribute("data-lean", this.wanted.includes(param));
    }
  }
}
