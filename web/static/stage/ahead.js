// Begins what takes time while the rest of the page is still on its way: fetching, unpacking and
// compiling the program, and making the canvas that it draws on. A classic script, like
// gate.js: it runs before any module is there. load.js goes on from here.
"use strict";
(() => {
  // What can go wrong, in words: a title, a sentence, and whether trying again makes sense.
  class Failure extends Error {
    constructor(title, message, again = true) {
      super(message);
      this.title = title;
      this.again = again;
    }
  }

  // A host may send a policy of its own beside the page's, usually "default-src 'self'".
  const forbidden = (e) => (/content security policy|unsafe-eval|disallowed by embedder|blocked by CSP/i.test(e.message)
    ? new Failure("Not allowed here", "The figure's host forbids WebAssembly by its Content-Security-Policy: it has to allow script-src 'self' 'wasm-unsafe-eval' (docs/hosting.md).", false)
    : null);

  const noRoom = (e) => forbidden(e) ?? new Failure("Not enough memory", `The browser could not make room for the figure (${e.message}). Closing other pages may help; the address keeps the state.`);

  // made compiles while the bytes arrive, or once they are there where a browser cannot or should
  // not: in Firefox 153 on two cores such a compilation stood still for ever after some pages had
  // been left, and with it those of all pages that came later (./build.sh hosts sees it).
  const standsStill = CSS.supports("-moz-appearance", "none");
  async function made(response) {
    if (WebAssembly.compileStreaming && !standsStill) return WebAssembly.compileStreaming(response);
    return WebAssembly.compile(await response.arrayBuffer());
  }

  const isGzip = (b) => b.length > 1 && b[0] === 0x1f && b[1] === 0x8b;
  const isWasm = (b) => b.length > 3 && b[0] === 0 && b[1] === 0x61 && b[2] === 0x73 && b[3] === 0x6d;

  const unpacks = (format) => {
    try {
      return Boolean(new DecompressionStream(format));
    } catch {
      return false;
    }
  };

  // compile makes a module of the program at an address, which open fetches, and tells progress
  // how far it is, 0..1. sizes holds the known byte counts: packed as shipped, unpacked for
  // hosts that unpack it on the way, and, where there is one, the address (brotli) and bytes
  // (tight) of a smaller packing, which is asked for where this browser unpacks it. A host that
  // lacks it or changes it on the way has the other.
  async function compile(address, open, sizes, progress) {
    if (sizes.brotli && unpacks("brotli")) {
      try {
        return await fetched(sizes.brotli, "brotli", open, { ...sizes, packed: Number(sizes.tight) }, progress);
      } catch (e) {
        if (!(e instanceof Failure && e.again)) throw e;
      }
    }
    return fetched(address, "gzip", open, sizes, progress);
  }

  async function fetched(address, format, open, sizes, progress) {
    const name = address.split("?")[0];
    let response;
    try {
      response = await open(address);
    } catch {
      throw new Failure("Not loaded", `The file ${name} could not be fetched. Is the network there?`);
    }
    if (!response.ok) {
      throw new Failure("Not loaded", `The file ${name} could not be fetched: the server answered ${response.status}.`);
    }
    const counted = count(response.body, format, sizes, progress, name);
    try {
      const head = await counted.head;
      let bytes = counted.stream;
      if (head !== "wasm") bytes = bytes.pipeThrough(new DecompressionStream(head));
      return await made(new Response(bytes, { headers: { "Content-Type": "application/wasm" } }));
    } catch (e) {
      if (counted.failure() instanceof Failure) throw counted.failure();
      if (e instanceof Failure) throw e;
      if (forbidden(e)) throw forbidden(e);
      if (e instanceof RangeError) throw noRoom(e);
      throw new Failure("Not loaded", `The file ${name} arrived damaged or cut short (${e.message}).`);
    }
  }

  // count passes a stream on while it counts, and settles head with what its first bytes are:
  // Brotli has no mark of its own, so there the rest is taken for it.
  function count(body, format, sizes, progress, name) {
    let failure = null;
    let seen = 0;
    let total = sizes.packed;
    let settle;
    let refuse;
    const head = new Promise((resolve, reject) => { settle = resolve; refuse = reject; });
    head.catch(() => {}); // read by the caller
    const stream = body.pipeThrough(new TransformStream({
      transform(chunk, controller) {
        if (seen === 0) {
          if (isGzip(chunk)) settle("gzip");
          else if (isWasm(chunk)) { total = sizes.unpacked; settle("wasm"); }
          else if (format === "brotli") settle("brotli");
          else {
            failure = new Failure("Not loaded", `The file ${name} is not the compiled figure: the server sent something else.`);
            refuse(failure);
            controller.error(failure);
            return;
          }
        }
        seen += chunk.length;
        progress(Math.min(1, seen / total));
        controller.enqueue(chunk);
      },
      flush() {
        if (seen === 0) refuse(failure = new Failure("Not loaded", `The file ${name} is empty.`));
      },
    }, undefined, { highWaterMark: 16 }));
    return { head, stream, failure: () => failure };
  }

  // In a frame the program waits: a figure nearby may have it (share.js). The page that is one
  // file has it inside. What this browser lacks is said later, in words.
  function begin({ wasm, packed, unpacked, brotli, tight, standalone }) {
    if (standalone !== undefined || window.parent !== window || typeof DecompressionStream !== "function" || typeof WebAssembly !== "object") return null;
    const begun = { address: wasm, share: 0, heard(_) {} };
    begun.module = compile(wasm, fetch, { packed: Number(packed), unpacked: Number(unpacked), brotli, tight }, (share) => {
      begun.share = share;
      begun.heard(share);
    });
    begun.module.catch(() => {}); // said by whoever takes it
    return begun;
  }

  // The canvas comes with its context and at its size: to make one the browser waits for the
  // process that draws, which later has the page itself to paint. Edges are painted soft and
  // nothing has depth, so it needs no samples and no buffer for that.
  function makeCanvas() {
    const canvas = document.createElement("canvas");
    const gl = canvas.getContext("webgl2", { antialias: false, depth: false });
    if (!gl) return null;
    const most = gl.getParameter(gl.MAX_TEXTURE_SIZE);
    window.stagePixels = () => Math.min(devicePixelRatio, mostPixels(most) / Math.max(innerWidth, innerHeight, 1));
    canvas.width = innerWidth * window.stagePixels();
    canvas.height = innerHeight * window.stagePixels();
    return canvas;
  }

  // mostPixels is the longest side that Ebitengine can draw where a texture has at most that many
  // pixels: it takes a power of two and pads by one, and a side is rounded up. WebGL 2 promises no
  // more than 2048, which is also what a Firefox says that resists fingerprinting.
  const mostPixels = (texture) => 2 ** Math.floor(Math.log2(texture)) - 2;

  // What the address asks for is there before anything is painted: the places of the figure are
  // those it will have, the menu names the scenario that is on its way, and the picture in the
  // place of the drawing is of that scenario, or, where the address brings one of its own, none.
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const word = (name) => (/^[a-z0-9-]{1,40}$/.test(query.get(name)) ? query.get(name) : "");
  const own = location.hash.length > 1; // a scenario of the address's own
  const wish = word("theme");
  const dark = wish === "dark" || (wish !== "light" && window.matchMedia?.("(prefers-color-scheme: dark)").matches === true);
  root.dataset.theme = dark ? "dark" : "light";
  if (word("scene")) root.dataset.scene = word("scene");
  if (word("ui")) root.dataset.ui = word("ui");
  root.toggleAttribute("data-backed", query.get("backed") === "1"); // the page around shows a picture
  root.dataset.framed = String(query.get("embed") === "1" || window.parent !== window);
  document.addEventListener("readystatechange", () => {
    const menu = document.getElementById("preset");
    if (!menu) return; // the frame was taken away before its whole page was read
    const preset = own ? "" : word("preset") || menu.options[1]?.value;
    menu.value = preset;
    const scene = root.dataset.scene === "hull" ? "" : `-${root.dataset.scene}`;
    if (!preset || root.hasAttribute("data-backed") || "standalone" in root.dataset) return;
    const picture = document.getElementById("poster");
    picture.onerror = () => { picture.hidden = true; };
    picture.src = `static/posters/${preset}${scene}-${root.dataset.theme}.svg`;
    picture.hidden = false;
  }, { once: true });

  window.stageAhead = { Failure, noRoom, compile, begun: begin(/** @type {any} */ (document.documentElement.dataset)) };
  window.stageCanvas = makeCanvas(); // where Ebitengine finds it, and asks stagePixels (web/site/trim.go)
})();
