// Before the figure begins to load: it begins with the step that the address names, and its place
// is held by the picture of that step in the size that is nearest. A classic script: embed.js,
// which makes the figure, comes after it.
"use strict";
(() => {
  const figure = document.getElementById("stage");
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)) || "text");
  const step = named?.closest(".step") ?? named?.querySelector(".step") ?? document.querySelector(".step");
  const { clientWidth: width, clientHeight: height } = figure;
  const dark = window.matchMedia?.("(prefers-color-scheme: dark)") ?? { matches: false, addEventListener() {} };

  const away = ([w, h]) => Math.abs(Math.log(w / width)) + Math.abs(Math.log(h / height));
  const all = step === document.querySelector(".step"); // the first step has every size
  const known = figure.dataset.posters.split(" ").filter((size) => all || size.endsWith("*"));
  const sizes = known.map((size) => size.replace("*", "").split("x"));
  const [w, h] = sizes.sort((a, b) => away(a) - away(b))[0];
  const picture = () => figure.setAttribute("poster", `static/posters/at-${step.id}-${w}x${h}-${dark.matches ? "dark" : "light"}.svg`);

  figure.dataset.step = step.id;
  figure.setAttribute("scene", step.dataset.scene);
  figure.setAttribute("preset", step.dataset.preset);
  picture();
  dark.addEventListener("change", picture);
})();
