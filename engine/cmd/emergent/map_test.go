package main

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

const criteria = `{"version":1,"states":["x","y"],"actions":["a","b"],"prior":[0.7,0.3],
"criteria":[{"name":"fit","utility":[[1,0],[0,1]]},{"name":"a, always","utility":[[1,1],[0,0]]},{"name":"b","utility":[[0,0],[1,1]]}],
"user":{"name":"U","weights":[1,0,0]},"agents":[{"name":"A","weights":[0.2,0.8,0]},{"name":"B","weights":[0.5,0.5,0]}]}`

// TestMap: every place once, in CSV and in JSON, with what solve says of the scenario there.
func TestMap(t *testing.T) {
	files(t, map[string]string{"s.json": criteria})
	for _, who := range []string{"user", "agent"} {
		csvOut := emergent("", "map", "s.json", "-of", who, "-lines", "4")
		csvOut.want(t, 0, "")
		jsonOut := emergent("", "map", "-json", "s.json", "-of", who, "-lines", "4")
		jsonOut.want(t, 0, "")
		rows := strings.Split(strings.TrimSpace(csvOut.out), "\n")
		lines := strings.Split(strings.TrimSpace(jsonOut.out), "\n")
		if rows[0] != `fit,"a, always",b,value,loss` || len(rows) != 1+15 || len(lines) != 15 {
			t.Fatalf("%s: head %q, %d rows, %d lines, want 16 and 15", who, rows[0], len(rows), len(lines))
		}
		for i, text := range lines {
			var place struct {
				Weights     []float64
				Value, Loss float64
				Known       bool
			}
			if err := json.Unmarshal([]byte(text), &place); err != nil {
				t.Fatal(err)
			}
			if want := worstThere(t, who, place.Weights); !place.Known || math.Abs(place.Value-want) > 1e-12 {
				t.Errorf("%s at %v: %g, want %g", who, place.Weights, place.Value, want)
			}
			cells := strings.Split(rows[1+i], ",")
			if got, _ := strconv.ParseFloat(cells[3], 64); got != place.Value {
				t.Errorf("row %q, JSON says %g", rows[1+i], place.Value)
			}
		}
	}
}

func worstThere(t *testing.T, who string, w []float64) float64 {
	t.Helper()
	s, err := engine.Parse([]byte(criteria))
	if err != nil {
		t.Fatal(err)
	}
	if who == "user" {
		s, err = engine.Apply(s, engine.SetWeights{Agent: engine.User, Weights: w})
	} else {
		s, err = engine.Apply(s, engine.AddAgent{Party: engine.Party{Name: "C", Weights: w}})
	}
	if err != nil {
		t.Fatal(err)
	}
	return engine.Solve(s).Equilibria.Worst.User
}

func TestMapRefuses(t *testing.T) {
	files(t, map[string]string{"s.json": criteria, "bare.json": good})
	for _, row := range []struct {
		args []string
		want string
	}{
		{[]string{"map"}, "emergent: map: 0 scenarios given, must be one (emergent help map)\n"},
		{[]string{"map", "s.json", "-of", "me"}, "emergent: s.json: map: who: is \"me\", must be user or agent\n"},
		{[]string{"map", "s.json", "-value", "x"},
			"emergent: s.json: map: guarantee: is \"x\", must be worst, floor or epsilon\n"},
		{[]string{"map", "bare.json"}, "emergent: bare.json: criteria: 0 given, a map needs 2 or more\n"},
		{[]string{"map", "s.json", "-lines", "0"}, "emergent: map: -lines is 0, must be at least 1\n"},
		{[]string{"map", "s.json", "-lines", "99999"},
			"emergent: map: -lines 99999 makes more than 200000 places; fewer lines would do\n"},
	} {
		emergent("", row.args...).want(t, 2, row.want)
	}
}
