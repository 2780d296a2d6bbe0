package persuasion

import "testing"

// TestCheckMonopolyRejects: every way to spoil a monopoly is found.
func TestCheckMonopolyRejects(t *testing.T) {
	for name, spoil := range map[string]func(m *Monopoly){
		"value":       func(m *Monopoly) { m.Value += 1e-6 },
		"user":        func(m *Monopoly) { m.UserHigh += 1e-6 },
		"plane low":   func(m *Monopoly) { m.Plane[0] -= 1e-6 },
		"plane high":  func(m *Monopoly) { m.Plane[1] += 1e-6 },
		"probability": func(m *Monopoly) { m.Low[0].Probability += 1e-6 },
		"negative":    func(m *Monopoly) { m.Low[0].Probability *= -1 },
		"short":       func(m *Monopoly) { m.High = m.High[:1] },
	} {
		var p Space
		m := monopoly(t, &p, game([]float64{0.7, 0.3}, [][]float64{{1, 0}, {0, 1}}, [][]float64{{0, 0}, {1, 1}}))
		if err := p.CheckMonopoly(1, &m); err != nil {
			t.Fatalf("before: %v", err)
		}
		if spoil(&m); p.CheckMonopoly(1, &m) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
