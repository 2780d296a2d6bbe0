// What the reader's system asks for beside light and dark: more contrast, its own colours, no
// motion, larger text, more pixels. The page's own part of it is CSS; here the figure is told.

// A browser without matchMedia, or with it switched off, asks for nothing and never changes its mind.
const nothing = { matches: false, addEventListener() {} };
const asks = (query) => window.matchMedia?.(query) ?? nothing;

const dark = asks("(prefers-color-scheme: dark)");
const calm = asks("(prefers-reduced-motion: reduce)");
const contrast = asks("(prefers-contrast: more)");
const forced = asks("(forced-colors: active)");
const system = ["Canvas", "CanvasText", "LinkText", "Highlight", "GrayText"];

/** Calls colours() when colours may have changed, and moved() when text or pixels have another size. */
export function onWishes(port, colours, moved) {
  for (const query of [dark, contrast, forced]) query.addEventListener("change", colours);
  calm.addEventListener("change", () => port.reducedMotion(calm.matches));
  const probe = document.createElement("i");
  probe.className = "unseen probe";
  document.body.append(probe);
  new ResizeObserver(moved).observe(probe);
  onPixels(moved);
}

// A page that is zoomed or goes to another screen is drawn anew in the pixels of the device,
// to which Ebitengine fits its canvas when the window has another size. A zoom resizes the
// window; another screen need not.
function onPixels(moved) {
  let known = devicePixelRatio;
  const look = () => {
    if (known === devicePixelRatio) return;
    known = devicePixelRatio;
    moved();
    dispatchEvent(new Event("resize"));
    watch();
  };
  const watch = () => asks(`(resolution: ${known}dppx)`).addEventListener("change", look, { once: true });
  addEventListener("resize", look);
  watch();
}

export const prefersDark = () => dark.matches;
export const prefersCalm = () => calm.matches;

/** Gives the figure the colours of a theme, light or dark, as the system wants them. */
export function colour(port, name) {
  if (forced.matches) port.setColours(systemColours());
  else port.setTheme(contrast.matches ? `${name}-contrast` : name);
}

// systemColours lists red, green and blue, 0 to 255, of each of the system's colours.
function systemColours() {
  const probe = document.createElement("i");
  probe.className = "unseen";
  probe.style.forcedColorAdjust = "none";
  document.body.append(probe);
  const list = system.flatMap((name) => {
    probe.style.color = name;
    return getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
  });
  probe.remove();
  return list;
}

/** How large the reader's text is: 1 is the usual 16 pixels. */
export function textScale() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}
