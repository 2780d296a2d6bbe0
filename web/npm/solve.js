// The engine in a worker, without a page: for Node and browsers.

const isNode = typeof process === "object" && Boolean(process.versions?.node) && typeof document === "undefined";
const waiting = new Map();
let next = 1;
let worker = null;

/** Resolves to the result of a scenario, an object or its JSON. */
export async function solve(scenario) {
  const text = typeof scenario === "string" ? scenario : JSON.stringify(scenario);
  worker ??= start();
  const it = await worker;
  const id = next++;
  const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  it.ref?.(); // Node stays for an answer, and for nothing else
  it.postMessage({ id, text });
  try {
    return await answer;
  } finally {
    if (waiting.size === 0) it.unref?.();
  }
}

/** Ends the worker; the next solve starts another. */
export function close() {
  worker?.then((it) => it.terminate());
  fail(new Error("solve: closed"));
}

async function start() {
  const address = new URL("./solve-worker.js", import.meta.url);
  if (!isNode) {
    const it = new Worker(address, { type: "module" });
    it.onmessage = (e) => hear(e.data);
    it.onerror = (e) => fail(new Error(`solve: the engine could not be loaded (${e.message ?? "network"})`));
    return it;
  }
  const threads = "node:worker_threads"; // by a name that bundlers for browsers leave alone
  const { Worker: Thread } = await import(/* @vite-ignore */ /* webpackIgnore: true */ threads);
  const it = new Thread(address);
  it.on("message", hear);
  it.on("error", fail);
  it.unref();
  return it;
}

function hear({ id, text, fatal }) {
  if (fatal) return fail(new Error(`solve: ${fatal}`));
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  const { result, error } = JSON.parse(text);
  if (error === undefined) resolve(result);
  else reject(new Error(error));
}

function fail(e) {
  worker = null;
  for (const { reject } of waiting.values()) reject(e);
  waiting.clear();
}
