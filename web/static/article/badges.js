// Badges in the text: each says whether a claim holds for what the figure shows now, with
// bound, measured value and slack, and opens into the proof with the figure's numbers.

const rest = 120; // milliseconds without a change before the badges follow

const badges = [...document.querySelectorAll("[data-claim]")];

function element(name, className, text) {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.textContent = text;
  return e;
}

function show(badge, claim) {
  const [summary, body] = badge.children;
  badge.dataset.state = claim.state;
  const list = element("ul", "hypotheses", "");
  for (const h of claim.hypotheses) {
    const item = element("li", "", `${h.text}: ${h.why}`);
    item.dataset.holds = h.holds;
    list.append(item);
  }
  const proof = element("ol", "proof", "");
  for (const l of claim.proof ?? []) {
    const item = element("li", "", l.text);
    if (l.numbers) item.append(element("span", "numbers", l.numbers));
    proof.append(item);
  }
  summary.replaceChildren(element("span", "title", claim.title), element("span", "state", claim.words), element("span", "figures", claim.figures));
  body.replaceChildren(element("p", "", claim.statement), list);
  if (proof.childElementCount) body.append(element("p", "lead-in", "Proof, with the numbers of the figure:"), proof);
}

/** Keeps the badges up to date with a figure; asks at most once at a time. */
export function keep(figure) {
  let asking = false;
  let again = false;
  async function refresh() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      const claims = new Map((await figure.call("claims")).map((c) => [c.id, c]));
      for (const badge of badges) {
        const claim = claims.get(badge.dataset.claim);
        if (claim) show(badge, claim);
      }
    } catch {
      // the figure itself says what is wrong; the badges keep what they said last
    }
    asking = false;
    if (again) {
      again = false;
      refresh();
    }
  }
  figure.addEventListener("ready", refresh);
  let timer = 0;
  figure.addEventListener("change", () => {
    clearTimeout(timer); // a drag changes the figure at every pixel
    timer = setTimeout(refresh, rest);
  });
}
