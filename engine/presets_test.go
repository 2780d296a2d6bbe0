package engine

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const presetDir = "../web/static/presets"

// stories are the presets, each with the claims that its story makes.
var stories = map[string]func(t *testing.T, s Scenario, r Result){
	"judge":       judgeStory,
	"rivals":      rivalsStory,
	"echo":        echoStory,
	"specialists": specialistsStory,
	"pharma":      pharmaStory,
	"shared-bias": sharedBiasStory,
	"clinic":      clinicStory,
	"crowd":       crowdStory,
	"overload":    overloadStory,
	"whisper":     whisperStory,

	"town":          townStory,
	"town-apart":    townApartStory,
	"town-hall":     townHallStory,
	"town-between":  townBetweenStory,
	"town-lean":     townLeanStory,
	"public-notice": publicNoticeStory,
}

func TestPresets(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(presetDir, "*.json"))
	if err != nil || len(paths) != len(stories) {
		t.Fatalf("found %d presets (error %v), want the %d that have a story", len(paths), err, len(stories))
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		t.Run(name, func(t *testing.T) {
			story, ok := stories[name]
			if !ok {
				t.Fatal("this preset has no story")
			}
			s := readPreset(t, path)
			r := Solve(s)
			for _, failure := range Check(s, r).Failures {
				t.Errorf("the result: %v", &failure)
			}
			story(t, s, r)
			if s.Population == nil { // of several users some want the same, and figures move marks at one place apart
				wellSpread(t, s)
			}
		})
	}
}

// readPreset reads a preset, which is laid out as Format does.
func readPreset(t *testing.T, path string) Scenario {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, Format(s), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(data, Format(s)) {
		t.Error("the file is not laid out by Format; run go test ./engine -run Presets -update")
	}
	if s.Title == "" {
		t.Error("a preset needs a title")
	}
	return s
}

// leastDistance is how far apart two parties of a preset stand at least, in weights: a disc
// is then not hidden by another in a figure of 400 pixels.
const leastDistance = 0.09

func wellSpread(t *testing.T, s Scenario) {
	t.Helper()
	parties := append([]Party{s.User}, s.Agents...)
	for i, p := range parties {
		for _, q := range parties[:i] {
			if d := distance(p.Weights, q.Weights); d < leastDistance {
				t.Errorf("%s and %s are only %.3f apart", p.Name, q.Name, d)
			}
		}
	}
}

func distance(p, q []float64) float64 {
	sum := 0.0
	for j := range p {
		sum += (p[j] - q[j]) * (p[j] - q[j])
	}
	return math.Sqrt(sum)
}

// judgeStory is the example of [KG]: the prosecutor gets 0.6 at prior 0.3, by sending the
// judge to certain innocence or to even odds, where she convicts; she gains nothing.
func judgeStory(t *testing.T, s Scenario, r Result) {
	near(t, "conviction", r.Benchmarks.Monopoly[0].Value, 0.6, 1e-9)
	near(t, "judge", r.Equilibria.Worst.User, 0.7, 1e-9)
	near(t, "judge at best", r.Equilibria.Best.User, 0.7, 1e-9)
	near(t, "no conversation", r.Benchmarks.None, 0.7, 1e-9)
	guilt := []float64{}
	for _, p := range r.Equilibria.Worst.Posteriors {
		guilt = append(guilt, p.Belief[1])
	}
	slices.Sort(guilt)
	if len(guilt) != 2 {
		t.Fatalf("posteriors of guilt %v, want 0 and 0.5", guilt)
	}
	near(t, "low posterior of guilt", guilt[0], 0, 1e-9)
	near(t, "high posterior of guilt", guilt[1], 0.5, 1e-9)
}

