package align

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// The reference cases were computed by an independent solver; see engine/testdata.
type party struct {
	Weights []float64
	Utility [][]float64
}

type referenceCase struct {
	Scenario struct {
		States   []string
		Criteria []party
		User     party
		Agents   []party
	}
	Expect struct {
		Alignment []struct {
			Combination, Offset string
			Epsilon             float64
		}
		Depth int
	}
}

// entries flattens a party's utility, mixing the criteria where it is given by weights.
func (c *referenceCase) entries(p party) []float64 {
	var out []float64
	for _, row := range p.Utility {
		out = append(out, row...)
	}
	for j, w := range p.Weights {
		v := c.entries(c.Scenario.Criteria[j])
		if out == nil {
			out = make([]float64, len(v))
		}
		add(out, w, v)
	}
	return out
}

func (c *referenceCase) table() Table {
	t := Table{User: c.entries(c.Scenario.User), States: len(c.Scenario.States)}
	for _, a := range c.Scenario.Agents {
		t.Agents = append(t.Agents, c.entries(a))
	}
	return t
}

var offsets = map[string]Offset{"none": NoOffset, "constant": Constant, "state": State}

// TestCases: epsilon of all six variants and depth of every reference case, to 1e-6, with
// certificates to rounding.
func TestCases(t *testing.T) {
	files, _ := filepath.Glob("../testdata/cases/*.json")
	if len(files) < 52 {
		t.Fatalf("%d cases, want 52", len(files))
	}
	var s Solver
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var c referenceCase
		if err := json.Unmarshal(data, &c); err != nil {
			t.Fatal(err)
		}
		table := c.table()
		if len(c.Expect.Alignment) != len(variants) {
			t.Fatalf("%s: %d variants", file, len(c.Expect.Alignment))
		}
		for _, want := range c.Expect.Alignment {
			v := Variant{want.Combination == "conic", offsets[want.Offset]}
			got := s.Solve(table, v)
			if math.Abs(got.Epsilon-want.Epsilon) > 1e-6 {
				t.Errorf("%s, %+v: epsilon %v, want %v", file, v, got.Epsilon, want.Epsilon)
			}
			if err := got.Check(table, v, rounding); err != nil {
				t.Errorf("%s, %+v: %v", file, v, err)
			}
		}
		depth, exact := s.Depth(table, Variant{false, Constant}, 1e-6)
		if depth != c.Expect.Depth || !exact {
			t.Errorf("%s: depth %d (exact %v), want %d", file, depth, exact, c.Expect.Depth)
		}
	}
}
