// The buttons in the text: each does to the figure what its sentence asks for, through the page's
// interface, as if it had been done by hand in the figure.

const patience = 400; // times that a control is waited for which comes with an answer, or with the end of a run
const pause = 150; // ms in between

/** Joins the buttons with the figure: prepare(step) has it show a step. */
export function connect(figure, prepare) {
  let last = Promise.resolve(); // what was asked for, one after another as it was asked
  for (const button of document.querySelectorAll("button.do")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      last = last.then(async () => {
        await prepare(button.closest(".step"));
        await act(figure, button.dataset);
      }).catch(() => {}); // the figure says what is wrong
      await last;
      button.disabled = false;
    });
  }
}

async function act(figure, { press, remove, move }) {
  for (const [name, value] of new URLSearchParams(press ?? "")) await patiently(() => figure.press(name, value));
  if (remove === "random") {
    const { agents } = await figure.getScenario();
    if (agents.length > 1) await figure.removeAgent(Math.floor(Math.random() * agents.length));
  }
  if (move) {
    const scenario = await figure.getScenario();
    for (const [who, weights] of move.split(";").map((m) => m.split("="))) {
      const [letter, user] = who.split("/"); // what it wants of everybody, or of one user
      const agent = scenario.agents.find((a, i) => (a.letter || String.fromCharCode(65 + i)) === letter); // its place may have changed
      const wish = user ? agent?.toward?.[user] : agent;
      if (wish) wish.weights = weights.split(",").map(Number);
    }
    await figure.setScenario(scenario);
  }
}

async function patiently(press) {
  for (let tried = 1; ; tried++) {
    try {
      return await press();
    } catch (e) {
      if (tried === patience) throw e;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}