// rivalsStory: with a defender every equilibrium is full disclosure, although the hull,
// the segment between the two, misses the judge.
func rivalsStory(t *testing.T, s Scenario, r Result) {
	if r.Alignment.Inside {
		t.Error("the hull does not miss the judge")
	}
	near(t, "worst", r.Equilibria.Worst.User, 1, 1e-9)
	near(t, "floor", r.Floor.Value, 0.7, 1e-9)
	near(t, "floor for any response", r.Floor.AnyResponse, 0.4, 1e-9)
}

// echoStory: three prosecutors who differ a little do no better for the judge than one.
func echoStory(t *testing.T, s Scenario, r Result) {
	near(t, "worst", r.Equilibria.Worst.User, 0.7, 1e-9)
	for i, m := range r.Benchmarks.Monopoly {
		near(t, at("monopoly", i), m.User[0], 0.7, 1e-9)
	}
	if len(s.Agents) != 3 || slices.Equal(s.Agents[0].Weights, s.Agents[1].Weights) {
		t.Error("want three prosecutors who differ")
	}
}

// specialistsStory: the user stands well inside the triangle of three specialists, needs
// each of them, and then gets all she could; no two of them, and not every one, give that.
func specialistsStory(t *testing.T, s Scenario, r Result) {
	if !r.Alignment.Inside || r.Alignment.Depth != 0 || slices.Min(r.Alignment.Weights) < 0.2 {
		t.Errorf("inside %v, depth %d, weights %v", r.Alignment.Inside, r.Alignment.Depth, r.Alignment.Weights)
	}
	for i, want := range []float64{0.45, 0.25, 0.3} {
		near(t, at("weights", i), r.Alignment.Weights[i], want, 1e-6)
	}
	near(t, "worst", r.Equilibria.Worst.User, r.Benchmarks.Opt, 1e-9)
	if r.Benchmarks.Monopoly[1].User[1] > r.Benchmarks.None+1e-9 {
		t.Error("the second specialist alone should not help her at all")
	}
}

// pharmaStory: each maker praises its own drug by a different measure. All three together
// cancel, whatever the scale, and guarantee OPT; two do not cancel and guarantee less, and
// a combination whose weights sum to 1 does not cancel either.
func pharmaStory(t *testing.T, s Scenario, r Result) {
	if !r.Alignment.Inside || r.Alignment.Combination != Conic {
		t.Errorf("inside %v as %s, want conic", r.Alignment.Inside, r.Alignment.Combination)
	}
	near(t, "floor for any response", r.Floor.AnyResponse, r.Benchmarks.Opt, 1e-9)
	if two := Solve(apply(t, s, RemoveAgent{2})); two.Alignment.Inside || two.Floor.Value > two.Benchmarks.Opt-0.1 {
		t.Errorf("two makers: inside %v, floor %g of %g", two.Alignment.Inside, two.Floor.Value, two.Benchmarks.Opt)
	}
	if convex := Solve(apply(t, s, SetAlignment{Alignment{Combination: Convex}})); convex.Alignment.Inside {
		t.Error("a convex combination does it, so scale would not matter")
	}
}

// sharedBiasStory: all lean the same way, so the gap is large and competition cannot close it.
func sharedBiasStory(t *testing.T, s Scenario, r Result) {
	if r.Alignment.Inside || r.Alignment.Epsilon < 0.1 {
		t.Errorf("epsilon %g, want a visible gap", r.Alignment.Epsilon)
	}
	for _, p := range s.Agents {
		if p.Weights[2] < s.User.Weights[2]+0.3 {
			t.Errorf("%s does not lean towards attention", p.Name)
		}
	}
	if r.Equilibria.Worst.User > r.Benchmarks.Opt-0.05 {
		t.Errorf("worst %g is close to OPT %g", r.Equilibria.Worst.User, r.Benchmarks.Opt)
	}
}

