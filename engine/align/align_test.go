package align

import (
	"math"
	"testing"
)

// TestKnown: tables small enough to be solved by hand.
func TestKnown(t *testing.T) {
	tests := []struct {
		name   string
		user   []float64
		agents [][]float64
		states int
		want   [6]float64 // in the order of variants
		why    string
	}{
		{"the agent itself", []float64{0, 1, 0.5, 0.25}, [][]float64{{0, 1, 0.5, 0.25}}, 2,
			[6]float64{0, 0, 0, 0, 0, 0}, "w = 1"},
		{"the opposite agent", []float64{0, 1}, [][]float64{{1, 0}}, 1,
			[6]float64{1, 1, 1, 1, 0.5, 0.5}, "u - U ranges over [-1,1]; conic does best with the offset alone"},
		{"half of an agent", []float64{0, 0.5}, [][]float64{{0, 1}}, 1,
			[6]float64{0.5, 0.25, 0.25, 0, 0, 0}, "w = 1/2 when conic"},
		{"between two", []float64{0.5, 0.5, 0.25}, [][]float64{{1, 0, 0}, {0, 1, 0.5}}, 1,
			[6]float64{0, 0, 0, 0, 0, 0}, "w = (1/2, 1/2)"},
		{"a level off", []float64{0.2, 0.7}, [][]float64{{0, 0.5}}, 1,
			[6]float64{0.2, 0, 0, 0.2, 0, 0}, "conic, none: entry 0 stays 0.2 off"},
		{"a level a state", []float64{0.1, 0.5, 0.4, 0.8}, [][]float64{{0, 0.6, 0.3, 0.9}}, 2,
			[6]float64{0.1, 0.1, 0, 0.1, 0.05, 0}, "u - U = (0.1,-0.1,0.1,-0.1); conic, constant: 0.15 + 2/3 U"},
		{"a zero agent", []float64{0.2, 0.6}, [][]float64{{0, 0}}, 1,
			[6]float64{0.6, 0.2, 0.2, 0.6, 0.2, 0.2}, "the offset alone"},
		{"a constant agent", []float64{0.2, 0.6}, [][]float64{{1, 1}}, 1,
			[6]float64{0.8, 0.2, 0.2, 0.2, 0.2, 0.2}, "conic, none: w = 0.4"},
		{"a constant user", []float64{0.4, 0.4}, [][]float64{{0, 1}}, 1,
			[6]float64{0.6, 0.5, 0.5, 0.4, 0, 0}, "w = 0 when conic: the offset alone"},
	}
	var s Solver
	for _, test := range tests {
		table := Table{User: test.user, Agents: test.agents, States: test.states}
		for i, v := range variants {
			got := s.Solve(table, v)
			if math.Abs(got.Epsilon-test.want[i]) > rounding {
				t.Errorf("%s, %+v: epsilon %v, want %v (%s)", test.name, v, got.Epsilon, test.want[i], test.why)
			}
			if err := got.Check(table, v, rounding); err != nil {
				t.Errorf("%s, %+v: %v", test.name, v, err)
			}
		}
	}
}

// TestNoAgents: a conic combination of none is the offset alone, a convex one does not
// exist, and no certificate says otherwise.
func TestNoAgents(t *testing.T) {
	table := Table{User: []float64{0, 0.4, 1, 1}, States: 2}
	want := [6]float64{3: 1, 4: 0.5, 5: 0.5}
	var s Solver
	for i, v := range variants {
		got := s.Solve(table, v)
		err := got.Check(table, v, rounding)
		if !v.Conic {
			if !math.IsInf(got.Epsilon, 1) || got.Inside(1) || err == nil {
				t.Errorf("%+v: epsilon %v, check %v", v, got.Epsilon, err)
			}
		} else if math.Abs(got.Epsilon-want[i]) > rounding || err != nil {
			t.Errorf("%+v: epsilon %v, want %v; %v", v, got.Epsilon, want[i], err)
		}
	}
}

// TestTampered: a certificate that claims anything else is refused.
func TestTampered(t *testing.T) {
	table := Table{
		User:   []float64{0.9, 0.2, 0.1, 0.7, 0.4, 0.3},
		Agents: [][]float64{{0.1, 0.8, 0.3, 0.2, 0.6, 0.5}, {0.3, 0.1, 0.9, 0.5, 0.5, 0}, {0.7, 0.6, 0.1, 0, 0.2, 0.9}},
		States: 2,
	}
	tests := map[string]func(c *Certificate){
		"epsilon higher":   func(c *Certificate) { c.Epsilon += 1e-6 },
		"epsilon lower":    func(c *Certificate) { c.Epsilon -= 1e-6 },
		"both lower":       func(c *Certificate) { c.Epsilon -= 1e-6; c.Margin -= 1e-6 },
		"both higher":      func(c *Certificate) { c.Epsilon += 1e-6; c.Margin += 1e-6 },
		"margin":           func(c *Certificate) { c.Margin += 1e-6 },
		"direction longer": func(c *Certificate) { scale(c.Direction, 1.001); c.Margin *= 1.001 },
		"direction short":  func(c *Certificate) { scale(c.Direction, 0.5); c.Margin /= 2; c.Epsilon /= 2 },
		"direction turned": func(c *Certificate) { scale(c.Direction, -1) },
		"direction nil":    func(c *Certificate) { c.Direction = nil },
		"direction NaN":    func(c *Certificate) { c.Direction[0] = math.NaN() },
		"weights shifted":  func(c *Certificate) { c.Weights[0] += 0.01; c.Weights[1] -= 0.01 },
		"weight negative":  func(c *Certificate) { c.Weights[0] = -0.1 },
		"weight NaN":       func(c *Certificate) { c.Weights[0] = math.NaN() },
		"weights short":    func(c *Certificate) { c.Weights = c.Weights[:2] },
		"weights scaled":   func(c *Certificate) { scale(c.Weights, 1.5) },
		"epsilon NaN":      func(c *Certificate) { c.Epsilon = math.NaN() },
		"margin NaN":       func(c *Certificate) { c.Margin = math.NaN() },
		"offset":           func(c *Certificate) { c.Offset = append(c.Offset, 0) },
		"offset moved": func(c *Certificate) {
			if len(c.Offset) == 0 {
				c.Epsilon = 0 // there is none to move
			} else {
				for g := range c.Offset {
					c.Offset[g] += 1e-6
				}
			}
		},
	}
	for _, v := range variants {
		for name, change := range tests {
			c := new(Solver).Solve(table, v)
			if err := c.Check(table, v, 1e-9); err != nil {
				t.Fatalf("%+v: before: %v", v, err)
			}
			if change(&c); c.Check(table, v, 1e-9) == nil {
				t.Errorf("%+v: %s: accepted", v, name)
			}
		}
	}
}

