package claim

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

func TestWeighted(t *testing.T) {
	for _, c := range []struct {
		w, x   []float64
		offset float64
		want   string
	}{
		{[]float64{0.4, 0, 0.6}, []float64{0.5, 0.9, 1}, 0, "0.4 × 0.5 + 0.6 × 1"},
		{[]float64{0.4, -0.6}, []float64{0.5, 1}, -0.1, "0.4 × 0.5 − 0.6 × 1 − 0.1"},
		{[]float64{0, 0}, []float64{0.5, 1}, 0.25, "0.25"},
	} {
		if got := weighted(c.w, c.x, c.offset); got != c.want {
			t.Errorf("weighted(%v, %v, %v) = %q, want %q", c.w, c.x, c.offset, got, c.want)
		}
	}
}

// TestAtLeast: what rounding alone separates is not written as a false inequality.
func TestAtLeast(t *testing.T) {
	for _, c := range []struct {
		x, y float64
		want string
	}{
		{0.7, 0.6, "0.7 ≥ 0.6"}, {0.6995 - 1e-9, 0.6995 + 1e-9, "0.7 = 0.7"}, {0.7004, 0.7, "0.7 ≥ 0.7"},
	} {
		if got := atLeast(c.x, c.y); got != c.want {
			t.Errorf("atLeast(%v, %v) = %q, want %q", c.x, c.y, got, c.want)
		}
	}
}

// TestClaims: over the presets, the engine's cases and random scenarios, every claim that
// applies is true and its proof adds up, and every other one says why and shows nothing.
func TestClaims(t *testing.T) {
	var seen tally
	check := func(t *testing.T, s engine.Scenario) {
		t.Helper()
		claims := Competition(s, engine.Solve(s))
		if len(claims) != 7 {
			t.Fatalf("%d claims, want 7", len(claims))
		}
		seen.check(t, s, claims)
	}
	for _, name := range []string{"judge", "rivals", "echo", "specialists", "pharma", "shared-bias", "clinic",
		"crowd"} {
		t.Run(name, func(t *testing.T) { check(t, preset(t, name)) })
	}
	cases, _ := filepath.Glob(filepath.Join("..", "..", "engine", "testdata", "cases", "*.json"))
	if len(cases) < 40 {
		t.Fatalf("%d cases, want at least 40", len(cases))
	}
	for _, path := range cases {
		var c struct{ Scenario json.RawMessage }
		if err := json.Unmarshal(read(t, path), &c); err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(path), func(t *testing.T) { check(t, parse(t, c.Scenario)) })
	}
	seeds := 300
	if testing.Short() {
		seeds = 60
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { check(t, random(t, uint64(seed))) })
	}
	for _, id := range []string{"disclosure", "perfect", "competition", "floor", "any-response", "survival",
		"newcomer"} {
		if seen.applied[id] < 5 || seen.not[id] < 5 {
			t.Errorf("%s applied %d times and not %d times: too few to mean anything",
				id, seen.applied[id], seen.not[id])
		}
	}
	if seen.lines < 2000 {
		t.Errorf("only %d lines of proof were added up", seen.lines)
	}
}

// tally counts what was seen, so that a test of nothing fails.
type tally struct {
	applied, not map[string]int
	lines        int
}

func (n *tally) check(t *testing.T, s engine.Scenario, claims []Claim) {
	t.Helper()
	if n.applied == nil {
		n.applied, n.not = map[string]int{}, map[string]int{}
	}
	for _, c := range claims {
		if !c.Applies() {
			n.not[c.ID]++
			if c.Numbers != nil || len(c.Proof()) > 0 {
				t.Errorf("%s does not apply and has numbers or a proof", c.ID)
			}
		} else {
			n.applied[c.ID]++
			if len(c.Proof()) == 0 {
				t.Errorf("%s applies and has no proof", c.ID)
			}
		}
		for _, h := range c.Hypotheses {
			if h.Text == "" || h.Why == "" {
				t.Errorf("%s: a hypothesis without words: %+v", c.ID, h)
			}
		}
		if c.Numbers != nil && !c.Numbers.Verified() {
			t.Errorf("%s: measured %v below its bound %v", c.ID, c.Numbers.Measured, c.Numbers.Bound)
		}
		for _, line := range c.Proof() {
			checked, err := addsUp(line.Numbers)
			if err != nil {
				t.Errorf("%s: %q: %q: %v", c.ID, line.Text, line.Numbers, err)
			}
			if checked {
				n.lines++
			}
		}
	}
}

