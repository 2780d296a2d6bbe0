package experiment

import (
	"testing"

	"github.com/emergent-alignment/emergent/engine/align"
)

// TestMisalignments: whatever agents want beside what they have in common, the user of the one game
// is a mixture of them and that of the other is outside in all six variants; near the hull her loss
// is within 2 epsilon and a step.
func TestMisalignments(t *testing.T) {
	const far = 1e-9 // below which a distance is rounding
	for _, kind := range Misalignments() {
		j := job(t, Spec{Version: 1, Kind: KindSelection, Selection: &Selection{Agents: 5, Misalignment: kind}})
		g := gamesOf(j)
		for run := range 40 {
			g.deal(j.source.start(3, streamGame, run), j.spec.Selection)
			table := align.Table{States: g.game.States}
			for _, u := range g.game.Agents {
				table.Agents = append(table.Agents, u.Data)
			}
			var s align.Solver
			for arm := range arms {
				table.User = g.user[arm].Data
				for _, v := range variants {
					if e := s.Solve(table, v).Epsilon; (e > far) != (arm == 1) {
						t.Errorf("%s, run %d, %s: %+v is at %v", kind, run, arms[arm], v, e)
					}
				}
			}
		}
		r := report(t, Spec{Version: 1, Kind: KindSelection, Runs: 150,
			Selection: &Selection{Misalignment: kind}}).Selection
		// Nothing is promised outside; agents that each push one product happen to reveal all there too.
		if r.Arms[0].End.Reached != 150 || kind != MisalignedGoals && r.Arms[1].End.Largest <= r.Step {
			t.Errorf("%s: in the hull %+v, outside %+v", kind, r.Arms[0].End, r.Arms[1].End)
		}
		for _, p := range r.Approximate {
			if p.Within != p.Games {
				t.Errorf("%s: %+v", kind, p)
			}
		}
	}
}

// variants are the six of docs/model.md, section 2.
var variants = []align.Variant{
	{}, {Conic: true}, {Offset: align.Constant}, {Conic: true, Offset: align.Constant}, {Offset: align.State},
	{Conic: true, Offset: align.State},
}

// TestProducts: with nothing in common each agent wants its own product and nothing else.
func TestProducts(t *testing.T) {
	none := 0.0
	j := job(t, Spec{Version: 1, Kind: KindSelection,
		Selection: &Selection{Agents: 4, Likeness: &none, Misalignment: MisalignedGoals}})
	g := gamesOf(j)
	g.deal(j.source.start(1, streamGame, 0), j.spec.Selection)
	for i, u := range g.game.Agents {
		for c, x := range u.Data {
			if want := c/3 == i%3; (x == 1) != want || x != 0 && x != 1 {
				t.Errorf("agent %d: entry %d is %v", i, c, x)
			}
		}
	}
}

// TestSyntheticMisalignment: errors average out; a bias that all share no mixture takes away; goals
// of their own a mixture balances.
func TestSyntheticMisalignment(t *testing.T) {
	none := 0.0
	last := map[string]DiversityPoint{}
	for _, kind := range Misalignments() {
		r := report(t, Spec{Version: 1, Kind: KindDiversity, Runs: 4,
			Synthetic: &Synthetic{Items: 300, Agents: 24, Noise: &none, Misalignment: kind}})
		last[kind] = r.Diversity.Points[len(r.Diversity.Points)-1]
	}
	if p := last[MisalignedNoise]; !(p.Average.Mean < p.Best.Mean/3) {
		t.Errorf("errors do not average out: %+v", p)
	}
	if p := last[MisalignedBias]; p.Combination.Mean != p.Best.Mean || p.Average.Mean != p.Best.Mean ||
		p.Best.Mean == 0 {
		t.Errorf("a shared bias goes away: %+v", p)
	}
	if p := last[MisalignedGoals]; !(p.Combination.Mean < 0.6*p.Average.Mean) {
		t.Errorf("goals are not balanced: %+v", p)
	}
}

// gamesOf is what plays the games of a job.
func gamesOf(j *Job) *gameRunner {
	g := new(gameRunner)
	g.prepare(j.spec.Selection)
	return g
}
