package engine

import (
	"fmt"

	"github.com/emergent-alignment/emergent/engine/persuasion"
	"github.com/emergent-alignment/emergent/engine/selection"
)

func (*selectionPart) notes() []string {
	return []string{"selection is absent: ", "selection.path ends after "}
}

// check checks what is said of selecting one agent. Schemes and planes prove the frontiers
// and every equilibrium (selection.CheckOn); the dynamics and the evaluation are played again
// on those frontiers, which is arithmetic. That there are no further equilibria has no
// certificate.
func (*selectionPart) check(c *checker, r *Result) {
	v := r.Selection
	var space persuasion.Space
	if err := space.Load(c.g); err != nil {
		c.unverified("selection: " + reason(err))
		return
	}
	if len(v.Proofs) == 0 {
		c.unverified("selection: its result carries no certificates")
		return
	}
	if !c.affords("selection", proofsOf(v), len(space.Pairs)) {
		return
	}
	settings := c.s.SelectionOrDefault()
	c.verify("selection (frontiers by their planes, equilibria by their schemes, the dynamics and the evaluation "+
		"played again)", func() {
		answer, err := c.stated(&space, v)
		if err == nil {
			err = selection.CheckOn(&space, c.g.Opt(), answer)
		}
		if err != nil {
			c.fail("selection", "%s", err)
			return
		}
		again := selectionResult(&c.g, &space, answer, settings)
		claim := *v
		c.same("selection", withoutProofs(claim), *again)
	})
	c.unverified("that selection.equilibria has all equilibria, with two agents or more")
	for i, p := range v.Proofs {
		if len(p.Least) == 0 {
			c.unverified(fmt.Sprintf("that no own optimum of agent %s in selection gives the user less: a tie rules "+
				"it out", c.s.Letter(i)))
		}
	}
}

// withoutProofs is a claim without its certificates.
func withoutProofs(v SelectionResult) SelectionResult {
	v.Proofs = nil
	frontiers, equilibria := v.Frontiers, v.Equilibria
	v.Frontiers, v.Equilibria = make([][]FrontierPoint, len(frontiers)), make([]SelectionEquilibrium, len(equilibria))
	for i, f := range frontiers {
		for _, p := range f {
			v.Frontiers[i] = append(v.Frontiers[i], FrontierPoint{User: p.User, Value: p.Value})
		}
	}
	for j, e := range equilibria {
		v.Equilibria[j] = SelectionEquilibrium{Agent: e.Agent, User: e.User}
	}
	return v
}

// stated makes the answer that a result's certificates state.
func (c *checker) stated(space *persuasion.Space, v *SelectionResult) (*selection.Answer, error) {
	if len(v.Frontiers) != space.Agents || len(v.Proofs) != space.Agents {
		return nil, fmt.Errorf("%d frontiers and %d proofs, of %d agents",
			len(v.Frontiers), len(v.Proofs), space.Agents)
	}
	frontiers := make([]selection.Frontier, space.Agents)
	for i := range frontiers {
		f, proof := &frontiers[i], &v.Proofs[i]
		f.Agent, f.Corners = i, make([]selection.Corner, len(v.Frontiers[i]))
		f.Edges = make([]selection.Edge, len(proof.Edges))
		planes := []*persuasion.Point{&f.Top}
		stated := [][]float64{proof.Top}
		if f.Open = len(proof.Least) == 0; !f.Open {
			planes, stated = append(planes, &f.Least), append(stated, proof.Least)
		}
		for k := range f.Edges {
			f.Edges[k].Weight = proof.Edges[k].Weight
			planes, stated = append(planes, &f.Edges[k].Plane), append(stated, proof.Edges[k].Plane)
		}
		for k, plane := range planes {
			if len(stated[k]) != space.AllSignals {
				return nil, fmt.Errorf("a plane of agent %d has %d numbers, not %d",
					i, len(stated[k]), space.AllSignals)
			}
			*plane = space.Shrink(stated[k])
		}
		for k := range f.Corners {
			if err := c.located(&f.Corners[k].Scheme, space, v.Frontiers[i][k].Scheme); err != nil {
				return nil, fmt.Errorf("frontiers[%d][%d]: %w", i, k, err)
			}
		}
	}
	equilibria := make([]selection.Interval, len(v.Equilibria))
	for j, e := range v.Equilibria {
		equilibria[j] = selection.Interval{Agent: e.Agent, Steps: make([]selection.Outcome, len(e.Steps))}
		for k := range e.Steps {
			if err := c.located(&equilibria[j].Steps[k].Scheme, space, e.Steps[k]); err != nil {
				return nil, fmt.Errorf("equilibria[%d], step %d: %w", j, k, err)
			}
		}
	}
	return selection.Rebuild(space, frontiers, equilibria)
}

// located writes the scheme that stated posteriors are.
func (c *checker) located(scheme *persuasion.Scheme, space *persuasion.Space, posteriors []SchemePart) error {
	strategy := make([]int, space.Heard)
	for j, p := range posteriors {
		if len(p.Belief) != space.AllSignals || len(p.Strategy) != space.AllHeard {
			return fmt.Errorf("posterior %d has the wrong shape", j)
		}
		if p.Lowered != 0 {
			return fmt.Errorf("posterior %d has a probability of the lowered game, as an earlier version stated it", j)
		}
		for x, heard := range space.HeardSignal {
			strategy[x] = p.Strategy[heard]
		}
		at := space.Shrink(p.Belief)
		pair, err := selection.PairAt(space, strategy, &at, p.Vertex)
		if err != nil {
			return fmt.Errorf("posterior %d: %w", j, err)
		}
		*scheme = append(*scheme, persuasion.Part{Pair: pair, Probability: p.Probability})
	}
	return nil
}
