// The front end of the Jupyter widget (anywidget): one frame, and the protocol of docs/embed.md
// between it and the traits of the Python object.

const protocol = 1;

/** Where the frame's page is: on a host, or inside the model. */
function address(model) {
  const base = model.get("base");
  if (base) return new URL("stage.html?embed=1", base.endsWith("/") ? base : `${base}/`).href;
  return URL.createObjectURL(new Blob([model.get("page")], { type: "text/html" }));
}

class Talk {
  constructor(frame, heard) {
    this.frame = frame;
    this.heard = heard;
    this.waiting = new Map();
    this.next = 1;
    this.hear = (e) => this.take(e);
    addEventListener("message", this.hear);
    frame.addEventListener("load", () => this.post({ method: "hello" }));
  }

  post(message) {
    this.frame.contentWindow?.postMessage({ emergent: protocol, ...message }, "*"); // nothing of it is secret
  }

  call(method, ...args) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.post({ id, method, args });
    });
  }

  take({ source, data }) {
    if (source !== this.frame.contentWindow || data?.emergent !== protocol) return;
    if (data.event) return this.heard(data.event, data.detail);
    const call = this.waiting.get(data.id);
    this.waiting.delete(data.id);
    if (data.error !== undefined) call?.reject(new Error(data.error));
    else call?.resolve(data.result);
  }

  end() {
    removeEventListener("message", this.hear);
    for (const { reject } of this.waiting.values()) reject(new Error("the figure was taken away"));
  }
}

/** Keeps a model and the figure of a frame in step. */
class Pair {
  constructor(model, frame) {
    this.model = model;
    this.shown = ""; // the scenario that the figure was last known to have, as JSON
    this.talk = new Talk(frame, (event, detail) => this.heard(event, detail));
    this.move = () => this.moved();
    model.on("change:scenario", this.move);
  }

  async heard(event, detail) {
    if (event === "error") this.say(detail.message);
    else if (event === "ready") await this.begin().catch((e) => this.say(e.message));
    else if (event === "change" && !detail.live) await this.tell(detail.scenario);
  }

  async begin() {
    const { model, talk } = this;
    const [scenario, preset, scene] = ["scenario", "preset", "scene"].map((name) => model.get(name));
    await talk.call("theme", model.get("theme"));
    await talk.call("ui", model.get("ui"));
    if (Object.keys(scenario).length > 0) await talk.call("setScenario", scenario);
    else if (preset) await talk.call("preset", preset);
    if (scene) await talk.call("setView", { scene });
    await this.tell(await talk.call("getScenario"));
  }

  /** Tells Python what the figure shows, and what follows from it. */
  async tell(scenario) {
    const text = JSON.stringify(scenario);
    if (text === this.shown) return;
    this.shown = text;
    const result = await this.talk.call("getResult");
    if (text !== this.shown) return; // a newer one is on its way
    for (const [name, value] of Object.entries({ scenario, result, error: "" })) this.model.set(name, value);
    this.model.save_changes();
  }

  /** Python has set a scenario. */
  moved() {
    const scenario = this.model.get("scenario");
    if (JSON.stringify(scenario) === this.shown) return;
    this.talk.call("setScenario", scenario).catch((e) => this.say(e.message));
  }

  say(message) {
    this.model.set("error", message);
    this.model.save_changes();
  }

  end() {
    this.model.off("change:scenario", this.move);
    this.talk.end();
  }
}

function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.title = "Interactive figure: emergent alignment via competition";
  frame.allow = "clipboard-write";
  frame.style.cssText = `width:100%;height:${model.get("height")}px;border:0`;
  const pair = new Pair(model, frame);
  frame.src = address(model);
  el.append(frame);
  return () => {
    pair.end();
    if (frame.src.startsWith("blob:")) URL.revokeObjectURL(frame.src);
  };
}

export default { render };