// clinicStory: the patient has symptoms of her own that change what she does with the same
// advice, and a conversation of several rounds is set up.
func clinicStory(t *testing.T, s Scenario, r Result) {
	if s.UserSignal == nil || s.Conversation == nil || s.Conversation.Rounds < 2 {
		t.Error("want symptoms and several rounds")
	}
	matters := slices.ContainsFunc(r.Equilibria.Worst.Posteriors, func(p PosteriorResult) bool {
		return p.Strategy[0] != p.Strategy[1]
	})
	if !matters {
		t.Error("her symptoms never change what she does")
	}
	if r.Benchmarks.None > r.Benchmarks.Opt-0.01 {
		t.Error("advice is worth nothing")
	}
	c := r.Conversation
	if c == nil || len(c.Rounds) != 4 {
		t.Fatalf("no conversation of four rounds: %q", r.Notes)
	}
	for i := 1; i < len(c.Rounds); i++ {
		if c.Rounds[i].User < c.Rounds[i-1].User+1e-4 {
			t.Errorf("round %d brings her nothing", i+1)
		}
	}
	if s := c.Transcript.Steps; slices.Equal(s[0].Belief, s[1].Belief) || slices.Equal(s[0].Belief, s[0].Own) {
		t.Error("the belief does not move, or her symptoms say nothing")
	}
}

// whisperStory: she is in the hull, so that without a budget everything would come out. One
// word of two is not enough for four states: competition now gives her ALIGNED, visibly less.
func whisperStory(t *testing.T, s Scenario, r Result) {
	c := r.Conversation
	if c == nil || c.Delta == nil || !r.Alignment.Inside {
		t.Fatalf("inside %v, notes %q", r.Alignment.Inside, r.Notes)
	}
	near(t, "with all words competition gives", r.Equilibria.Worst.User, r.Benchmarks.Opt, 1e-9)
	if c.Aligned > r.Benchmarks.Opt-0.08 || c.Aligned < r.Benchmarks.None+0.05 {
		t.Errorf("ALIGNED is %g between %g and %g", c.Aligned, r.Benchmarks.None, r.Benchmarks.Opt)
	}
	near(t, "delta", *c.Delta, 0, 1e-9)
	if len(c.Equilibria) == 0 {
		t.Error("no equilibrium")
	}
	for _, e := range c.Equilibria {
		near(t, fmt.Sprint(e.Rules), e.User, c.Aligned, 1e-9)
	}
}

// crowdStory: of twelve noisy copies some combination is her, even without any two of them.
func crowdStory(t *testing.T, s Scenario, r Result) {
	if len(s.Agents) != 12 || !r.Alignment.Inside || r.Alignment.Depth < 2 {
		t.Errorf("%d agents, inside %v, depth %d", len(s.Agents), r.Alignment.Inside, r.Alignment.Depth)
	}
	if r.Alignment.BestAgent.Max < 10*DefaultTolerance || r.Alignment.BestAgent.Max < r.Alignment.LeastSquares.Max {
		t.Error("one copy alone is as good as the crowd")
	}
	near(t, "worst", r.Equilibria.Worst.User, r.Benchmarks.Opt, 1e-9)
}

// overloadStory: for a quantal user full disclosure is worse than no conversation, because
// it makes two drugs look about as good as each other. One who is exact loses nothing.
func overloadStory(t *testing.T, s Scenario, r Result) {
	if r.Quantal == nil || r.Quantal.Full > r.Quantal.None-0.01 {
		t.Errorf("quantal %+v, want full disclosure to hurt", r.Quantal)
	}
	near(t, "what an exact user gains from information", r.Benchmarks.Opt-r.Benchmarks.None, 0, 1e-9)
}

// townStory: each kind of resident has one honest adviser, who wants the other kind to sign. Apart
// both are served as well as can be; one speech for all can end in nothing that anybody acts on.
func townStory(t *testing.T, _ Scenario, r Result) {
	p := r.Population
	for _, m := range p.Users {
		near(t, m.Name+" epsilon", m.Epsilon, 0, 1e-9)
		near(t, m.Name+" personal", m.Personal.Worst, m.Opt, 1e-9)
		near(t, m.Name+" anonymous", m.Anonymous.Worst, m.None, 1e-9)
	}
	if w := p.Strong.Weights; p.Strong.Inside || slices.Max(w) > 1e-9 {
		t.Errorf("strong condition %+v, want no common weights to help", p.Strong)
	}
	for _, told := range p.Equilibrium.Posteriors {
		if slices.Max(told.Strategy) > 0 {
			t.Errorf("at %v they do not all sign: %v", told.Belief, told.Strategy)
		}
	}
}