func scale(v []float64, f float64) {
	for i := range v {
		v[i] *= f
	}
}

// TestRoom: how much a direction may favour an agent whose conic weight nothing bounds goes by how much the
// agent's entries differ, within each offset.
func TestRoom(t *testing.T) {
	for _, row := range []struct {
		agent  []float64
		groups int
		want   float64
	}{
		{[]float64{1e-3, -1e-3}, 0, 1e-3},          // without offset all of it counts
		{[]float64{0.901, 0.9}, 1, 1e-3},           // with one, what is above the least
		{[]float64{0.9, 0.1, 0.902, 0.1}, 2, 2e-3}, // with one a state, in the state where most is
	} {
		table := Table{User: []float64{1}, Agents: [][]float64{row.agent}}
		if got := table.room(row.agent, row.groups, 1e-3) / 1e-3; math.Abs(got-row.want) > 1e-6*row.want {
			t.Errorf("%v, %d offsets: %g, want %g", row.agent, row.groups, got, row.want)
		}
	}
}

// TestWordsOfNumbers: what a certificate is refused for says the right number too.
func TestWordsOfNumbers(t *testing.T) {
	table := Table{User: []float64{0.75, 0.25}, Agents: [][]float64{{0.25, 0.25}}}
	c := new(Solver).Solve(table, Variant{Offset: Constant})
	c.Offset[0] = 0.375
	c.Epsilon = 0.5
	if err := c.Check(table, Variant{Offset: Constant}, 1e-9); err == nil ||
		err.Error() != "align: offset 0 is 0.375, the one that misses least is 0.25" {
		t.Errorf("offset: %v", err)
	}
	s := Solver{Prove: true}
	// Without its first agent this table's epsilon is hardly above the tolerance: that proves its depth, 0.
	far := Table{User: []float64{0, 0}, Agents: [][]float64{{0, 0}, {0.1 + 5e-9, -0.1 - 5e-9}}}
	depth, exact := s.Depth(far, Variant{}, 0.1)
	p := s.DepthProof()
	if err := p.Check(far, Variant{}, 0.1, 1e-8, depth, exact); depth != 0 || !exact || err != nil {
		t.Errorf("depth %d, exact %v: %v", depth, exact, err)
	}
	p.Without = append(p.Without, 1)
	err := p.Check(far, Variant{}, 0.1, 1e-8, depth, exact)
	if err == nil || err.Error() != "align: 2 agents leave, not 1" {
		t.Errorf("who leaves: %v", err)
	}
}

// TestOtherTable: a certificate belongs to its table and variant. The direction must be
// orthogonal to the offsets, and conic weights need not sum to 1.
func TestOtherTable(t *testing.T) {
	table := Table{User: []float64{0.2, 0.7, 0.5}, Agents: [][]float64{{0, 0.4, 0.1}, {0.1, 0.2, 0.3}}}
	var s Solver
	c := s.Solve(table, Variant{Conic: true})
	if c.Check(table, Variant{}, 1e-9) == nil {
		t.Error("conic weights accepted as convex")
	}
	c = s.Solve(table, Variant{})
	c.Offset = []float64{0}
	if c.Check(table, Variant{Offset: Constant}, 1e-9) == nil {
		t.Error("a direction that does not sum to 0 accepted")
	}
	c = s.Solve(table, Variant{})
	table.User = []float64{0.2, 0.7, 0.6}
	if c.Check(table, Variant{}, 1e-9) == nil {
		t.Error("accepted for another user")
	}
}

// TestShapeMistakes: lengths that disagree are the programmer's mistake.
func TestShapeMistakes(t *testing.T) {
	for name, table := range map[string]Table{
		"empty":  {},
		"agent":  {User: []float64{1, 2}, Agents: [][]float64{{1}}},
		"states": {User: []float64{1, 2, 3}, States: 2},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			new(Solver).Solve(table, Variant{})
		}()
	}
}

// TestHopeless: numbers that overflow when subtracted end in no claim that does
// not verify, no panic and no loop.
func TestHopeless(t *testing.T) {
	table := Table{User: []float64{1e308, -1e308, 0}, Agents: [][]float64{{-1e308, 1e308, 1}, {1e308, 1e308, 2}}}
	var s Solver
	for _, v := range variants {
		c := s.Solve(table, v)
		if err := c.Check(table, v, 1e-9); c.Inside(1) && err != nil {
			t.Errorf("%+v: epsilon %v claimed, but %v", v, c.Epsilon, err)
		}
		s.Compare(table, v)
		s.Depth(table, v, tolerance)
	}
}
