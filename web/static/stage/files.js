// Files in and out: open a scenario by button or drop, save pictures and data.

const limit = 256 * 1024; // of a scenario, in bytes
const tableLimit = 64 * 1024 * 1024; // of a table of scores
const tables = /\.(csv|tsv|tab|txt)$/i;

/**
 * Opens a file: hands the text of a scenario to take, and a table of scores, unread, to
 * takeTable. Both may throw a sentence.
 */
export async function openFile(file, take, takeTable, fail) {
  try {
    const isTable = tables.test(file.name) || /csv|tab-separated/.test(file.type);
    const most = isTable ? tableLimit : limit;
    if (file.size > most) {
      throw new Error(`${file.name}: the file has ${file.size.toLocaleString("en")} bytes, at most ${most.toLocaleString("en")} are read`);
    }
    if (isTable) takeTable(file);
    else take(await file.text());
  } catch (e) {
    fail(e.message);
  }
}

/** Lets files be dropped anywhere on the page. */
export function acceptDrops(onFile) {
  const root = document.documentElement;
  const holdsFile = (e) => e.dataTransfer && [...e.dataTransfer.types].includes("Files");
  addEventListener("dragover", (e) => {
    if (!holdsFile(e)) return;
    e.preventDefault();
    root.classList.add("dropping");
  });
  addEventListener("dragleave", (e) => {
    if (!e.relatedTarget) root.classList.remove("dropping");
  });
  addEventListener("drop", (e) => {
    root.classList.remove("dropping");
    if (!holdsFile(e)) return;
    e.preventDefault();
    if (e.dataTransfer.files.length) onFile(e.dataTransfer.files[0]);
  });
}

/**
 * Lets files be pasted anywhere on the page, and blocks of cells as a spreadsheet copies them.
 * Where something is typed, pasting stays what it is.
 */
export function acceptPastes(onFile) {
  addEventListener("paste", (e) => {
    if (e.defaultPrevented || e.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const [file] = e.clipboardData?.files ?? [];
    const text = e.clipboardData?.getData("text/plain") ?? "";
    if (!file && !/[^\s][\t,;][^\n]*[\r\n]+[^\s]/.test(text)) return; // a block has two rows and two columns
    e.preventDefault();
    onFile(file ?? new File([text], "pasted block.tsv", { type: "text/tab-separated-values" }));
  });
}

/** Saves text or a Blob under a name. */
export function save(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const a = document.createElement("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}

const offBy = 16; // levels of 255 by which a colour may come back changed: less is not seen

/** Whether what a canvas holds can be read back. Browsers that resist fingerprinting hand out noise, or one colour. */
function readsBack() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#204060";
  pen.fillRect(0, 0, 8, 8);
  const known = [0x20, 0x40, 0x60, 0xff];
  return pen.getImageData(0, 0, 8, 8).data.every((level, i) => Math.abs(level - known[i % 4]) <= offBy);
}

/** Paints an SVG text at a scale and returns a PNG data address. */
export async function rasterise(svg, scale) {
  if (!readsBack()) throw new Error("picture: this browser protects from fingerprinting and returns noise in place of pixels: save the picture as SVG, or allow this site to read canvases");
  if (!(scale >= 0.25 && scale <= 8)) throw new Error(`scale: is ${scale}, must lie between 0.25 and 8`);
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const picture = canvas.toDataURL("image/png");
  if (picture.length < 32) throw new Error(`scale: ${scale} makes a picture of ${canvas.width} × ${canvas.height} pixels, which this browser cannot hold`);
  return picture;
}

/** Turns a data address into a Blob without a request. */
export function blobOf(dataURL) {
  const [head, body] = dataURL.split(",", 2);
  const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
  return new Blob([bytes], { type: head.slice(5).split(";")[0] });
}

/** Copies text; the old way where the new one is not allowed. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch { /* not allowed in this frame */ }
  const area = document.createElement("textarea");
  area.value = text;
  const parent = document.querySelector("dialog[open]") ?? document.body;
  parent.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("The browser does not let this page copy: select the text and copy it by hand.");
}
