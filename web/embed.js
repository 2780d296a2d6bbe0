// <emergent-alignment scene preset src state theme ui height poster>: one figure, framed.
// A classic script, because a module from another origin needs headers that static hosts
// do not send. Methods are those of window.emergent and return promises; events are
// "ready", "change" (detail: {scenario, view, live}) and "error" (detail: {message}).
"use strict";
(() => {
  if (customElements.get("emergent-alignment")) return;

  const protocol = 1;
  const base = new URL(".", document.currentScript.src);
  const near = "300px"; // how far off the screen a figure is still kept awake
  const methods = ["getScenario", "setScenario", "getResult", "getView", "setView", "undo", "redo", "exportSVG", "exportPNG", "stats"];
  const word = (value) => (/^[a-z0-9-]{1,40}$/.test(value ?? "") ? value : "");

  class EmergentAlignment extends HTMLElement {
    static observedAttributes = ["scene", "preset", "src", "state", "theme", "ui", "height", "poster"];

    constructor() {
      super();
      this.calls = new Map();
      this.nextCall = 1;
      this.hear = this.hear.bind(this);
      this.loaded = new Promise((resolve, reject) => { this.settle = resolve; this.refuse = reject; });
      this.loaded.catch(() => {}); // told by the event "error" and by every call
    }

    connectedCallback() {
      if (!this.shadowRoot) this.build();
      addEventListener("message", this.hear);
      this.watcher = new IntersectionObserver((entries) => this.seen(entries.at(-1).isIntersecting), { rootMargin: near });
      this.watcher.observe(this);
    }

    disconnectedCallback() {
      removeEventListener("message", this.hear);
      this.watcher.disconnect();
      this.frame?.remove(); // a frame that is moved loads again
      this.frame = null;
    }

    build() {
      const root = this.attachShadow({ mode: "open" });
      this.box = document.createElement("div");
      Object.assign(this.box.style, { position: "relative", overflow: "hidden", height: "100%" });
      this.picture = document.createElement("img");
      this.picture.alt = "";
      Object.assign(this.picture.style, { position: "absolute", inset: "0", width: "100%", height: "100%", objectFit: "contain" });
      this.box.append(this.picture);
      root.append(this.box);
      this.style.display ||= "block";
      this.size();
      this.showPoster();
    }

    size() {
      const height = Number(this.getAttribute("height"));
      if (height >= 100 && height <= 4000) this.style.height = `${height}px`;
      else if (!this.style.height && !this.hasAttribute("height")) this.style.minHeight = "320px";
    }

    showPoster() {
      const theme = this.getAttribute("theme");
      const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
      const own = this.getAttribute("poster");
      const scene = word(this.getAttribute("scene"));
      const name = (word(this.getAttribute("preset")) || "default") + (scene && scene !== "hull" ? `-${scene}` : "");
      this.picture.src = own ? new URL(own, document.baseURI).href : new URL(`static/posters/${name}-${dark ? "dark" : "light"}.svg`, base).href;
    }

    seen(isNear) {
      this.isNear = isNear;
      if (isNear && !this.frame) this.load();
      else this.post({ method: isNear ? "resume" : "pause" });
    }

    load() {
      const page = new URL("stage.html", base);
      page.searchParams.set("embed", "1");
      for (const name of ["scene", "ui", "theme", "preset"]) {
        if (word(this.getAttribute(name))) page.searchParams.set(name, this.getAttribute(name));
      }
      if (this.hasAttribute("state")) page.hash = `v=1&s=${this.getAttribute("state")}`;
      this.origin = page.origin;
      this.dataset.state = "loading";
      this.frame = document.createElement("iframe");
      this.frame.title = this.getAttribute("title") || "Interactive figure: emergent alignment via competition";
      this.frame.allow = "clipboard-write";
      Object.assign(this.frame.style, { position: "absolute", inset: "0", width: "100%", height: "100%", border: "0", colorScheme: "normal" });
      this.frame.addEventListener("load", () => this.post({ method: "hello" }));
      this.frame.src = page.href;
      this.box.append(this.frame);
    }

    // Talk with the frame -----------------------------------------------------------------

    post(message) {
      this.frame?.contentWindow?.postMessage({ emergent: protocol, ...message }, this.origin === "null" ? "*" : this.origin);
    }

    hear(e) {
      const m = e.data;
      if (!this.frame || e.source !== this.frame.contentWindow || e.origin !== this.origin) return;
      if (typeof m !== "object" || m === null || m.emergent !== protocol) return;
      if (m.event === "ready") this.becomeReady();
      else if (m.event === "change") this.tell("change", m.detail);
      else if (m.event === "error") this.fail(m.detail?.message);
      else if (this.calls.has(m.id)) {
        const { resolve, reject } = this.calls.get(m.id);
        this.calls.delete(m.id);
        if ("error" in m) reject(new Error(m.error));
        else resolve(m.result);
      }
    }

    async becomeReady() {
      try {
        if (this.hasAttribute("src") && !this.hasAttribute("state")) await this.send("setScenario", [await this.fetchSource()]);
      } catch (e) {
        this.tell("error", { message: e.message });
      }
      this.dataset.state = "live";
      this.picture.hidden = true;
      this.settle();
      if (!this.isNear) this.post({ method: "pause" });
      this.tell("ready");
    }

    async fetchSource() {
      const response = await fetch(new URL(this.getAttribute("src"), document.baseURI));
      if (!response.ok) throw new Error(`src: the server answered ${response.status}`);
      return response.json();
    }

    fail(message) {
      if (this.dataset.state === "loading") this.dataset.state = "error";
      this.refuse(new Error(message));
      this.tell("error", { message });
    }

    tell(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { detail }));
    }

    send(method, args) {
      const id = this.nextCall++;
      return new Promise((resolve, reject) => {
        this.calls.set(id, { resolve, reject });
        this.post({ id, method, args });
      });
    }

    /** Calls a method of the figure, loading it first if need be. */
    async call(method, ...args) {
      if (!this.isConnected) throw new Error("the figure is not in a page");
      if (!this.frame) this.load();
      await this.loaded;
      return this.send(method, args);
    }

    /** Resolves when the figure can be talked to. */
    get ready() {
      return this.loaded;
    }

    attributeChangedCallback(name, before, now) {
      if (!this.shadowRoot || before === now) return;
      if (name === "height") this.size();
      if (!this.frame) return this.showPoster();
      const refused = (e) => this.tell("error", { message: e.message });
      if (name === "theme") this.post({ method: "theme", args: [now ?? "auto"] });
      if (name === "scene" && now) this.call("setView", { scene: now }).catch(refused);
      if (name === "preset" && now) this.call("preset", now).catch(refused);
      if (name === "state" && now) this.call("state", now).catch(refused);
      if (name === "src" && now) this.fetchSource().then((s) => this.call("setScenario", s)).catch(refused);
      if (name === "ui") this.call("ui", now ?? "full").catch(refused);
    }
  }

  for (const name of methods) {
    EmergentAlignment.prototype[name] = function (...args) { return this.call(name, ...args); };
  }
  customElements.define("emergent-alignment", EmergentAlignment);
})();
