package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// settled times a new scenario in the figure that is shown, from its coming to the fresh answer.
const settled = `(async (scenario) => {
	const start = performance.now();
	await emergent.setScenario(scenario);
	while (!document.getElementById("stale").hidden) await new Promise((done) => setTimeout(done));
	return performance.now() - start;
})(%s)`

// severalUsers measures several users: drags among two, and the answer for four.
func severalUsers(r *report, tab context.Context, url string) error {
	r.section("Several users",
		"Milliseconds. Drags as above, of two users' games of 3 signals, 3 actions and 5 agents, three of which want "+
			"something else of the second user: under the anonymous policy, with what both get under either. "+
			"Answer: a new game of 4 users, 4 signals, 4 actions and 8 agents in the figure of equilibria, from its "+
			"coming to the answer on the screen's state; most of several, the first of which waits for the worker to "+
			"load, is left out.")
	for _, c := range []struct{ scene, handle, what string }{
		{"hull", "user:1", "drag of the second user's star"},
		{"equilibrium", "prior", "drag of the prior of two users"},
	} {
		if err := open(tab, url+"/stage.html?scene="+c.scene); err != nil {
			return err
		}
		if _, err := evaluate[any](tab, "emergent.ready.then(() => emergent.setScenario(%s))", twoUsers()); err != nil {
			return err
		}
		d, err := drag(tab, c.handle)
		if err != nil {
			return err
		}
		r.reach(d.work.at(0.95) < 3, c.what+", 3 signals, 3 actions, 5 agents: main thread, page included",
			"95 % under 3 ms",
			"%s ms of work (median %s)", millis(d.work.at(0.95)), millis(d.work.at(0.5)))
	}
	return fourUsers(r, tab)
}

// twoUsers is the game of leaningAgents with a second user, of whom some agents want something else.
func twoUsers() string {
	const second = `,
	population: { policy: "anonymous", users: [{ name: "Listener", share: 0.4, weights: [0.3, 0.6, 0.1] }] },
}`
	s := strings.TrimSuffix(leaningAgents, ",\n}") + second
	return `(s => { for (const [i, weights] of [[0, [0.5, 0.3, 0.2]], [2, [0.1, 0.7, 0.2]], [4, [0, 0.2, 0.8]]]) ` +
		`s.agents[i].toward = { Listener: { weights } }; return s })(` + s + `)`
}

// fourUsers times games of four users.
func fourUsers(r *report, tab context.Context) error {
	const games = 8
	var times sample
	for seed := range uint64(games) {
		text, err := amongFour(seed)
		if err != nil {
			return err
		}
		ms, err := evaluate[float64](tab, settled, text)
		if err != nil {
			return err
		}
		if seed > 0 {
			times = append(times, ms)
		}
	}
	r.reach(times.at(1) < 1000, "4 users, 4 signals, 4 actions, 8 agents: all of the figure of equilibria",
		"under 1,000 ms", "%s ms (most of %d)", millis(times.at(1)), len(times))
	return nil
}

// amongFour is a game of uniform utilities with three further users, of the first of whom every agent
// wants something else.
func amongFour(seed uint64) (string, error) {
	var s, other map[string]any
	if err := json.Unmarshal([]byte(randomScenario(4, 4, 8, seed)), &s); err != nil {
		return "", err
	}
	var users []any
	for i := range 3 {
		if err := json.Unmarshal([]byte(randomScenario(4, 4, 8, 100+10*seed+uint64(i))), &other); err != nil {
			return "", err
		}
		users = append(users, map[string]any{"name": fmt.Sprint("User ", i+2), "share": 0.25,
			"utility": other["user"].(map[string]any)["utility"]})
	}
	for i, wish := range other["agents"].([]any) {
		s["agents"].([]any)[i].(map[string]any)["toward"] =
			map[string]any{"User 2": map[string]any{"utility": wish.(map[string]any)["utility"]}}
	}
	s["population"] = map[string]any{"policy": "anonymous", "users": users}
	text, err := json.Marshal(s)
	return string(text), err
}
