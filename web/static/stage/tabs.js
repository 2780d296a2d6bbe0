// The tabs of the figures: one stop of the Tab key, and the arrow keys go from one to the
// next and show it (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/).

const root = document.documentElement;

export class Tabs {
  /** list holds the tabs, names says which figures exist, show(name) shows one. */
  constructor(list, names, show) {
    this.list = list;
    this.show = show;
    for (const tab of list.querySelectorAll("[data-scene]")) {
      tab.hidden = !names.includes(tab.dataset.scene);
      tab.addEventListener("click", () => show(tab.dataset.scene));
    }
    list.hidden = names.length < 2;
    list.addEventListener("keydown", (e) => this.key(e));
    this.menu = document.getElementById("scene-menu");
    this.menu.append(...this.tabs.map((tab) => new Option(tab.textContent, tab.dataset.scene)));
    this.menu.addEventListener("change", () => show(this.menu.value));
    new ResizeObserver(() => this.fit()).observe(document.getElementById("bar"));
  }

  /** Tabs that would be cut off give way to a menu. */
  fit() {
    root.dataset.tabs = "row";
    const cut = this.list.scrollWidth > this.list.clientWidth + 1;
    root.dataset.tabs = cut ? "menu" : "row";
    this.menu.hidden = !cut;
  }

  get tabs() {
    return [...this.list.querySelectorAll("[data-scene]:not([hidden])")];
  }

  key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const { tabs } = this;
    const at = tabs.indexOf(e.target.closest("[data-scene]"));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[e.key];
    if (at < 0 || to === undefined) return;
    e.preventDefault();
    const tab = tabs[to % tabs.length];
    tab.focus();
    this.show(tab.dataset.scene);
  }

  /** Marks the tab of the figure that is shown. */
  mark(scene) {
    if (root.dataset.scene === scene && this.marked === scene) return;
    root.dataset.scene = this.marked = scene;
    this.menu.value = scene;
    for (const tab of this.list.querySelectorAll("[data-scene]")) {
      const chosen = tab.dataset.scene === scene;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
      if (!chosen) continue;
      document.getElementById("figure").setAttribute("aria-labelledby", tab.id);
    }
  }
}
