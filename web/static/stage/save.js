// Saves what the figure shows: pictures, scenario, result, and its numbers for spreadsheets.

import { say } from "./say.js";
import { captioned } from "./caption.js";
import { save, blobOf, rasterise } from "./files.js";

const byId = (id) => document.getElementById(id);
const json = (x) => JSON.stringify(x, null, 2) + "\n";

/** The name of a file: the figure, and the preset or the scenario's title. */
export function fileName(api, kind) {
  const scene = api.getView().scene || "hull";
  const title = (api.getScenario().title || "").normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40);
  return `emergent-${scene}-${byId("preset").value || title || "scenario"}.${kind}`;
}

const credit = "Emergent alignment via competition. After Collina, Goel, Roth, Ryu, Shi (arXiv:2509.15090).";

/** The picture with its words, as the dialog asks for it. */
function picture(api) {
  const colours = getComputedStyle(document.documentElement);
  return captioned(api.exportSVG(), {
    title: api.getScenario().title || "A scenario of your own",
    verdict: byId("verdict-text").textContent,
    credit,
    ink: colours.getPropertyValue("--ink").trim(),
    muted: colours.getPropertyValue("--muted").trim(),
    transparent: byId("transparent").checked,
  });
}

const kinds = {
  svg: async (api) => save(fileName(api, "svg"), picture(api), "image/svg+xml"),
  png: async (api) => save(fileName(api, "png"), blobOf(await rasterise(picture(api), Number(byId("png-scale").value)))),
  scenario: async (api) => save(fileName(api, "json"), json(api.getScenario()), "application/json"),
  result: async (api, port) => save(fileName(api, "result.json"), port.report() || json(await api.getResult()), "application/json"),
  csv: async (api) => save(fileName(api, "csv"), "\ufeff" + await api.exportCSV(), "text/csv;charset=utf-8"),
};

// A sandboxed frame without allow-downloads saves nothing, and its browser does not tell it.
function told() {
  if (window.parent !== window) say("Saved, if the page around this figure allows downloads. If nothing came, open the figure's link (above) in a page of its own.");
}

/** Joins the buttons that save with what they save. */
export function connectSaves(api, port) {
  for (const button of document.querySelectorAll("[data-download]")) {
    button.addEventListener("click", () => kinds[button.dataset.download](api, port).then(told, (e) => say(e.message, true)));
  }
}
