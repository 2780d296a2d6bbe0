package main

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/emergent-alignment/emergent/engine/experiment"
)

// TestFitIsSweep: fit and sweep, whole or in shards, say the same of items held out, digit for
// digit, and so of the choices on all items and of the weights.
func TestFitIsSweep(t *testing.T) {
	spec :=
		`{"version":1,"kind":"table","seed":9,"runs":30,"table":{"file":"scores.csv"},"users":"each","holdout":{"share":0.4}}`
	files(t, map[string]string{"scores.csv": scoresCSV(), "spec.json": spec})
	var fit fitResult
	o := emergent("", "fit", "scores.csv", "-holdout", "0.4", "-repeat", "30", "-seed", "9", "-users", "each")
	if err := json.Unmarshal([]byte(o.out), &fit); err != nil {
		t.Fatal(err, o)
	}
	merge := []string{"merge"}
	for _, part := range []string{"0/3", "1/3", "2/3"} {
		name := "part" + part[:1]
		emergent("", "sweep", "spec.json", "-quiet", "-shard", part, "-o", name).want(t, 0, "")
		merge = append(merge, name)
	}
	var report experiment.Report
	if o := emergent("", merge...); json.Unmarshal([]byte(o.out), &report) != nil {
		t.Fatal(o)
	}
	table := report.Table
	if fit.Holdout == nil || !reflect.DeepEqual(fit.Holdout, table.Holdout) ||
		!reflect.DeepEqual(fit.Choices, table.Comparison.Rows) || !reflect.DeepEqual(fit.Stability, table.Stability) {
		t.Errorf("fit says %+v, sweep %+v", fit.Holdout, table.Holdout)
	}
	if fit.Users == nil || !reflect.DeepEqual(fit.Users, table.Users) {
		t.Errorf("fit says %+v of users, sweep %+v", fit.Users, table.Users)
	}
	if !reflect.DeepEqual(table.Holdout, report.Diversity.Holdout) {
		t.Error("a report says two things of what is held out")
	}
}

// TestFitReads: the flags reach the table.
func TestFitReads(t *testing.T) {
	const long = "long.csv"
	files(t,
		map[string]string{long: "question,who,says,topic\nq1,A,yes,x\nq1,me,yes,x\nq2,me,no,x\nq2,A,unsure,x\nq3,A,no,y\nq3,me,no,y\nq4,A,yes,y\nq4,me,yes,y\nq5,me,,y\nq5,A,no,y\n"})
	args := []string{"fit", long, "-long", "question,who,says", "-words", "yes=1,unsure=0.5,no=0",
		"-user", "me", "-group", "topic", "-repeat", "4"}
	o := emergent("", args...)
	var fit fitResult
	if err := json.Unmarshal([]byte(o.out), &fit); err != nil {
		t.Fatal(err, o)
	}
	if fit.User != "me" || fit.Items != 4 || fit.Groups != 2 || fit.Missing == nil || fit.Missing.Items != 1 ||
		fit.Holdout.Groups != 2 || fit.Alignment.Epsilon != 0.25 {
		t.Errorf("got %s", o.out)
	}
	for _, row := range []struct {
		flag, value, want string
	}{
		{"-words", "yes=1,no=0", `long.csv: row 5, column 3 (A): is "unsure", must be a number, or a word of the ` +
			`mapping: give it a number there`},
		{"-user", "you", `long.csv: user: is "you", the table has no such rater, must be one of "A", "me"`},
		{"-words", "yes",
			`fit: invalid value "yes" for flag -words: "yes" has no =, must be word=number (emergent help fit)`},
		{"-users", "all", `long.csv: users: is "all", must be each`},
		{"-repeat", "0", "fit: -repeat: is 0, must be 1 to 10000000"},
		{"-holdout", "1", "long.csv: holdout.share: is 1, must be 0 to below 1"},
		{"-seed", "9007199254740992", "long.csv: seed: is 9007199254740992, must be at most 9007199254740991"},
	} {
		changed := append(append([]string(nil), args...), row.flag, row.value)
		if row.flag == "-words" {
			changed = append([]string{"fit", long, "-long", "question,who,says", row.flag}, row.value)
		}
		emergent("", changed...).want(t, statusBad, "emergent: "+row.want+"\n")
	}
}
