// What everybody has in three outcomes, in bars: a mark on each for what its owner would have if
// everything were told. The markup is that of web/site/article.go.

const svg = "http://www.w3.org/2000/svg";

function element(name, className, text) {
  const e = document.createElement(name);
  e.className = className;
  e.textContent = text;
  return e;
}

function shape(parent, name, attributes) {
  const e = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
  parent.append(e);
  return e;
}

const value = (x) => x.toFixed(2).replace("-", "\u2212");

function bar(b) {
  const item = document.createElement("li");
  if (b.letter) item.dataset.agent = b.colour;
  item.dataset.gains = String(b.gains > 0);
  item.append(element("span", "letter", b.letter), element("span", "name", b.name));
  const picture = shape(item, "svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
  shape(picture, "rect", { width: 100 * Math.max(0, b.has), height: 10 });
  shape(picture, "path", { d: `M${100 * b.full} 0v10` });
  item.append(element("span", "has", value(b.has)), element("span", "gains", b.gains > 0 ? `would gain ${value(b.gains)}` : ""));
  return item;
}

/** Shows outcomes (scenes/claim, Outcomes) in a box; without competition there are none. */
export function showOutcomes(box, list) {
  box.replaceChildren(...list.map((o) => {
    const part = element("div", "outcome", "");
    const rows = document.createElement("ul");
    rows.append(...o.bars.map(bar));
    part.append(element("p", "title", o.title), rows);
    return part;
  }));
}