// addsUp checks a chain of sums of products joined by = and ≥: equal up to the rounding of
// the numbers that are written, at least in just those numbers. Words are not checked.
func addsUp(text string) (checked bool, err error) {
	sides := strings.Split(strings.ReplaceAll(text, " ≥ ", " = ≥"), " = ")
	if len(sides) < 2 {
		return false, nil
	}
	last, slack, err := value(sides[0])
	if err != nil {
		return false, nil
	}
	for _, side := range sides[1:] {
		rest, more := strings.CutPrefix(side, "≥")
		x, s, err := value(rest)
		switch {
		case err != nil:
			return false, err
		case more && last < x-1e-12:
			return true, fmt.Errorf("%v is less than %v", last, x)
		case !more && math.Abs(last-x) > slack+s:
			return true, fmt.Errorf("%v is not %v", last, x)
		}
		last, slack = x, s
	}
	return true, nil
}

// value evaluates a sum of products, and how far rounding may have moved it.
func value(text string) (x, slack float64, err error) {
	const half = 0.00051 // of the last digit of three, and rounding
	product, spread, sign := 0.0, 0.0, 1.0
	first := true
	for _, token := range strings.Fields(text) {
		switch token {
		case "+", "−", "×":
			if token != "×" {
				x, slack = x+sign*product, slack+spread
				first, sign = true, map[string]float64{"+": 1, "−": -1}[token]
			}
			continue
		}
		y, err := strconv.ParseFloat(strings.Replace(token, "−", "-", 1), 64)
		if err != nil {
			return 0, 0, err
		}
		if first {
			product, spread, first = y, half, false
		} else {
			product, spread = product*y, spread*math.Abs(y)+half*math.Abs(product)+half*half
		}
	}
	// Terms that are left out because a weight reads 0 are each below half a digit.
	return x + sign*product, slack + spread + 24*0.00005, nil
}

// TestAddsUp: the test above can fail.
func TestAddsUp(t *testing.T) {
	for _, c := range []struct {
		text        string
		checked, ok bool
	}{
		{"0.7 ≥ 0.6", true, true}, {"0.6 ≥ 0.7", true, false}, {"0.4 × 0.5 + 0.6 × 1 = 0.8", true, true},
		{"0.4 × 0.5 − 0.6 × 1 = −0.4", true, true}, {"0.4 × 0.5 + 0.6 × 1 = 0.81", true, false},
		{"0.84 − 0.4 = 0.44", true, true}, {"A 0.4, C 0.6", false, true},
	} {
		checked, err := addsUp(c.text)
		if checked != c.checked || (err == nil) != c.ok {
			t.Errorf("%q: checked %v, error %v", c.text, checked, err)
		}
	}
}

// TestStories: what the presets' badges say.
func TestStories(t *testing.T) {
	for _, c := range []struct {
		preset, id string
		applies    bool
		bound      float64
		measured   float64
	}{
		{"judge", "competition", false, 0, 0},
		{"judge", "newcomer", false, 0, 0},
		{"rivals", "perfect", false, 0, 0},
		{"rivals", "floor", true, 0.7, 1},
		{"rivals", "disclosure", true, 1, 1},
		{"echo", "floor", true, 0.7, 0.7},
		{"echo", "survival", false, 0, 0},
	} {
		s := preset(t, c.preset)
		for _, got := range Competition(s, engine.Solve(s)) {
			if got.ID != c.id {
				continue
			}
			if got.Applies() != c.applies {
				t.Errorf("%s: %s applies: %v, want %v", c.preset, c.id, got.Applies(), c.applies)
			}
			if n := got.Numbers; c.applies &&
				(n == nil || math.Abs(n.Bound-c.bound) > 1e-6 || math.Abs(n.Measured-c.measured) > 1e-6) {
				t.Errorf("%s: %s says %+v, want %v and %v", c.preset, c.id, n, c.bound, c.measured)
			}
		}
	}
	s := preset(t, "specialists")
	for _, got := range Competition(s, engine.Solve(s)) {
		if got.ID == "perfect" && !got.Applies() {
			t.Error("the user stands inside three specialists, and the claim does not apply")
		}
	}
}

// TestEmptyPromises: a bound that is no more than silence is a state of its own and is never shown
// as a number; the numbers are those of `emergent solve` (shared-bias: OPT 0.6925, epsilon 0.3715,
// no conversation 0.559; overload with lambda 10: F 0.8544, silence 0.8887).
func TestEmptyPromises(t *testing.T) {
	for _, c := range []struct {
		preset, id string
		state      State
		title      string
		figures    string // what they begin with
	}{
		{"shared-bias", "selection-bound", Empty, "One AI is enough within 2ε, if several compete for it",
			"promises no more than the 0.559 you have without any conversation; measured "},
		{"shared-bias", "competition", Empty, "Competition stands in for alignment, within 2ε",
			"promises no more than the 0.559 "},
		{"specialists", "competition", Holds, "Competition stands in for alignment", "bound 0.711"},
		{"rivals", "floor", Empty, "A floor that needs no hull", "promises no more than the 0.7 "},
		{"overload", "quantal-full", Empty, "Competition is as good as full disclosure, within 2ε",
			"promises no more than the 0.889 "},
		{"judge", "competition", Off, "Competition stands in for alignment, within 2ε", "there is one agent"},
		{"clinic", "conversation-listening", Holds, "Listening never costs you", "bound 0.712"},
	} {
		s := preset(t, c.preset)
		found := false
		for _, got := range All(s, engine.Solve(s)) {
			if got.ID != c.id {
				continue
			}
			found = true
			if got.State() != c.state || got.Title != c.title || !strings.HasPrefix(got.Figures(), c.figures) {
				t.Errorf("%s, %s: %s, %q, %q", c.preset, c.id, got.State(), got.Title, got.Figures())
			}
		}
		if !found {
			t.Errorf("%s has no claim %s", c.preset, c.id)
		}
	}
	if Empty.Words() == Holds.Words() || Empty.Words() == "" {
		t.Error("the third state has no words of its own")
	}
}

