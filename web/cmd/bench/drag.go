package main

import (
	"context"
	"fmt"
	"slices"
)

// drags are the figures moved: by the handle named, all sections that the figure shows.
var drags = []struct{ scene, preset, handle string }{
	{"hull", "specialists", "user"}, {"hull", "crowd", "agent:0"},
	{"equilibrium", "judge", "prior"}, {"equilibrium", "specialists", "prior"}, {"equilibrium", "crowd", "prior"},
	{"conversation", "clinic", ""}, {"quantal", "overload", "lambda"}, {"selection", "shared-bias", ""},
}

// moves is how many times a handle is moved in one measurement; the first few warm up.
const moves, warm = 320, 20

// nudging moves a handle by key, measures the event handler, which solves, and then waits
// until the answer that is shown is that of the scenario, drawn and laid out.
const nudging = `emergent.ready.then(async () => {
	const all = [...document.querySelectorAll("[data-handle]")].filter((h) => h.getAttribute("aria-disabled") !== "true");
	const handle = all.find((h) => h.dataset.handle === %q) ?? all[0];
	if (!handle) return { event: [], answer: [], frame: 0 };
	const event = [], answer = [];
	for (let i = 0; i < %d; i++) {
		const key = ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"][i >> 2 & 3];
		const start = performance.now();
		handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
		event.push(performance.now() - start);
		await emergent.getResult();
		while (!document.getElementById("stale").hidden) await new Promise((done) => setTimeout(done));
		answer.push(performance.now() - start);
		if (i %% 4 === 0) await new Promise((done) => setTimeout(done, 10));
	}
	return { event: event.slice(%d), answer: answer.slice(%d), frame: emergent.stats().frame };
})`

// dragging measures moves in every figure.
func dragging(r *report, tab context.Context, url string) error {
	r.section("One move of a point in a figure, in Chromium",
		"Event: main-thread milliseconds from the event to everything that follows from it in the same task (edits, answers, layout, panel, handles). "+
			"Fresh: from the event until the answer on the screen's state is that of the new scenario, wherever it was computed. Every figure asks for all the sections it shows.")
	var rows [][]string
	var fresh, events sample
	for _, d := range drags {
		if err := open(tab, fmt.Sprintf("%s/stage.html?scene=%s&preset=%s", url, d.scene, d.preset)); err != nil {
			return err
		}
		m, err := evaluate[struct{ Event, Answer []float64 }](tab, nudging, d.handle, moves, warm, warm)
		if err != nil {
			return err
		}
		event, answer := sample(m.Event), sample(m.Answer)
		if len(event) == 0 {
			continue
		}
		rows = append(rows, slices.Concat([]string{d.scene + ", " + d.preset}, event.cells(), []string{millis(answer.at(0.5)), millis(answer.at(0.95))}))
		fresh, events = append(fresh, answer.at(0.95)), append(events, event.at(0.95))
	}
	r.table([]string{"figure and preset", "event: median", "95 %", "99 %", "most", "fresh: median", "95 %"}, rows)
	r.reach(fresh.at(1) < 25, "from pointer event to the fresh answer on the screen's state", "under 25 ms", "%s ms (95 %%, worst figure)", millis(fresh.at(1)))
	return nil
}

// sized drags the user of a scenario of 3 signals, 3 actions and 5 agents in the figure of
// equilibria, the size that most scenarios have.
func sized(r *report, tab context.Context, url string) error {
	if err := open(tab, url+"/stage.html?scene=equilibrium"); err != nil {
		return err
	}
	if _, err := evaluate[any](tab, "emergent.ready.then(() => emergent.setScenario(%s))", fiveAgents); err != nil {
		return err
	}
	m, err := evaluate[struct{ Event, Answer []float64 }](tab, nudging, "prior", moves, warm, warm)
	if err != nil {
		return err
	}
	event := sample(m.Event)
	r.reach(event.at(0.95) < 3 && event.at(0.99) < 8, "drag in the figure of equilibria, 3 signals, 3 actions, 5 agents, main thread, page included",
		"95 % under 3 ms, 99 % under 8 ms", "%s and %s ms", millis(event.at(0.95)), millis(event.at(0.99)))
	return nil
}

const fiveAgents = `{
	version: 1, states: ["x", "y", "z"], actions: ["a", "b", "c"], prior: [0.4, 0.35, 0.25],
	criteria: [
		{ name: "truth", utility: [[1, 0, 0.2], [0.1, 1, 0], [0, 0.3, 1]] },
		{ name: "sales", utility: [[0, 0.1, 0], [0.4, 0.5, 0.6], [1, 0.9, 1]] },
		{ name: "calm", utility: [[1, 1, 0.9], [0.5, 0.4, 0.5], [0, 0.1, 0]] },
	],
	user: { name: "User", weights: [0.6, 0.2, 0.2] },
	agents: [[0.7, 0.3, 0], [0.6, 0, 0.4], [0.3, 0.5, 0.2], [0.2, 0.2, 0.6], [0.5, 0.25, 0.25]].map((weights, i) => ({ name: "Agent " + "ABCDE"[i], weights })),
}`
