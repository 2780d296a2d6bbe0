// The query of a link, validated like a file: a value that is not known is named, and its
// default is used.

const choices = {
  scene: [...document.querySelectorAll("#scenes [data-scene]")].map((tab) => tab.dataset.scene),
  ui: ["full", "lean", "min", "none"],
  theme: ["auto", "light", "dark"],
  embed: ["0", "1"],
  autoplay: ["0", "1"],
};
const defaults = { scene: "hull", ui: "full", theme: "auto", embed: "0", autoplay: "0", preset: "", from: "" };

/** Reads a query; returns the values and one sentence per value that was refused. */
export function readParams(query) {
  const values = { ...defaults };
  const refused = [];
  for (const [name, value] of new URLSearchParams(query)) {
    if (choices[name]) {
      if (choices[name].includes(value)) values[name] = value;
      else refused.push(`${name} is “${short(value)}”, must be one of ${choices[name].join(", ")}; using ${defaults[name]}.`);
    } else if (name === "preset") {
      if (/^[a-z0-9-]{1,40}$/.test(value)) values.preset = value;
      else refused.push(`preset is “${short(value)}”, which is no preset's name.`);
    } else if (name === "from" && /^[a-z0-9-]{1,40}$/.test(value)) {
      values.from = value; // the place in the text that led here
    }
  }
  return { values, refused };
}

const short = (text) => (text.length > 30 ? text.slice(0, 30) + "…" : text);
