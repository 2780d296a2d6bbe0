// Where the stage's files come from: its site, or, in the page that is one file
// (standalone.html), elements of the page itself, <script type="text/plain" data-file=NAME>,
// with data-base64 where they hold bytes.

/** Whether this page is the one file. */
export const oneFile = "standalone" in document.documentElement.dataset;

const inside = (address) => (oneFile ? document.querySelector(`script[data-file="${address.split("?")[0]}"]`) : null);

/** Like fetch, for a file of the site. */
export async function open(address) {
  const element = inside(address);
  if (!element) return fetch(address);
  return new Response("base64" in element.dataset ? bytes(element.textContent) : element.textContent);
}

function bytes(base64) {
  const text = atob(base64);
  const list = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) list[i] = text.charCodeAt(i);
  return list;
}

const made = new Map(); // addresses of scripts inside

/** The address at which a worker finds its script. */
export function scriptAddress(address) {
  const element = inside(address);
  if (!element) return address;
  if (!made.has(address)) made.set(address, URL.createObjectURL(new Blob([element.textContent], { type: "text/javascript" })));
  return made.get(address);
}
