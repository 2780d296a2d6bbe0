package engine

import (
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

// about lists the failures of a field.
func about(report Report, field string) (bad []FieldError) {
	for _, f := range report.Failures {
		if strings.HasPrefix(f.Field, field) {
			bad = append(bad, f)
		}
	}
	return bad
}
