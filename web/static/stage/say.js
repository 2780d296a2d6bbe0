// What the page says to the reader outside the figure: short messages, and the overlay
// that replaces a figure that cannot run.

const byId = (id) => document.getElementById(id);
let timer = 0;

/** Shows one sentence. Errors stay until they are dismissed or the next message. */
export function say(text, isError = false) {
  const box = byId("say");
  box.classList.toggle("error", isError);
  box.setAttribute("role", isError ? "alert" : "status");
  byId("say-text").textContent = text;
  box.hidden = false;
  clearTimeout(timer);
  if (!isError) timer = setTimeout(hush, 4000);
}

export function hush() {
  byId("say").hidden = true;
}

/** Shows how far loading is, 0..1; 1 hides nothing: drawn() does. */
export function progress(share) {
  const percent = Math.round(100 * share);
  byId("loading-bar").value = percent;
  byId("loading-text").textContent = percent < 100 ? `Loading the figure: ${percent} %` : "Starting the figure";
}

/** The first frame is on the screen. */
export function drawn() {
  document.documentElement.dataset.state = "live";
}

/** The figure cannot run, or no longer: says so, and offers the next step. */
export function broken(title, text, again) {
  document.documentElement.dataset.state = "broken";
  byId("broken-title").textContent = title;
  byId("broken-text").textContent = text;
  byId("broken-again").hidden = !again;
  byId("broken").hidden = false;
}
