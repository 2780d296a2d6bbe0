// A picture that leaves the page says what it shows: under the drawing stand the scenario's title,
// the verdict and where it is from.

const svg = "http://www.w3.org/2000/svg";
const margin = 14; // pixels around the words
const leading = 19; // pixels from line to line
const letter = 6.7; // pixels that a letter of the verdict takes, about

/** Breaks a text into lines of about so many pixels. */
function lines(text, width) {
  const most = Math.max(16, Math.floor(width / letter));
  const list = [""];
  for (const word of text.split(" ")) {
    const longer = `${list.at(-1)} ${word}`.trim();
    if (longer.length > most && list.at(-1)) list.push(word);
    else list[list.length - 1] = longer;
  }
  return list;
}

/** Adds the words to a picture, and takes its paper away where it is to be transparent. */
export function captioned(picture, { title, verdict, credit, ink, muted, transparent }) {
  const doc = new DOMParser().parseFromString(picture, "image/svg+xml");
  const root = doc.documentElement;
  const [x, y, w, h] = root.getAttribute("viewBox").split(" ").map(Number);
  const scale = Number(root.getAttribute("width")) / w;
  const paper = root.querySelector(":scope > rect");
  const said = lines(verdict, w - 2 * margin);
  const more = 2 * margin + leading * (said.length + 2);
  const box = [x, y, w, h + more];
  root.setAttribute("viewBox", box.join(" "));
  root.setAttribute("height", String((h + more) * scale));
  if (transparent) paper?.remove();
  else paper?.setAttribute("height", h + more);
  const write = (text, row, attributes) => {
    const e = doc.createElementNS(svg, "text");
    for (const [name, value] of Object.entries({ x: x + margin, y: y + h + margin + leading * row, "font-size": 14, fill: ink, ...attributes })) e.setAttribute(name, value);
    e.textContent = text;
    root.append(e);
  };
  write(title, 0.6, { "font-weight": 600 });
  said.forEach((line, i) => write(line, i + 1.6, {}));
  write(credit, said.length + 1.6, { "font-size": 11, fill: muted });
  return new XMLSerializer().serializeToString(doc);
}
