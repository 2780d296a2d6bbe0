package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// byHand is a mutant that is written out, with the tests that must notice.
type byHand struct {
	name, file, old, new string
	killer
}

// handMade are the changes that no test noticed at a review of November 2026.
var handMade = []byHand{
	{"who opens the bidding when another leaves", "engine/setting.go", "*x > p.agent ||", "*x >= p.agent ||",
		killer{"engine", "TestRemoveAgentKeepsWhoOpens"}},
	{"the quantile one rank lower", "engine/selection/evaluate.go", "min(int(e.Confidence*float64(n)), n-1)",
		"max(min(int(e.Confidence*float64(n)), n-1)-1, 0)", killer{"engine/selection", "TestQuantile"}},
	{"a total variation that is not halved", "engine/conversation/delta_at.go", "sum / 2", "sum",
		killer{"engine", "TestDeltaIsATotalVariation"}},
	{"delta does not know of the logit user", "engine/conversation/delta.go", "mass <= 0 || set.Quantal", "mass <= 0",
		killer{"engine", "TestDeltaOfALogitUser"}},
	{"the last of equal partitions, not the finest", "engine/conversation/aligned.go", "v > f.best.Value+improvement",
		"v > f.best.Value-improvement", killer{"engine", "TestAlignedTellsTheMost"}},
	{"inexact depth is one more", "engine/align/depth.go", "return limit, limit == k", "return limit + 1, limit == k",
		killer{"engine", "TestInexactDepth"}},
	{"the loss curve's key forgets the step", "engine/loss_curve.go", "v.Samples = 0", "v.Samples, v.Step = 0, 0",
		killer{"engine", "TestLossCurveFollowsTheStep"}},
	{"the ladder's floor above the worst", "engine/check_competition.go",
		`c.atMost("ladder.floor", "floor", l.Floor, l.Worst)`, "", killer{"engine", "TestRefusals"}},
	{"an interval of selection that runs downwards", "engine/selection/check.go",
		"e.Steps[k].User < e.Steps[k-1].User-sameValue", "false", killer{"engine/selection", "TestCheckIntervals"}},
	{"a frontier above its planes", "engine/selection/check.go", "!(d <= Slack*size+indifferent)", "false",
		killer{"engine/selection", "TestCheckWords"}},
	{"a cheap solve drops the conversation", "engine/result.go", "of: ConversationSection | TreeSection,", "",
		killer{"scenes", "TestCheapSolveKeepsTheRest"}},
	{"a cheap solve drops the quantal map", "engine/result.go", "of: QuantalMapSection,", "",
		killer{"scenes", "TestCheapSolveKeepsTheRest"}},
	{"an answer of the same revision counts as older", "scenes/answers.go",
		"(revision >= k.at[i] ||", "(revision > k.at[i] ||",
		killer{"scenes", "TestEqualRevisionIsNotOlder"}},
	{"the ghost asks for a map", "scenes/pin.go",
		`{"play", "map"}`, `{"play"}`, killer{"scenes", "TestGhostNeitherPlaysNorMaps"}},
	{"the wrong reason of an inexact depth", "scenes/claim/floor.go",
		"case !r.Alignment.DepthExact:", "case r.Alignment.DepthExact:",
		killer{"scenes/claim", "TestSurvivalSaysWhatIsKnown"}},
	{"a drag that turns does not know the zoom", "scenes/viewport.go",
		"ev.DY /= v.zoom", "", killer{"scenes", "TestOrbitGoesWithTheZoom"}},
	{"the best of equal equilibria is not shown", "scenes/equilibrium/model.go",
		`!m.even || shown == "best"`, "!m.even",
		killer{"scenes/equilibrium", "TestBestOfEqualOnes"}},
	{"all and some of the lab's games", "scenes/lab/selection.go",
		"if in.End.Reached == r.Runs {", "if in.End.Reached != r.Runs {",
		killer{"scenes/lab", "TestSelectionWords"}},
	{"all and some of the lab's shares", "scenes/lab/hull.go",
		"if r.Hull.Within < len(r.Hull.Cells) {", "if r.Hull.Within == len(r.Hull.Cells) {",
		killer{"scenes/lab", "TestHullWords"}},
	{"the pace is learned the wrong way round", "scenes/worker/inline.go",
		"if factor > p.known() {", "if factor < p.known() {",
		killer{"scenes/worker", "TestPace"}},
}

// try compiles the killer's tests with the one change and reports whether they fail.
func (h byHand) try(work string) (killed bool, err error) {
	source, err := os.ReadFile(h.file)
	if err != nil {
		return false, err
	}
	if n := strings.Count(string(source), h.old); n != 1 {
		return false, fmt.Errorf("%s: %q stands in it %d times, not once", h.file, h.old, n)
	}
	changed, overlay := filepath.Join(work, "changed.go"), filepath.Join(work, "overlay.json")
	if err := os.WriteFile(changed, []byte(strings.Replace(string(source), h.old, h.new, 1)), 0o644); err != nil {
		return false, err
	}
	whole, err := filepath.Abs(h.file)
	if err != nil {
		return false, err
	}
	data, err := json.Marshal(map[string]any{"Replace": map[string]string{whole: changed}})
	if err != nil {
		return false, err
	}
	if err := os.WriteFile(overlay, data, 0o644); err != nil {
		return false, err
	}
	binary := filepath.Join(work, "tests")
	compile := exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", binary, "./"+h.dir)
	if out, err := compile.CombinedOutput(); err != nil {
		return false, fmt.Errorf("%s: %s does not compile: %s", h.name, h.dir, out)
	}
	killed, why := programs{{binary, h.dir, "^" + h.run + "$"}}.try(-1)
	if killed && !strings.Contains(why, "--- FAIL: "+h.run) {
		return false, fmt.Errorf("%s: %s does not fail but %s", h.name, h.run, why)
	}
	return killed, nil
}

// tryByHand tries the changes made by hand and reports on them as on a package.
func tryByHand() (f finding, err error) {
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(work)
	for _, h := range handMade {
		killed, err := h.try(work)
		if err != nil {
			return f, err
		}
		f.all, f.tried = f.all+1, f.tried+1
		if !killed {
			f.survivors = append(f.survivors, fmt.Sprintf("%s: %s", h.file, h.name))
		}
	}
	return f, nil
}