// townApartStory: the same town under the other policy, which changes what is drawn and no number.
func townApartStory(t *testing.T, s Scenario, r Result) {
	if s.Population.Policy != Personal {
		t.Errorf("policy %q", s.Population.Policy)
	}
	together := readPreset(t, presetDir+"/town.json")
	together.Title, together.Population.Policy = s.Title, Personal
	if a, b := Format(together), Format(s); !slices.Equal(a, b) {
		t.Errorf("not the town apart:\n%s\nbut\n%s", a, b)
	}
	townStory(t, s, r)
}

// townHallStory: one who cares for both alike mends it, and all the weight is on it.
func townHallStory(t *testing.T, s Scenario, r Result) {
	p := r.Population
	near(t, "strong epsilon", p.Strong.Epsilon, 0, 1e-9)
	for _, m := range p.Users {
		near(t, m.Name+" anonymous", m.Anonymous.Worst, m.Opt, 1e-9)
		near(t, m.Name+" bound", *m.Bound, m.Opt, 1e-9)
	}
	if w := p.Strong.Sum.Weights; len(s.Agents) != 3 || w[2] < 0.5 || w[0]+w[1] > 1e-9 {
		t.Errorf("common weights %v, want all on the town hall", w)
	}
}

// townBetweenStory: nobody is honest with anybody, and still every resident is in the hull.
func townBetweenStory(t *testing.T, _ Scenario, r Result) {
	for _, m := range r.Population.Users {
		near(t, m.Name+" epsilon", m.Epsilon, 0, 1e-9)
		near(t, m.Name+" personal", m.Personal.Worst, m.Opt, 1e-9)
		near(t, m.Name+" anonymous", m.Anonymous.Worst, m.None, 1e-9)
	}
}

// townLeanStory: small leans, a small loss apart, at most 2 epsilon, and a large one together, which
// is there, with other numbers, however little each number of the agents moves.
func townLeanStory(t *testing.T, s Scenario, r Result) {
	for _, m := range r.Population.Users {
		near(t, m.Name+" epsilon", m.Epsilon, 0.0375, 1e-9)
		if m.Personal.Worst < m.Opt-2*m.Epsilon-1e-9 || m.Anonymous.Worst > m.Opt-2*m.Epsilon-0.05 {
			t.Errorf("%s: %+v, want more than 2 epsilon lost together and no more apart", m.Name, m)
		}
	}
	moved := s
	moved.Agents = slices.Clone(s.Agents)
	moved.Agents[0].Weights = []float64{0.945, 0.055}
	for _, m := range Solve(moved).Population.Users {
		if m.Anonymous.Worst > m.Opt-0.1 {
			t.Errorf("with another lean %s has %g of %g", m.Name, m.Anonymous.Worst, m.Opt)
		}
	}
}

// publicNoticeStory: nobody is honest with commuters; apart they are told nothing, and overhear
// all that shopkeepers are told.
func publicNoticeStory(t *testing.T, _ Scenario, r Result) {
	p := r.Population
	near(t, "commuters personal", p.Users[0].Personal.Worst, .7, 1e-9)
	near(t, "commuters anonymous", p.Users[0].Anonymous.Worst, .85, 1e-9)
	near(t, "shopkeepers personal", p.Users[1].Personal.Worst, .85, 1e-9)
	near(t, "shopkeepers anonymous", p.Users[1].Anonymous.Worst, .85, 1e-9)
	near(t, "what anonymity does to welfare", *p.Welfare.Difference, .25*.15, 1e-9)
}
