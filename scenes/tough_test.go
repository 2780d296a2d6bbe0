package scenes

import (
	"os"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// A game whose ties take long, which nobody can foresee, is given up inline and solved by the worker;
// so are the next ones, until it is tried again. Where there is no worker it is solved all the same.
func TestToughGamesGoToTheWorker(t *testing.T) {
	data, err := os.ReadFile("../engine/testdata/tough.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := engine.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	heavy := &scripted{}
	a := chooser(t, heavy)
	if err := a.SetScenario(s); err != nil {
		t.Fatal(err)
	}
	v := &a.answers
	if len(heavy.jobs) != 1 || heavy.revs[0] != a.history.store.Revision() || !v.stale() {
		t.Fatalf("jobs %v of revision %d, stale %v", heavy.revs, a.history.store.Revision(), v.stale())
	}
	heavy.jobs[0](nil)
	if v.stale() || v.result.Equilibria == nil || v.at[heavyPart] != a.history.store.Revision() {
		t.Errorf("after the worker's answer: stale %v", v.stale())
	}
	tried := v.tough
	s.Prior[0], s.Prior[1] = s.Prior[0]+1e-4, s.Prior[1]-1e-4
	if err := a.SetScenario(s); err != nil {
		t.Fatal(err)
	}
	if len(heavy.jobs) != 2 || v.tough != tried || tried <= a.history.store.Revision() {
		t.Errorf("the next one: %d jobs, and it was tried inline: %v", len(heavy.jobs), v.tough != tried)
	}
	alone := chooser(t, nil)
	if err := alone.SetScenario(s); err != nil {
		t.Fatal(err)
	}
	if alone.answers.stale() || alone.answers.result.Equilibria == nil {
		t.Error("without a worker there is no answer")
	}
}