// TestStaleShape: a result of a scenario with other agents gives no claims and no panic.
func TestStaleShape(t *testing.T) {
	if got := Competition(preset(t, "echo"), engine.Solve(preset(t, "rivals"))); got != nil {
		t.Errorf("%d claims about a result of another scenario", len(got))
	}
}

// TestQuantalIsGray: claims about a best response do not apply to a quantal one.
func TestQuantalIsGray(t *testing.T) {
	s := preset(t, "rivals")
	s.Response = &engine.Response{Kind: engine.Quantal, Lambda: 10}
	for _, c := range Competition(s, engine.Solve(s)) {
		if c.Applies() {
			t.Errorf("%s applies to a user who responds by chance", c.ID)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func parse(t *testing.T, text []byte) engine.Scenario {
	t.Helper()
	s, err := engine.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func preset(t *testing.T, name string) engine.Scenario {
	t.Helper()
	return parse(t, read(t, filepath.Join("..", "..", "web", "static", "presets", name+".json")))
}

// random draws a scenario: one to five agents, all six variants of the hull test, the user
// often in the hull, sometimes with private signals, sometimes quantal.
func random(t *testing.T, seed uint64) engine.Scenario {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 9))
	n, m, k, d := 2+r.IntN(2), 2+r.IntN(2), 1+r.IntN(5), 2+r.IntN(2)
	s := engine.Scenario{Version: engine.Version, Prior: simplex(r, n), User: engine.Party{Name: "User"}}
	for y := range n {
		s.States = append(s.States, fmt.Sprint("y", y))
	}
	for a := range m {
		s.Actions = append(s.Actions, fmt.Sprint("a", a))
	}
	for j := range d {
		s.Criteria = append(s.Criteria, engine.Criterion{Name: fmt.Sprint("c", j), Utility: matrix(r, m, n)})
	}
	mix := make([]float64, d)
	for i := range k {
		w := simplex(r, d)
		s.Agents = append(s.Agents, engine.Party{Name: fmt.Sprint("Agent", i), Weights: w})
		for j := range d {
			mix[j] += w[j] / float64(k)
		}
	}
	s.User.Weights = mix
	if r.IntN(2) == 0 {
		s.User.Weights = simplex(r, d)
	}
	if r.IntN(4) == 0 {
		for range n {
			s.UserSignal = append(s.UserSignal, simplex(r, 2))
		}
	}
	s.Alignment = &engine.Alignment{
		Combination: []string{engine.Convex, engine.Conic}[r.IntN(2)],
		Offset:      []string{engine.NoOffset, engine.Constant, engine.State}[r.IntN(3)],
	}
	if r.IntN(10) == 0 {
		s.Alignment.Tolerance = 0.05
	}
	if r.IntN(10) == 0 {
		s.Response = &engine.Response{Kind: engine.Quantal, Lambda: 5}
	}
	return parse(t, engine.Format(s))
}

func simplex(r *rand.Rand, n int) []float64 {
	w, sum := make([]float64, n), 0.0
	for i := range w {
		w[i] = r.ExpFloat64() + 1e-3
		sum += w[i]
	}
	for i := range w {
		w[i] /= sum
	}
	return w
}

func matrix(r *rand.Rand, rows, cols int) [][]float64 {
	u := make([][]float64, rows)
	for i := range u {
		for range cols {
			u[i] = append(u[i], r.Float64())
		}
	}
	return u
}

// TestWhichClaimsHoldWhen: what needs only that each agent may tell everything holds with private
// randomness, too, and says so; what is about the equilibria computed says whose they are.
func TestWhichClaimsHoldWhen(t *testing.T) {
	s := preset(t, "specialists")
	want := map[string]string{
		"disclosure": either, "perfect": either, "competition": either, "floor": either, "any-response": either,
		"survival": either, "newcomer": shared,
	}
	list := Competition(s, engine.Solve(s))
	for _, c := range list {
		if w, known := want[c.ID]; !known || !strings.HasSuffix(c.Statement, w) {
			t.Errorf("%s says %q", c.ID, c.Statement)
		}
	}
	if len(list) != len(want) {
		t.Errorf("%d claims, %d looked at", len(list), len(want))
	}
}
