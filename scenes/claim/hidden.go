package claim

import "github.com/emergent-alignment/emergent/engine"

// mostHidden is up to how many states the ways to hide something are listed.
const mostHidden = 4

// Hidden lists what everybody has if all is told but which of two states it is, for any two: an agent
// that keeps that to itself, while the others say nothing. It is empty where there is no competition,
// where the agents do not see the state, and where there is too much to list.
func Hidden(s engine.Scenario, r engine.Result) (list []Outcome) {
	if r.Benchmarks == nil || len(s.Agents) < 2 || s.AgentSignal != nil || len(s.States) > mostHidden {
		return nil
	}
	g := s.Game()
	for i := range s.States {
		for j := i + 1; j < len(s.States); j++ {
			has := make([]float64, len(s.Agents)+1)
			weights := make([]float64, g.States)
			for x := range g.UserSignal.Cols {
				for z := range s.States {
					if z == j {
						continue // told with i
					}
					clear(weights)
					weights[z] = g.Prior[z] * g.UserSignal.At(z, x)
					if z == i {
						weights[j] = g.Prior[j] * g.UserSignal.At(j, x)
					}
					add(has, &g, g.Choose(weights), weights)
				}
			}
			list = append(list, bars(s.States[i]+" or "+s.States[j]+"?", s, r.Benchmarks, has))
		}
	}
	return list
}
