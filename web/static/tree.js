// Makes elements of data, and keeps them as the data says (scenes/markup): badges and bars in the text, the panel
// beside the figure. What is on the page stays the same element as long as it is the same kind of thing: focus,
// what is being typed, and a screen reader's place survive.

/**
 * An element in JsonML: its tag, its attributes and what is in it; null is whatever has been there. The key tells it
 * from its siblings of the same tag and class.
 * @typedef {[string, Record<string, string>, ...(string | Tree | null)[]]} Tree
 */

const svg = "http://www.w3.org/2000/svg";
const first = 2; // of a tree's parts that is in it
// A tree may come in a message. It can make nothing that runs, loads or leads anywhere.
const tags = /^(b|button|caption|dd|details|div|dl|dt|h3|h4|i|input|label|li|ol|option|output|p|path|rect|section|select|span|summary|svg|table|tbody|td|th|thead|tr|ul)$/;
const names = /^(class|d|disabled|height|hidden|id|max|min|preserveAspectRatio|role|scope|step|tabindex|title|type|value|viewBox|width|(aria|data)-[a-z]+|style\.(transform|--[a-z]+))$/;

/** @type {WeakMap<Element, Tree>} */
const shown = new WeakMap();
/** @type {WeakMap<Element, string>} */
const values = new WeakMap();

/** Has an element show a tree; of attributes that no tree has given it only "hidden" is changed. */
export function show(element, tree) {
  const was = shown.get(element) ?? [tree[0], element.hidden ? { hidden: "" } : {}, ...read(element).slice(first)];
  update(element, /** @type {Tree} */ (was), tree);
  shown.set(element, tree);
}

/** What an element says, as a tree; whether it is open is up to the reader. @returns {Tree} */
export function read(element) {
  const attributes = [...element.attributes].filter((a) => a.name !== "open").map((a) => [a.name, a.value]);
  return [element.localName, Object.fromEntries(attributes), ...[...element.childNodes].map((c) => (c.nodeType === Node.TEXT_NODE ? c.data : read(c)))];
}

/** Gives a form control the value that it was last shown with; nobody is interrupted who may be typing. */
export function settle(control, typed = false) {
  const value = values.get(control);
  if (control.type === "checkbox") {
    if (control.checked !== (value === "true")) control.checked = value === "true";
  } else if ((typed || control.type !== "number" || control !== document.activeElement) && control.value !== value) {
    control.value = value;
  }
}

function make(parent, tree) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [tag] = tree;
  if (!tags.test(tag)) throw new Error(`tree: there is no element “${tag}”`);
  const drawn = tag === "svg" || parent.namespaceURI === svg;
  const element = drawn ? document.createElementNS(svg, tag) : document.createElement(tag);
  update(element, [tag, {}], tree);
  return element;
}

function update(element, was, now) {
  const [tag, attributes] = now;
  const before = was[1];
  const control = tag === "input" || tag === "select";
  for (const name in attributes) {
    if (attributes[name] !== before[name] && name !== "key" && !(control && name === "value")) write(element, name, attributes[name]);
  }
  for (const name in before) if (!(name in attributes)) write(element, name, null);
  if (now[first] === null) now.splice(first, 1, ...was.slice(first));
  else fill(element, was, now);
  if (!control) return;
  values.set(element, attributes.value);
  settle(element);
}

function write(element, name, value) {
  if (!names.test(name)) throw new Error(`tree: there is no attribute “${name}”`);
  if (name.startsWith("style.")) element.style.setProperty(name.slice(6), value);
  else if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

const alike = (a, b) => (typeof a === "string" || typeof b === "string" ? typeof a === typeof b : a[0] === b[0] && a[1].class === b[1].class && a[1].key === b[1].key);

/** Fills an element; was becomes what is in it on the way. */
function fill(element, was, now) {
  for (let i = first; i < now.length; i++) {
    const child = now[i];
    if (i === was.length || !alike(was[i], child)) place(element, was, now, i);
    if (was[i] === child) continue;
    const node = element.childNodes[i - first];
    if (typeof child === "string") node.data = child;
    else update(node, was[i], child);
  }
  while (was.length > now.length) remove(element, was, now.length);
}

/** Brings the child i to its place, or makes it; what has the focus stays where it is, and the others go around it. */
function place(element, was, now, i) {
  while (i < was.length && !now.some((c, k) => k >= i && alike(c, was[i]))) remove(element, was, i);
  if (i < was.length && alike(was[i], now[i])) return;
  const at = was.findIndex((c, k) => k > i && alike(c, now[i]));
  const here = element.childNodes[i - first] ?? null;
  if (at < 0) {
    element.insertBefore(make(element, now[i]), here);
    was.splice(i, 0, now[i]);
  } else if (element.childNodes[at - first].contains(document.activeElement)) {
    for (let k = i; k < at; k++) {
      element.append(element.childNodes[i - first]);
      was.push(...was.splice(i, 1));
    }
  } else {
    element.insertBefore(element.childNodes[at - first], here);
    was.splice(i, 0, ...was.splice(at, 1));
  }
}

function remove(element, was, i) {
  element.childNodes[i - first].remove();
  was.splice(i, 1);
}
