package engine

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkApply is what each move of a pointer asks of the door: the edit of a party's weights, in a scenario with
// every setting and in a large one.
func BenchmarkApply(b *testing.B) {
	full, err := Parse([]byte(full))
	if err != nil {
		b.Fatal(err)
	}
	for _, row := range []struct {
		name string
		s    Scenario
	}{{"full", full}, {"8x8x24", sizedScenario(rand.New(rand.NewPCG(1, 1)), 8, 8, 8, 24)}} {
		edits := make([]Edit, 64)
		rng := rand.New(rand.NewPCG(2, 2))
		for i := range edits {
			edits[i] = SetWeights{0, randomDistribution(rng, len(row.s.Criteria))}
		}
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := Apply(row.s, edits[i%len(edits)]); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(row.name+"/Validate", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Validate(row.s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOrDefault fills in settings, as figures do at each answer.
func BenchmarkOrDefault(b *testing.B) {
	s := Scenario{Agents: make([]Party, 3)}
	b.ReportAllocs()
	for b.Loop() {
		s.AlignmentOrDefault()
		s.ResponseOrDefault()
		s.ConversationOrDefault()
		s.SelectionOrDefault()
		s.PopulationOrDefault()
	}
}
