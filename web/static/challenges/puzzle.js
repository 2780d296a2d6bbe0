// What a puzzle allows, and whether an answer meets its goal: the same as engine/puzzle, which the
// tests compare it with. Every number here is one that the engine computed.

const slack = 1e-6; // two computed values this near are equal (engine/puzzle, Slack)
const unmoved = 1e-9; // a number this near to the start's has not been moved
const elsewhere = ["title", "conversation", "selection"]; // no goal is about these

export const comparisons = {
  atLeast: (d) => d >= -slack,
  atMost: (d) => d <= slack,
  above: (d) => d > slack,
  below: (d) => d < -slack,
  equal: (d) => Math.abs(d) <= slack,
};

export const truths = { "alignment.inside": (s, r) => r.alignment?.inside };

export const numbers = {
  agents: (s) => s.agents.length,
  "alignment.depth": (s, r) => r.alignment?.depth,
  "alignment.epsilon": (s, r) => r.alignment?.epsilon,
  "benchmarks.none": (s, r) => r.benchmarks?.none,
  "benchmarks.opt": (s, r) => r.benchmarks?.opt,
  "equilibria.best.user": (s, r) => r.equilibria?.best.user,
  "equilibria.worst.user": (s, r) => r.equilibria?.worst.user,
};

/** Whether a condition is met, and the values that decide it; undefined: the result has none. */
export function judge(condition, scenario, result) {
  const { value, holds, compare, number, than } = condition;
  if (holds !== undefined) {
    const left = truths[value](scenario, result);
    return { left, met: left === holds };
  }
  const left = numbers[value](scenario, result);
  const right = number ?? numbers[than](scenario, result);
  return { left, right, met: left !== undefined && right !== undefined && comparisons[compare](left - right) };
}

/** Whether a scenario with its result meets every condition. */
export const met = (puzzle, scenario, result) => puzzle.goal.every((c) => judge(c, scenario, result).met);

const isObject = (x) => typeof x === "object" && x !== null;

function same(a, b) {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= unmoved;
  if (!isObject(a) || !isObject(b)) return a === b;
  return Array.isArray(a) === Array.isArray(b) && [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
}

/** Whether two parties are the same but for letters and, where they may move, what they want. */
function sameParty(a, b, moves) {
  const free = moves ? ["letter", "weights", "utility"] : ["letter"];
  const rest = (party) => Object.fromEntries(Object.entries(party).filter(([key]) => !free.includes(key)));
  return same(rest(a), rest(b));
}

/** The letter of an agent, for as long as it lives. */
export const letterOf = (agent, i) => agent.letter || String.fromCharCode(65 + i);

/** The first part of a scenario that may not change and has: its field, or an agent's name; or "". */
export function stray({ scenario: start, moves }, scenario) {
  for (const key of [...new Set([...Object.keys(start), ...Object.keys(scenario)])].sort()) {
    if (elsewhere.includes(key) || key === "agents" || (key === "prior" && moves.prior)) continue;
    const kept = key === "user" && moves.user ? sameParty(start.user, scenario.user, true) : same(start[key], scenario[key]);
    if (!kept) return key;
  }
  return strayAgent(start, moves, scenario);
}

function strayAgent(start, moves, scenario) {
  const here = new Map(scenario.agents.map((a, i) => [letterOf(a, i), a]));
  for (const [i, was] of start.agents.entries()) {
    const letter = letterOf(was, i);
    const now = here.get(letter);
    here.delete(letter);
    if (!now && moves.leave?.includes(letter)) continue;
    if (!now || !sameParty(was, now, moves.agents?.includes(letter))) return was.name;
  }
  return [...here.values()][0]?.name ?? "";
}

// An answer is what of the start has moved: that is all a link has to carry.

const wants = ({ weights, utility }) => (weights ? { weights } : { utility });

/** What an answer has moved. */
export function answerOf({ scenario: start, moves }, scenario) {
  const agents = {};
  for (const [i, a] of scenario.agents.entries()) agents[letterOf(a, i)] = moves.agents?.includes(letterOf(a, i)) ? wants(a) : {};
  return { agents, ...(moves.user && { user: wants(scenario.user) }), ...(moves.prior && { prior: scenario.prior }) };
}

/** The scenario of an answer; what a puzzle does not allow to move is as at the start. */
export function answered({ scenario: start, moves }, answer) {
  const s = structuredClone(start);
  if (moves.user && answer.user) s.user = { name: s.user.name, ...wants(answer.user) };
  if (moves.prior && answer.prior) s.prior = answer.prior;
  s.agents = s.agents.map((a, i) => ({ ...a, letter: letterOf(a, i) })).filter((a) => !answer.agents || answer.agents[a.letter] || !moves.leave?.includes(a.letter));
  for (const a of s.agents) {
    const to = answer.agents?.[a.letter];
    if (!moves.agents?.includes(a.letter) || !(to?.weights || to?.utility)) continue;
    delete a.weights;
    delete a.utility;
    Object.assign(a, wants(to));
  }
  return s;
}

const list = (x, most) => x === undefined || (Array.isArray(x) && x.length <= most && x.every((t) => typeof t === "string" && t.length <= 300));

/** Refuses what is no puzzle, in a sentence. The scenario in it is checked by the engine. */
export function checked(p) {
  const refuse = (why) => { throw new Error(`the puzzle cannot be read: ${why}`); };
  if (!isObject(p) || p.version !== 1) refuse("its version is not 1");
  if (typeof p.title !== "string" || !p.title.trim() || p.title.length > 60) refuse("title must be text of at most 60 characters");
  if (typeof p.story !== "string" || !p.story.trim() || p.story.length > 600) refuse("story must be text of at most 600 characters");
  if (p.scene !== undefined && !["hull", "equilibrium"].includes(p.scene)) refuse("scene must be hull or equilibrium");
  if (!isObject(p.scenario) || !Array.isArray(p.scenario.agents) || !p.scenario.agents.every(isObject) || !isObject(p.scenario.user)) refuse("scenario is none");
  if (!isObject(p.moves) || !list(p.moves.agents, 24) || !list(p.moves.leave, 24)) refuse("moves must say what may move");
  if (!list(p.hints, 5)) refuse("hints must be at most five texts");
  if (!Array.isArray(p.goal) || !p.goal.length || p.goal.length > 6 || !p.goal.every(isCondition)) refuse("goal must have one to six conditions");
  return p;
}

const has = (o, key) => typeof key === "string" && Object.hasOwn(o, key);

function isCondition(c) {
  if (!isObject(c)) return false;
  const { value, holds, compare, number, than } = c;
  if (has(truths, value)) return typeof holds === "boolean" && compare === undefined && number === undefined && than === undefined;
  if (!has(numbers, value) || !has(comparisons, compare) || holds !== undefined) return false;
  return number === undefined ? has(numbers, than) : Number.isFinite(number) && than === undefined;
}
