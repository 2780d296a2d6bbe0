// <emergent-alignment scene preset src state theme ui height poster sandbox base>: one figure,
// framed. The build (web/site/npm.go) makes a classic script of it, because a module from another origin needs
// headers that static hosts do not send, and modules for those who import: KIND is which one it is. Methods are
// those of window.emergent and return promises; events are
// "ready", "change" (detail: {scenario, view, live}) and "error" (detail: {message}).
"use strict";
(() => {
  if (typeof customElements === "undefined" || customElements.get("emergent-alignment")) return; // a server renders no figure

  const protocol = 1;
  const address = KIND === "module" ? import.meta.url
    : KIND === "package" ? new URL("./figure/embed.js", import.meta.url).href
    : (document.currentScript ?? document.querySelector('script[src*="embed.js"]'))?.src;
  const home = address ? new URL(".", address) : null; // unknown where the script was bundled or written into the page
  const near = "300px"; // how far off the screen a figure is still kept awake
  const dwell = 120; // ms a figure must stay near before it is loaded: not one that is scrolled past
  const most = 3; // figures that stay loaded on a page, unless more of them are near the screen
  const silence = 8_000; // ms after which a loaded frame that has not said a word is given up
  const repose = 1000; // ms without a change after which a picture is taken for the printer
  const dark = window.matchMedia?.("(prefers-color-scheme: dark)") ?? { matches: false, addEventListener() {}, removeEventListener() {} };
  const methods = ["getScenario", "setScenario", "getResult", "getReport", "getView", "setView", "press", "removeAgent", "undo", "redo", "exportSVG", "exportPNG", "exportCSV", "stats"];

  // Sizes are asked for like those of a picture: by the height attribute, by the page's style sheet,
  // which wins, or not at all. "height" and "width" stand in for a figure's own size where
  // nothing else gives one: in the flow, in rows and columns, floating or inline.
  const usual = 480; // CSS pixels of height
  const rules = `
    :host { display: block; position: relative; overflow: hidden; min-width: min(280px, 100%); }
    :host([hidden]) { display: none; }
    #height { height: ${usual}px; visibility: hidden; }
    #width { height: 0; overflow: hidden; font-size: 0; }
    #width i { display: inline-block; width: 280px; }
    #box { position: absolute; inset: 0; overflow: hidden; }
    #box img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
    #box img[hidden] { display: none; }
    #note { position: absolute; inset: auto 0 0; padding: 10px 14px; background: Canvas; color: CanvasText; font: 14px/1.4 system-ui, sans-serif; }
    #note:empty { display: none; }
    .silent ::slotted(iframe) { visibility: hidden !important; }
    @media print {
      :host { break-inside: avoid; }
      #box img, #box img[hidden] { display: block; }
      ::slotted(iframe) { visibility: hidden !important; }
    }`;

  // A style sheet made by a script is not asked for by the page's policy, as a style element is.
  function style(root, css) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      return sheet;
    } catch { // Safari before 16.4, which the figure then refuses in words
      const element = root.appendChild(document.createElement("style"));
      element.textContent = css;
      return { replaceSync: (text) => { element.textContent = text; } };
    }
  }

  // Folder of the figure's files; one slash more or less at its end is no matter.
  function folder(written) {
    const address = new URL(written, document.baseURI);
    if (!/\.\w+$/.test(address.pathname) && !address.pathname.endsWith("/")) address.pathname += "/";
    return new URL(".", address);
  }

  const word = (value) => (/^[a-z0-9-]{1,40}$/.test(value ?? "") ? value : "");
  const text = (value, length = 300) => (typeof value === "string" ? value.slice(0, length) : "");
  // STATE of a link, of which the whole hash or the whole address may be given.
  const stateOf = (value) => /(?:^|[#&?])s=([\w-]*)/.exec(value)?.[1] ?? value;

  // The figures with a frame, the one that left the screen first in front. Where there are
  // more than may stay, those off the screen go back to their poster, with their state. The
  // last that lives waits until those that start have its program.
  const loaded = new Set();

  function makeRoom() {
    const staying = [...loaded].filter((figure) => !figure.leaving);
    const starting = staying.some((figure) => figure.phase === "loading");
    let living = staying.filter((figure) => figure.phase === "live").length;
    let spare = staying.length - most;
    for (const figure of staying) {
      if (spare <= 0) return;
      const lives = figure.phase === "live";
      if (!figure.mayLeave() || (lives && starting && living === 1)) continue;
      if (lives) living--;
      spare--;
      figure.leave();
    }
  }

  class Deferred {
    constructor() {
      this.settled = false;
      this.promise = new Promise((resolve, reject) => {
        this.resolve = () => { this.settled = true; resolve(); };
        this.reject = (e) => { this.settled = true; reject(e); };
      });
      this.promise.catch(() => {}); // told by the event "error" and by every call
    }
  }

  class EmergentAlignment extends HTMLElement {
    static get observedAttributes() {
      return ["scene", "preset", "src", "state", "theme", "ui", "height", "poster", "base"];
    }

    constructor() {
      super();
      this.calls = new Map();
      this.nextCall = 1;
      this.asked = 0; // calls of the page that wait
      this.frame = null;
      this.phase = "poster"; // or "loading", "live", "error"; no attribute, since React compares those with its server's
      this.kept = null; // {hash, theme} to start with again
      this.isNear = false;
      this.isThere = false; // the frame's page, and not the empty one before it
      this.leaving = false; // on the way back to the poster
      this.greeted = false; // "ready" is told once
      this.live = new Deferred();
      this.gone = new Deferred();
      this.hear = this.hear.bind(this);
      this.darken = this.darken.bind(this);
      this.forbid = this.forbid.bind(this);
    }

    /** Where the figure's files are, or null: where the script came from, unless the page says it. */
    get home() {
      const written = this.getAttribute("base");
      return written ? folder(written) : home;
    }

    connectedCallback() {
      if (!this.shadowRoot) this.build();
      addEventListener("message", this.hear);
      document.addEventListener("securitypolicyviolation", this.forbid);
      this.watcher = new IntersectionObserver((entries) => this.seen(entries.at(-1).isIntersecting), { rootMargin: near });
      this.watcher.observe(this);
      dark.addEventListener("change", this.darken);
      this.toggles = new MutationObserver(this.darken); // pages go dark by a class or an attribute of these
      for (const e of [document.documentElement, document.body]) this.toggles.observe(e, { attributes: true });
    }

    disconnectedCallback() {
      removeEventListener("message", this.hear);
      document.removeEventListener("securitypolicyviolation", this.forbid);
      this.watcher.disconnect();
      dark.removeEventListener("change", this.darken);
      this.toggles.disconnect();
      clearTimeout(this.dwelling);
      this.watched = this.isNear = false;
      this.unload("the figure was taken out of the page"); // a frame that is moved loads again
    }

    /** Moved by moveBefore, a frame goes on: nothing is to be done. */
    connectedMoveCallback() {}

    build() {
      const root = this.attachShadow({ mode: "open" });
      style(root, rules);
      this.sizes = style(root, "");
      this.fill(root);
      this.picture = root.querySelector("img");
      this.picture.addEventListener("error", () => { if (this.snapshot) this.showPoster(); });
      // The frame is a child of the element, not of its shadow: figures find each other in
      // window.frames, where frames in shadows are not, and share one compiled program.
      root.querySelector("slot").addEventListener("slotchange", () => {
        if (this.frame && this.frame.parentNode !== this) this.unload("the frame was removed"); // by a script of the page
      });
      this.size();
      this.showPoster();
    }

    // Node by node: a page may forbid text that becomes HTML (trusted types).
    fill(root) {
      const add = (parent, tag, id) => {
        const made = parent.appendChild(document.createElement(tag));
        if (id) made.id = id;
        return made;
      };
      const width = add(add(root, "div", "height"), "div", "width");
      add(width, "i");
      width.append(" ");
      add(width, "i");
      const box = add(root, "div", "box");
      add(box, "img").alt = "";
      add(box, "slot").name = "frame";
      this.note = add(box, "div", "note");
      this.note.setAttribute("role", "alert");
    }

    // React compares children with what its server wrote: the frame is none of them.
    get firstChild() {
      const first = super.firstChild;
      return first !== null && first === this.frame ? first.nextSibling : first;
    }

    size() {
      const written = (this.getAttribute("height") ?? "").trim();
      const height = /^[\d.]+$/.test(written) ? `${written}px` : written;
      const isSize = height !== "" && parseFloat(height) !== 0 && CSS.supports("height", height);
      if (written && !isSize) console.warn(`<emergent-alignment>: height is “${written}”, which is no height: it takes ${usual} pixels`);
      this.sizes.replaceSync(isSize ? `:host { height: ${height}; }` : "");
    }

    // Poster, frame, and back to the poster ----------------------------------------------

    // The theme to ask the figure for: what the page around is, where that says so, unless the
    // system says the same.
    wanted() {
      const theme = this.getAttribute("theme");
      if (theme === "dark" || theme === "light") return theme;
      const scheme = getComputedStyle(this).colorScheme;
      return scheme === (dark.matches ? "light" : "dark") ? scheme : "auto";
    }

    shade() {
      const wanted = this.wanted();
      return wanted === "auto" ? (dark.matches ? "dark" : "light") : wanted;
    }

    darken() {
      if (!this.frame) {
        if (!this.snapshot && this.shade() !== this.shaded) this.showPoster();
      } else if (this.wanted() !== this.themed) {
        this.themed = this.wanted();
        this.shaded = this.shade();
        this.frame.style.setProperty("color-scheme", this.shaded, "important");
        this.call("theme", this.themed).catch(() => {}); // said by the figure's own event
      }
    }

    showPoster() {
      const shade = this.shaded = this.shade();
      const own = this.getAttribute("poster");
      const scene = word(this.getAttribute("scene"));
      const name = (word(this.getAttribute("preset")) || "default") + (scene && scene !== "hull" ? `-${scene}` : "");
      if (own) this.show(new URL(own, document.baseURI).href);
      else if (this.home) this.show(new URL(`static/posters/${name}-${shade}.svg`, this.home).href);
    }

    /** Shows a picture while there is no frame; svg: what the figure showed last. */
    show(address, svg) {
      this.snapshot = Boolean(svg);
      this.picture.src = svg ? "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg) : address;
    }

    seen(isNear) {
      const first = !this.watched; // what is in view when the page opens is loaded at once
      this.watched = true;
      this.isNear = isNear;
      clearTimeout(this.dwelling);
      if (this.frame) {
        loaded.delete(this);
        loaded.add(this);
        this.post({ method: isNear ? "resume" : "pause" });
        makeRoom();
      } else if (isNear) {
        this.dwelling = setTimeout(() => { if (!this.frame) this.load(); }, first ? 0 : dwell);
      }
    }

    load() {
      if (!this.home) {
        this.note.textContent = "embed.js does not know where it came from: the element needs base=\"https://YOUR.HOST/figure/\", the folder of the figure.";
        this.fail(`base: ${this.note.textContent}`);
        return;
      }
      const page = new URL(this.isOpaque() ? "standalone.html" : "stage.html", this.home);
      page.searchParams.set("embed", "1");
      page.searchParams.set("backed", "1"); // this element shows a picture: the frame lets it through until it draws
      for (const name of ["scene", "ui", "theme", "preset"]) {
        if (word(this.getAttribute(name))) page.searchParams.set(name, this.getAttribute(name));
      }
      this.themed = this.wanted();
      if (this.themed !== "auto") page.searchParams.set("theme", this.themed);
      if (this.kept?.theme) page.searchParams.set("theme", this.kept.theme);
      if (this.kept?.hash) page.hash = this.kept.hash;
      else if (this.hasAttribute("state")) page.hash = `v=1&s=${stateOf(this.getAttribute("state"))}`;
      else if (this.hasAttribute("src")) {
        this.source = this.fetchSource(); // while the figure is on its way
        this.source.catch(() => {}); // said when it is used
      }
      this.address = page;
      this.forbidden = false;
      this.origin = null; // of the frame, once it has spoken
      this.phase = "loading";
      this.frame = this.makeFrame(page.href);
      this.gone = new Deferred(); // resolved when this frame is taken away
      this.prepend(this.frame); // in front of what the page has there (firstChild)
      loaded.add(this);
      makeRoom();
    }

    makeFrame(address) {
      const frame = document.createElement("iframe");
      frame.slot = "frame";
      frame.title = this.getAttribute("title") || "Interactive figure: emergent alignment via competition";
      frame.allow = "clipboard-write";
      if (this.hasAttribute("sandbox")) frame.setAttribute("sandbox", this.getAttribute("sandbox"));
      // Style sheets of the page speak of frames, of videos mostly: none of it is meant here.
      const style = { all: "unset", position: "absolute", inset: "0", width: "100%", height: "100%", border: "0", "color-scheme": this.shaded };
      for (const [name, value] of Object.entries(style)) frame.style.setProperty(name, value, "important");
      frame.addEventListener("load", () => this.arrived());
      frame.src = address;
      return frame;
    }

    /** The frame has loaded, or loaded again by its reader's wish. */
    arrived() {
      if (this.forbidden) return; // the browser's own page, in some
      this.drop("the figure was loaded again");
      if (this.live.settled) this.live = new Deferred();
      this.phase = "loading";
      this.isThere = true;
      this.origin = null;
      // To whatever is there: what does not come, or may not be framed, is the browser's own page.
      this.frame.contentWindow?.postMessage({ emergent: protocol, method: "hello" }, "*");
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.giveUp(), silence);
    }

    /** A policy of the page forbids something: if it is the frame, Firefox tells of no load. */
    forbid({ effectiveDirective, blockedURI }) {
      if (!this.frame || !blockedURI.startsWith(this.address.origin) || !/^(frame|child|default)-src$/.test(effectiveDirective)) return;
      this.forbidden = true;
      this.giveUp();
    }

    /** Nobody speaks in the frame: the poster stays, with a sentence and a way to the figure. */
    giveUp() {
      this.shadowRoot.getElementById("box").className = "silent";
      this.picture.hidden = false;
      const page = new URL(this.address);
      page.searchParams.delete("embed");
      page.searchParams.delete("backed"); // alone it has no picture behind it
      const link = Object.assign(document.createElement("a"), { href: page.href, target: "_blank", rel: "noopener", textContent: "Open it in a page of its own." });
      this.note.replaceChildren("The figure does not come: its host or this page may not allow to frame it. ", link);
      this.fail(`the figure does not answer: is ${this.address.origin}${this.address.pathname} there, and does this page allow to frame it?`);
    }

    /** The frame has spoken, if late. */
    hush() {
      this.shadowRoot.getElementById("box").className = "";
      this.note.replaceChildren();
    }

    mayLeave() {
      return !this.isNear && !this.leaving && this.asked === 0 && this.getRootNode().activeElement !== this.frame;
    }

    /** Back to the poster; where the figure lives, to a picture of what it shows. */
    async leave() {
      const frame = this.frame;
      this.leaving = true;
      let svg = "";
      if (this.phase === "live") {
        const late = new Promise((done) => setTimeout(done, 2000));
        svg = await Promise.race([this.send("exportSVG", []).catch(() => ""), late]);
      }
      this.leaving = false;
      if (this.frame !== frame || !this.mayLeave()) return;
      this.unload("the figure is off the screen", text(svg, Infinity));
    }

    unload(why, svg) {
      if (!this.frame) return;
      clearTimeout(this.waiting);
      loaded.delete(this);
      clearTimeout(this.portraying);
      this.hush();
      const frame = this.frame;
      this.frame = null;
      this.isThere = false;
      frame.remove();
      this.gone.resolve();
      this.drop(why);
      if (this.live.settled) this.live = new Deferred();
      this.phase = "poster";
      if (svg) this.show("", svg);
      this.picture.hidden = false;
    }

    // Talk with the frame -----------------------------------------------------------------

    // The frame's origin is that of its address. It is opaque, and called "null", where the
    // page around it, or the element, is sandboxed without allow-same-origin. Anybody's
    // sandboxed frame is called "null": then the check of the source, which nobody can
    // forge, is what remains, and "null" is accepted nowhere else.
    mayCome(origin) {
      if (this.origin !== null) return origin === this.origin;
      return origin === this.address.origin || (this.isOpaque() && origin === "null");
    }

    // Without its origin a frame may not have its host's modules, unless that sends CORS headers,
    // and in WebKit not even its style sheets: 'self' is nothing there. The page that is one file
    // needs neither.
    isOpaque() {
      const flags = this.getAttribute("sandbox");
      return self.origin === "null" || (flags !== null && !/(^|\s)allow-same-origin(\s|$)/i.test(flags));
    }

    // A message for an opaque origin can only be sent to "*". What is sent is no secret.
    target() {
      const opaque = this.origin ? this.origin === "null" : this.mayCome("null");
      return opaque || this.address.origin === "null" ? "*" : this.address.origin;
    }

    post(message) {
      if (this.isThere) this.frame.contentWindow?.postMessage({ emergent: protocol, ...message }, this.target());
    }

    hear(e) {
      const m = e.data;
      if (!this.frame || e.source !== this.frame.contentWindow || !this.mayCome(e.origin)) return;
      if (typeof m !== "object" || m === null || !("emergent" in m)) return;
      this.origin = e.origin;
      clearTimeout(this.waiting);
      this.hush();
      if (m.emergent !== protocol) this.fail(`the figure speaks version ${text(String(m.emergent), 20)}, this page version ${protocol}: load embed.js from where stage.html is`);
      else if (m.event === "ready") this.becomeReady();
      else if (m.event === "change") this.changed(m.detail);
      else if (m.event === "state") this.kept = { hash: text(m.detail?.hash, 1e5) || this.kept?.hash, theme: word(m.detail?.theme) };
      else if (m.event === "escape") this.escape();
      else if (m.event === "error") this.fail(text(m.detail?.message));
      else this.answer(m);
    }

    answer({ id, result, error }) {
      const call = this.calls.get(id);
      if (!call) return;
      this.calls.delete(id);
      if (error !== undefined) call.reject(new Error(text(error)));
      else call.resolve(result);
    }

    changed(detail) {
      this.tell("change", detail);
      if (!detail?.live) this.portray();
    }

    // A printed page shows a picture of the figure in place of its frame, which a browser would
    // squeeze. Printing does not wait, so the picture is taken when the figure has come to rest.
    portray() {
      clearTimeout(this.portraying);
      this.portraying = setTimeout(async () => {
        if (this.phase !== "live") return;
        const svg = await this.send("exportSVG", []).catch(() => "");
        if (svg && this.phase === "live") this.show("", text(svg, Infinity));
      }, repose);
    }

    async becomeReady() {
      const frame = this.frame;
      if (this.live.settled) this.live = new Deferred();
      try {
        if (this.source) await this.send("setScenario", [await this.source]);
      } catch (e) {
        this.tell("error", { message: e.message });
      }
      this.source = null;
      if (this.frame !== frame) return;
      this.phase = "live";
      this.picture.hidden = true;
      this.portray();
      this.live.resolve();
      if (!this.isNear) this.post({ method: "pause" });
      if (!this.greeted) this.tell("ready");
      this.greeted = true;
      makeRoom();
    }

    async fetchSource() {
      const response = await fetch(new URL(this.getAttribute("src"), document.baseURI));
      if (!response.ok) throw new Error(`src: the server answered ${response.status}`);
      return response.json();
    }

    /** The figure has stopped, or has never started. It may be loaded again in its frame. */
    fail(message) {
      clearTimeout(this.waiting);
      this.phase = "error";
      if (this.live.settled) this.live = new Deferred();
      this.live.reject(new Error(message));
      this.drop(message);
      this.tell("error", { message });
    }

    /** Escape in the figure gives the keys back to the page. */
    escape() {
      if (this.getRootNode().activeElement === this.frame) this.frame.blur();
    }

    tell(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { detail }));
    }

    /** Refuses every call that waits for an answer. */
    drop(why) {
      for (const { reject } of this.calls.values()) reject(new Error(why));
      this.calls.clear();
    }

    send(method, args) {
      const id = this.nextCall++;
      return new Promise((resolve, reject) => {
        this.calls.set(id, { resolve, reject });
        try {
          this.post({ id, method, args });
        } catch (e) { // what cannot be copied cannot be sent
          this.calls.delete(id);
          reject(e);
        }
      });
    }

    /** Calls a method of the figure, loading it first if need be. */
    async call(method, ...args) {
      if (!this.isConnected) throw new Error("the figure is not in a page");
      this.asked++;
      try {
        await this.awake();
        return await this.send(method, args);
      } finally {
        this.asked--;
        makeRoom(); // it may have been loaded for this call alone
      }
    }

    // A figure that is moved while it is waited for is loaded again and waited for again.
    async awake() {
      for (let frame = null; frame === null || frame !== this.frame;) {
        if (!this.isConnected) throw new Error("the figure was taken out of the page");
        if (!this.frame) this.load();
        frame = this.frame;
        await Promise.race([this.live.promise, this.gone.promise]);
      }
    }

    /** Resolves when the figure can be talked to. */
    get ready() {
      return this.live.promise;
    }

    attributeChangedCallback(name, before, now) {
      if (!this.shadowRoot || before === now) return;
      if (name === "height") return this.size();
      if (name === "poster" || name === "base") return this.showPoster();
      if (name === "theme" && this.kept) this.kept.theme = "";
      if (name === "theme") this.themed = this.wanted();
      if (["preset", "state", "src"].includes(name)) this.kept = null; // it starts anew
      if (!this.frame && !(name === "scene" && this.kept)) return this.showPoster();
      const refused = (e) => { if (this.isConnected) this.tell("error", { message: e.message }); };
      const change = {
        theme: () => this.call("theme", now ?? "auto"),
        ui: () => this.call("ui", now ?? "full"),
        scene: () => this.call("setView", { scene: now || "hull" }),
        preset: () => now && this.call("preset", now),
        state: () => now && this.call("state", stateOf(now)),
        src: () => now && this.fetchSource().then((s) => this.call("setScenario", s)),
      }[name];
      Promise.resolve(change?.()).catch(refused);
    }
  }

  for (const name of methods) {
    EmergentAlignment.prototype[name] = function (...args) { return this.call(name, ...args); };
  }
  // Attributes are properties too, as frameworks set them.
  for (const name of [...EmergentAlignment.observedAttributes, "sandbox"]) {
    Object.defineProperty(EmergentAlignment.prototype, name, {
      configurable: true,
      enumerable: true,
      get() { return this.getAttribute(name) ?? ""; },
      set(value) {
        if (value === null || value === undefined || value === false) this.removeAttribute(name);
        else this.setAttribute(name, String(value));
      },
    });
  }
  customElements.define("emergent-alignment", EmergentAlignment);
})();
