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

async function act(figure, { press, remove, move, merge, partway, silence, scene }) {
  for (const [name, value] of new URLSearchParams(press ?? "")) await patiently(() => figure.press(name, value));
  if (remove === "random") {
    const { agents } = await figure.getScenario();
    if (agents.length > 1) await figure.removeAgent(Math.floor(Math.random() * agents.length));
  }
  if (partway || merge || silence !== undefined) await figure.setScenario(without(await figure.getScenario(), { partway, merge }));
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
  if (scene) await figure.setView({ scene });
}

let bayesian = null; // the user before she moved only a part of the way
let rivals = null; // the agents before they acted as one

const asOne = "All as one";

/** A scenario in which one assumption of the theorem fails, and no other: she moves only a part of the
    way, all agents act as one, or else nobody is believed. */
function without(scenario, { partway, merge }) {
  if (scenario.user.weights) bayesian = scenario.user;
  else if (bayesian) scenario.user = bayesian;
  if (scenario.agents.length > 1) rivals = scenario.agents;
  else if (rivals && scenario.agents[0].name === asOne) scenario.agents = rivals;
  delete scenario.conversation; // its rules are one for each agent
  const mean = (list) => list[0].map((_, j) => list.reduce((sum, w) => sum + w[j], 0) / list.length);
  if (partway) scenario.user = reluctant(scenario, Number(partway));
  else if (merge) scenario.agents = [{ name: asOne, weights: mean(scenario.agents.map((a) => a.weights)) }];
  else scenario.conversation = { rounds: 1, rules: scenario.agents.map(() => "silent") };
  return scenario;
}

/** Somebody who chooses as the user does who moves only a share of the way from the prior to what she
    should believe: with belief p she takes the best action at share p + (1 - share) prior, which is
    best at p for the utilities share u(a, y) + (1 - share) E u(a). */
function reluctant({ user, criteria, prior }, share) {
  const utility = user.utility ?? criteria[0].utility.map((row, a) => row.map((_, y) => user.weights.reduce((sum, w, k) => sum + w * criteria[k].utility[a][y], 0)));
  const expected = utility.map((row) => row.reduce((sum, u, y) => sum + u * prior[y], 0));
  return { name: user.name, utility: utility.map((row, a) => row.map((u) => share * u + (1 - share) * expected[a])) };
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
