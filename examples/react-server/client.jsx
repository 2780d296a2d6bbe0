import { hydrateRoot } from "react-dom/client";
import { App } from "./app.jsx";

// Late, as on a slow line: the figure is there before React is.
customElements.whenDefined("emergent-alignment")
  .then(() => document.querySelector("emergent-alignment").ready)
  .then(() => hydrateRoot(document.getElementById("root"), <App />, { onRecoverableError: (e) => console.error(`hydration: ${e.message}`) }))
  .then(() => { document.documentElement.dataset.hydrated = "true"; });
