package engine

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestIndifference: the section is there when asked for and its checks find what is changed.
func TestIndifference(t *testing.T) {
	s := fault(t, "two-kinds")
	if r := Solve(s); r.Indifference != nil {
		t.Error("it was not asked for")
	}
	s.Indifference = 0.05
	r := Solve(s)
	d := r.Indifference
	if d == nil {
		t.Fatalf("no section: %v", r.Notes)
	}
	if d.Worst > r.Ladder.Worst+1e-9 || d.Worst < d.Bound {
		t.Errorf("worst %g is not between its bound %g and the worst equilibrium %g", d.Worst, d.Bound, r.Ladder.Worst)
	}
	spoil := map[string]func(d *IndifferenceResult){
		"eta":            func(d *IndifferenceResult) { d.Eta += 1e-3 },
		"worst":          func(d *IndifferenceResult) { d.Worst += 1e-3 },
		"bound":          func(d *IndifferenceResult) { d.Bound -= 1e-3 },
		"curve[3].worst": func(d *IndifferenceResult) { d.Curve[3].Worst -= 1e-3 },
		"curve[2].eta":   func(d *IndifferenceResult) { d.Curve[2].Eta += 1e-3 },
		"curve":          func(d *IndifferenceResult) { d.Curve = d.Curve[:4] },
	}
	if bad := about(Check(s, r), "indifference"); len(bad) > 0 {
		t.Fatalf("check refuses it: %v", bad)
	}
	for field, change := range spoil {
		changed := *d
		changed.Curve = append([]IndifferencePoint(nil), d.Curve...)
		change(&changed)
		r.Indifference = &changed
		if len(about(Check(s, r), "indifference."+field)) == 0 {
			t.Errorf("%s: a change is accepted", field)
		}
	}
	r.Indifference = nil
	if len(about(Check(s, r), "indifference")) == 0 {
		t.Error("its absence is accepted")
	}
}

// TestIndifferenceSplits: the worst values are proved by splits; changed, or left out, they are
// refused, and without any it is said that the worst is not verified.
func TestIndifferenceSplits(t *testing.T) {
	s := normalize(sizedScenario(rand.New(rand.NewPCG(3, 1)), 3, 3, 3, 2))
	s.Indifference = 0.05
	good := Solve(s)
	if p := good.Indifference.Proof; len(p.Vertices) < 4 || len(p.Splits[0].To) < 2 {
		t.Fatalf("the proof is too simple: %+v", *p)
	}
	data, err := json.Marshal(good)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(p *IndifferenceProof){
		"as it is":      nil,
		"share":         func(p *IndifferenceProof) { p.Splits[0].Shares[0] += 1e-3 },
		"negative":      func(p *IndifferenceProof) { p.Splits[0].Shares[0] *= -1 },
		"another mean":  func(p *IndifferenceProof) { p.Splits[0].At = (p.Splits[0].At + 1) % len(p.Vertices) },
		"another part":  func(p *IndifferenceProof) { p.Splits[0].To[0] = (p.Splits[0].To[0] + 1) % len(p.Vertices) },
		"no such part":  func(p *IndifferenceProof) { p.Splits[0].To[0] = len(p.Vertices) },
		"no such mean":  func(p *IndifferenceProof) { p.Splits[0].At = -1 },
		"no such agent": func(p *IndifferenceProof) { p.Splits[0].Agent = 2 },
		"other agent":   func(p *IndifferenceProof) { p.Splits[0].Agent ^= 1 },
		"fewer shares":  func(p *IndifferenceProof) { p.Splits[0].Shares = nil },
		"vertex":        func(p *IndifferenceProof) { p.Vertices[p.Splits[0].At][0] += 1e-3 },
		"short vertex":  func(p *IndifferenceProof) { p.Vertices[0] = nil },
		"none":          func(p *IndifferenceProof) { p.Splits = nil },
	} {
		r, err := ParseResult(data)
		if err != nil {
			t.Fatal(err)
		}
		if change != nil {
			change(r.Indifference.Proof)
		}
		if bad := about(Check(s, r), "indifference"); len(bad) == 0 != (change == nil) {
			t.Errorf("%s: %v", name, bad)
		}
	}
	r, _ := ParseResult(data)
	r.Indifference.Proof = nil
	if report := Check(s, r); len(report.Failures) > 0 ||
		!slices.ContainsFunc(report.Unverified, func(what string) bool {
			return strings.HasPrefix(what, "indifference.worst and curve")
		}) {
		t.Errorf("without proof: failures %v, unverified %q", report.Failures, report.Unverified)
	}
}

// about lists the failures of a field.
func about(report Report, field string) (bad []FieldError) {
	for _, f := range report.Failures {
		if strings.HasPrefix(f.Field, field) {
			bad = append(bad, f)
		}
	}
	return bad
}

// TestSplitsWithOneLimit: three regions meet at one belief, where two of them have vertices of their own, and
// an agent gains at both; its split is listed once, the best, and check accepts the result (the 33rd scenario of
// ./build.sh worst, made small).
func TestSplitsWithOneLimit(t *testing.T) {
	s := parsed(t, `{"version":1,"states":["a","b","c"],"actions":["x","y","z"],"prior":[0.350212,0.326194,0.323594],
		"user":{"name":"U","utility":[[1,0,0],[0,0,1],[0,1,1]]},
		"agents":[{"name":"A","utility":[[1,1,1],[1,0,1],[1,1,1]]},{"name":"B","utility":[[1,1,0],[0,0,1],[0,1,1]]}],"indifference":0.1}`)
	r := Solve(s)
	if report := Check(s, r); len(report.Failures) > 0 || len(r.Indifference.Proof.Splits) == 0 {
		t.Errorf("%v", report.Failures)
	}
}
