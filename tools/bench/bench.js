// Measures in one page: the project's solver and HiGHS on the same problems.
"use strict";

const tables = 8; // as in page/main.go

async function start() {
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetch("page.wasm"), go.importObject);
  go.run(instance);
  window.highs = await Module({ locateFile: (name) => name });
  return true;
}

// min epsilon subject to |sum_i w_i U_i(e) + c - u(e)| <= epsilon, w >= 0, sum w = 1, as the
// arrays that HiGHS reads fastest: dense rows in compressed form.
function model([user, ...agents]) {
  const k = agents.length;
  const n = user.length;
  const inf = highs.infinity;
  const starts = [0];
  const indices = [];
  const values = [];
  const rowLower = [];
  const rowUpper = [];
  const row = (pairs, lower, upper) => {
    for (const [i, v] of pairs) { indices.push(i); values.push(v); }
    starts.push(indices.length);
    rowLower.push(lower);
    rowUpper.push(upper);
  };
  for (let e = 0; e < n; e++) {
    const mix = agents.map((u, i) => [i, u[e]]);
    row([...mix, [k, -1], [k + 1, 1]], -inf, user[e]);
    row([...mix, [k, 1], [k + 1, 1]], user[e], inf);
  }
  row(agents.map((_, i) => [i, 1]), 1, 1);
  const cols = k + 2;
  return {
    numCols: cols,
    numRows: 2 * n + 1,
    colCost: Float64Array.from({ length: cols }, (_, i) => (i === k ? 1 : 0)),
    colLower: Float64Array.from({ length: cols }, (_, i) => (i === k + 1 ? -inf : 0)),
    colUpper: new Float64Array(cols).fill(inf),
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    matrix: { format: "csr", numRows: 2 * n + 1, numCols: cols, starts: Int32Array.from(starts), indices: Int32Array.from(indices), values: Float64Array.from(values) },
  };
}

// The same as text in the format of CPLEX, for the call that most people make.
function text([user, ...agents]) {
  const n = (x) => (x < 0 ? "- " : "+ ") + Math.abs(x);
  const lines = ["Minimize", " eps", "Subject To"];
  user.forEach((u, e) => {
    const mix = agents.map((a, i) => `${n(a[e])} w${i}`).join(" ");
    lines.push(` ${mix} + c - eps <= ${u}`, ` ${mix} + c + eps >= ${u}`);
  });
  lines.push(` ${agents.map((_, i) => `+ w${i}`).join(" ")} = 1`, "Bounds", " c free", "End");
  return lines.join("\n");
}

// Milliseconds a run, by runs that fill at least 60 ms: median and spread of samples.
function sample(run) {
  let n = 1;
  while (n * run(n) < 60) n *= 2;
  const all = Array.from({ length: 9 }, () => run(n)).sort((a, b) => a - b);
  return { median: all[4], least: all[0], most: all[8] };
}

function measure(agents, entries) {
  bench.load(agents, entries);
  const models = Array.from({ length: tables }, (_, i) => model(bench.table(i)));
  const out = { ours: sample((n) => bench.solve(n)) };
  let disagreement = 0;
  for (const presolve of ["off", "on"]) {
    const h = highs.createModel(models[0]);
    h.options.set({ output_flag: false, presolve, solver: "simplex" });
    models.forEach((m, i) => {
      h.passModel(m);
      h.run();
      disagreement = Math.max(disagreement, Math.abs(h.getObjectiveValue() - bench.epsilon(i)));
    });
    out[`presolve ${presolve}`] = sample((n) => {
      const t = performance.now();
      for (let i = 0; i < n; i++) {
        h.passModel(models[i % tables]);
        h.run();
      }
      return (performance.now() - t) / n;
    });
    h.dispose();
  }
  const texts = models.map((_, i) => text(bench.table(i)));
  texts.forEach((t, i) => {
    disagreement = Math.max(disagreement, Math.abs(highs.solve(t, { output_flag: false }).ObjectiveValue - bench.epsilon(i)));
  });
  out.text = sample((n) => {
    const t = performance.now();
    for (let i = 0; i < n; i++) highs.solve(texts[i % tables], { output_flag: false });
    return (performance.now() - t) / n;
  });
  out.disagreement = disagreement;
  return out;
}
