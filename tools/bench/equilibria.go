package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
)

// charted shows the charts of every equilibrium beside the picture, and waits for their grips.
const charted = `emergent.ready.then(async () => {
	emergent.setView({ scene: "equilibrium", values: { beside: "every" } });
	while (!document.querySelector('[data-handle="equilibrium:0"]')) await new Promise((done) => setTimeout(done, 20));
})`

// answered times a new scenario in the figure of equilibria, from its coming to the fresh answer.
const answered = `(async (scenario) => {
	const start = performance.now();
	await emergent.setScenario(scenario);
	while (!document.getElementById("stale").hidden || !document.querySelector('[data-handle="equilibrium:0"]'))
		await new Promise((done) => setTimeout(done));
	return performance.now() - start;
})(%s)`

// surveyed times a map: from asking for it to its first picture, and to the whole of it.
const surveyed = `(async (values) => {
	const note = () => [...document.querySelectorAll("#notes li")]
		.map((e) => e.textContent).find((s) => s.startsWith("Each place")) ?? "";
	emergent.setView({ scene: "hull" });
	while (note()) await new Promise((done) => setTimeout(done));
	const start = performance.now();
	emergent.setView({ scene: "hull", values });
	while (!note()) await new Promise((done) => setTimeout(done));
	const first = performance.now() - start;
	while (!note() || note().includes("So far")) await new Promise((done) => setTimeout(done));
	return [first, performance.now() - start];
})(%s)`

// equilibria measures every equilibrium in the hand, and the maps of where one could stand.
func equilibria(r *report, tab context.Context, url string) error {
	r.section("Every equilibrium in the hand, and where one more agent should stand",
		"Milliseconds. Drags as above, with the charts of every equilibrium beside the picture. Answer: a new game of "+
			"8 signals, 8 actions and 24 agents in the figure of equilibria, from its coming to the answer on the "+
			"screen's state, computed by the worker with the polygons of all agents. Maps: on the clock, by the "+
			"worker, which runs already; whole is all 2,145 places and those added along the border.")
	for _, step := range []func(*report, context.Context, string) error{heldDrags, largeSets, maps} {
		if err := step(r, tab, url); err != nil {
			return err
		}
	}
	return nil
}

// heldDrags drags what is held, and the prior under the charts.
func heldDrags(r *report, tab context.Context, url string) error {
	if err := open(tab, url+"/stage.html?scene=equilibrium"); err != nil {
		return err
	}
	if _, err := evaluate[any](tab, "emergent.ready.then(() => emergent.setScenario(%s))", leaningAgents); err != nil {
		return err
	}
	if _, err := evaluate[any](tab, charted); err != nil {
		return err
	}
	for _, c := range []struct{ handle, what string }{
		{"prior", "drag of the prior beside the charts of every equilibrium"},
		{"equilibrium:0", "drag of the equilibrium that is held"},
	} {
		d, err := drag(tab, c.handle)
		if err != nil {
			return err
		}
		r.reach(d.work.at(0.95) < 3, c.what+", 3 signals, 3 actions, 5 agents: main thread, page included",
			"95 % under 3 ms",
			"%s ms of work (median %s)", millis(d.work.at(0.95)), millis(d.work.at(0.5)))
	}
	return nil
}

// leaningAgents is the preset shared-bias with a fifth agent, which has its bias too: the payoffs of its
// equilibria are a polygon of several corners for every agent. At the agents of fiveAgents all
// equilibria give the same, and there would be nothing to drag.
const leaningAgents = `{
	version: 1, states: ["quiet", "news", "rumour"], actions: ["outside", "read", "scroll"], prior: [0.4, 0.3, 0.3],
	criteria: [
		{ name: "wellbeing", utility: [[1, 0.6, 0.8], [0.4, 0.7, 0.3], [0.2, 0.4, 0]] },
		{ name: "knowledge", utility: [[0.3, 0.1, 0.4], [0.5, 1, 0.7], [0.4, 0.6, 0]] },
		{ name: "attention", utility: [[0, 0, 0], [0.4, 0.6, 0.3], [0.8, 1, 0.9]] },
	],
	user: { name: "Reader", weights: [0.55, 0.4, 0.05] },
	agents: [[0.06, 0.12, 0.82], [0.34, 0.04, 0.62], [0.1, 0.36, 0.54], [0.26, 0.24, 0.5], [0.2, 0.16, 0.64]].map(
		(weights, i) => ({ name: "Agent " + "ABCDE"[i], weights })),
}`

// largeSets times the polygons of the largest games that the format admits.
func largeSets(r *report, tab context.Context, _ string) error {
	const games = 6 // of which the first waits for the worker to load
	var times sample
	for seed := range uint64(games) {
		ms, err := evaluate[float64](tab, answered, randomScenario(8, 8, 24, seed))
		if err != nil {
			return err
		}
		if seed > 0 {
			times = append(times, ms)
		}
	}
	r.reach(times.at(1) < 1000, "polygons of 8 signals, 8 actions, 24 agents with all else of the figure, "+
		"in the worker", "under 1,000 ms", "%s ms (most of %d)", millis(times.at(1)), len(times))
	return nil
}

// randomScenario is a game of uniform utilities as JSON.
func randomScenario(states, actions, agents int, seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 17))
	table := func(rows, columns int) [][]float64 {
		t := make([][]float64, rows)
		for i := range t {
			t[i] = make([]float64, columns)
			for j := range t[i] {
				t[i][j] = float64(rng.IntN(1001)) / 1000
			}
		}
		return t
	}
	names := func(prefix string, n int) (list []string) {
		for i := range n {
			list = append(list, fmt.Sprintf("%s%d", prefix, i+1))
		}
		return list
	}
	type party struct {
		Name    string      `json:"name"`
		Utility [][]float64 `json:"utility"`
	}
	var list []party
	for i := range agents {
		list = append(list, party{fmt.Sprint("Agent ", i+1), table(actions, states)})
	}
	prior := make([]float64, states)
	for i := range prior {
		prior[i] = 1 / float64(states)
	}
	data, err := json.Marshal(map[string]any{
		"version": 1, "states": names("s", states), "actions": names("a", actions), "prior": prior,
		"user": party{"User", table(actions, states)}, "agents": list,
	})
	if err != nil {
		panic(err)
	}
	return string(data)
}

// maps times the maps of shared-bias: of the user, which has the worker loaded, then of one more
// agent.
func maps(r *report, tab context.Context, url string) error {
	if err := open(tab, url+"/stage.html?preset=shared-bias"); err != nil {
		return err
	}
	if _, err := evaluate[any](tab, "emergent.ready"); err != nil {
		return err
	}
	var first, whole sample
	for i, values := range []string{`{ map: "epsilon" }`, `{ map: "worst" }`, `{ map: "worst", mapOf: "agent" }`,
		`{ map: "floor", mapOf: "agent" }`, `{ map: "epsilon", mapOf: "agent" }`} {
		ms, err := evaluate[[2]float64](tab, surveyed, values)
		if err != nil {
			return err
		}
		r.say("map %s: first picture %s ms, whole %s ms", values, millis(ms[0]), millis(ms[1]))
		if i > 0 {
			first, whole = append(first, ms[0]), append(whole, ms[1])
		}
	}
	r.reach(first.at(1) < 150, "first picture of a map, preset shared-bias", "under 150 ms", "%s ms (most of %d maps)",
		millis(first.at(1)), len(first))
	r.reach(whole.at(1) < 2000, "the whole map, 2,145 places and its border",
		"under 2,000 ms", "%s ms (most of %d maps)", millis(whole.at(1)), len(whole))
	return nil
}
