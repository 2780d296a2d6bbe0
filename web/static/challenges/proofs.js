// What the figure can prove of an answer, claim by claim, in the markup of the article's badges.

import { show } from "../article/badges.js";

export function showProofs(box, claims) {
  box.replaceChildren(...claims.filter((c) => c.state === "holds").map((claim) => {
    const badge = document.createElement("details");
    badge.className = "badge";
    badge.append(document.createElement("summary"), document.createElement("div"));
    show(badge, claim);
    return badge;
  }));
}
