package equilibrium

import (
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/beliefs"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/ladder"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/tables"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// Several users (docs/model.md, section 11). Where agents talk to each apart, picture and ladder are
// those of the scenario's own user. Where all hear the same, the picture is that of everybody: a
// region is a set of beliefs at which each does one thing, payoffs are those from all by their
// shares, and the equilibria are worst and best for all by their shares. The ladder is that of one.

// heard is the frame as everybody sees it who hears the same; f itself where each is advised apart,
// where there is one user, or where the answer is not known.
func heard(f *stage.Frame) *stage.Frame {
	p := f.Result.Population
	if f.Scenario.PopulationOrDefault().Policy != engine.Anonymous || !p.Heard() ||
		len(p.Users) != len(f.Scenario.Users()) {
		return f
	}
	all := *f
	all.Result.Map, all.Result.Indifference = p.Map, nil // the latter is of the first user apart
	all.Result.Equilibria = &engine.EquilibriaResult{Worst: *p.Equilibrium, Best: *p.Best}
	all.Result.Benchmarks = &engine.BenchmarkResult{Opt: p.Welfare.Opt}
	for _, u := range p.Users {
		all.Result.Benchmarks.None += u.Share * u.None
	}
	return &all
}

// isHeard reports whether a frame is one that heard made.
func isHeard(f *stage.Frame) bool {
	p := f.Result.Population
	return p != nil && p.Map != nil && p.Map == f.Result.Map
}

// faced is the number of the user whose ladder is shown where all hear the same.
func faced(f *stage.Frame) int {
	t, err := strconv.Atoi(f.View.Values["facing"])
	if err != nil || t < 1 || t >= len(f.Scenario.Users()) {
		return 0
	}
	return t
}

// atBorders is an envelope by its height at every end of a region, between which it is straight: so
// those of either policy have as many corners, and one moves into the other.
func atBorders(hull []engine.MapNode, g *engine.MapResult) []engine.MapNode {
	var list []engine.MapNode
	add := func(belief []float64) {
		x := belief[g.Signals[1]]
		if n := len(list); n > 0 && x <= list[n-1].X {
			return
		}
		i := 1
		for i < len(hull)-1 && hull[i].X < x {
			i++
		}
		a, b := hull[i-1], hull[i]
		list = append(list, engine.MapNode{X: x, Y: a.Y + (b.Y-a.Y)*(x-a.X)/(b.X-a.X)})
	}
	for _, r := range g.Regions {
		add(r.Vertices[0])
		add(r.Vertices[len(r.Vertices)-1])
	}
	return list
}

// rungs lists the ladder of a frame: of the user advised apart, or of the faced one of all who hear
// the same.
func rungs(f *stage.Frame) []ladder.Rung {
	if g := heard(f); g != f {
		return ladder.Together(&f.Result.Population.Users[faced(f)], len(f.Scenario.Agents))
	}
	return ladder.Rungs(&f.Scenario, &f.Result)
}

// usersControls are the settings of several users.
func usersControls(m *model, f *stage.Frame) []stage.Control {
	list := stage.PopulationControls(&f.Scenario)
	if !m.crowd {
		return list
	}
	ladders := stage.Control{Kind: stage.Choice, Param: "view.facing", Label: "The ladder of",
		Value: strconv.Itoa(faced(f)),
		Help:  "The picture is that of everybody, who hear the same; the ladder is that of one kind of user."}
	for t, u := range f.Scenario.Users() {
		ladders.Options = append(ladders.Options, stage.Option{Value: strconv.Itoa(t), Label: u.Name})
	}
	return append(list, ladders)
}

// addUsers puts several users into the panel.
func addUsers(p *stage.Panel, m *model, f *stage.Frame) {
	s := &f.Scenario
	if s.Population == nil || f.Stale {
		return // tables and notes are those of before
	}
	p.Notes = append([]string{usersNote(m, f)}, p.Notes...)
	r := f.Result.Population
	if r == nil || len(r.Users) != len(s.Users()) {
		return
	}
	p.Verdict = claim.UsersVerdict(r)
	if worst, none, ok := welfare(r); ok {
		p.Inside = r.Welfare.Opt-worst <= words.SameWorth
		p.Gauge(worst, none, r.Welfare.Opt)
	}
	if m.crowd {
		p.Tables = nil // where the two lead is among those of everybody
	}
	p.Tables = append([]stage.Table{tables.Users(r, words.Value, words.Signed)}, p.Tables...)
	p.Tables = append(p.Tables, crowdTables(s, r, beliefs.Row, words.Likelihood)...)
	p.Claims = append(claim.Users(f.Scenario, f.Result), p.Claims...)
}

// usersNote says whose picture and ladder are shown.
func usersNote(m *model, f *stage.Frame) string {
	if m.crowd {
		return "Everybody hears the same. The picture is that of all: at each belief what each kind of " +
			"user does, and what agents get from all by their shares; worst and best are for all by their shares. " +
			"The ladder is that of " + f.Scenario.Users()[faced(f)].Name + "."
	}
	return "There are several users. \"You\", in picture and ladder, are " + f.Scenario.User.Name +
		", advised apart. " +
		"The tables have the others, too, and what everybody gets where all hear the same."
}

// welfare is the worst of what all have by their shares under the policy, and what they have of
// themselves.
func welfare(r *engine.PopulationResult) (worst, none float64, ok bool) {
	for _, u := range r.Users {
		none += u.Share * u.None
	}
	if r.Policy != engine.Anonymous {
		return r.Welfare.PersonalWorst, none, true
	}
	if r.Welfare.AnonymousWorst == nil {
		return 0, 0, false
	}
	return *r.Welfare.AnonymousWorst, none, true
}

// profileName says what is done in a region: by the user, or by each of several.
func profileName(s *engine.Scenario, strategy []int) string {
	own := 1
	if s.UserSignal != nil {
		own = len(s.UserSignal[0])
	}
	users := s.Users()
	if len(strategy) != own*len(users) || len(users) == 1 {
		return beliefs.StrategyName(s, strategy)
	}
	var each []string
	same := true
	for t, u := range users {
		does := beliefs.StrategyName(s, strategy[t*own:(t+1)*own])
		same = same && does == beliefs.StrategyName(s, strategy[:own])
		each = append(each, u.Name+": "+does)
	}
	if same {
		return beliefs.StrategyName(s, strategy[:own])
	}
	return strings.Join(each, " · ")
}

// crowdTables say where the anonymous equilibria worst and best for everybody by share lead.
func crowdTables(
	s *engine.Scenario, r *engine.PopulationResult,
	row func(*engine.Scenario, []float64) []string, number func(float64) string,
) (list []stage.Table) {
	for _, c := range []struct {
		title string
		e     *engine.EquilibriumResult
	}{
		{"Where the worst leads if all hear the same", r.Equilibrium},
		{"Where the best leads if all hear the same", r.Best},
	} {
		if c.e != nil {
			list = append(list, crowdTable(c.title, s, c.e, row, number))
		}
	}
	return list
}

// crowdTable lists the beliefs of everybody, and what each user then does.
func crowdTable(
	title string, s *engine.Scenario, e *engine.EquilibriumResult,
	row func(*engine.Scenario, []float64) []string, number func(float64) string,
) stage.Table {
	t := stage.Table{Title: title, Head: beliefs.Head(s)}
	users := s.Users()
	for _, u := range users {
		t.Head = append(t.Head, u.Name+" then")
	}
	t.Head = append(t.Head, "Probability")
	for _, q := range e.Posteriors {
		cells := row(s, q.Belief)
		own := len(q.Strategy) / len(users) // actions of each user, one for each of her signals
		for u := range users {
			cells = append(cells, beliefs.StrategyName(s, q.Strategy[u*own:(u+1)*own]))
		}
		t.Rows = append(t.Rows, append(cells, number(q.Probability)))
	}
	return t
}
