package experiment

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// tableReport runs a spec on a table given as text.
func tableReport(t testing.TB, s Spec, text string) Report {
	t.Helper()
	table, err := ReadTable([]byte(text), s.Reading)
	if err != nil {
		t.Fatal(err)
	}
	s.Version, s.Kind, s.Table = Version, KindTable, &Source{File: "mine.csv"}
	j, err := New(s, table)
	if err != nil {
		t.Fatal(err)
	}
	c := j.Collect()
	for i := range j.Chunks() {
		if err := c.Add(j.Run(i)); err != nil {
			t.Fatal(err)
		}
	}
	return c.Report()
}

// chance makes text of a table whose scores are random, with a group for each item.
func chance(items, agents, groups int, also func(item int, scores []float64)) string {
	var s source
	r := s.start(7, 0, 0)
	var text strings.Builder
	text.WriteString("item,group,you")
	for i := range agents {
		fmt.Fprintf(&text, ",agent %d", i+1)
	}
	scores := make([]float64, agents+1)
	for e := range items {
		for i := range scores {
			scores[i] = r.Float64()
		}
		if also != nil {
			also(e, scores)
		}
		fmt.Fprintf(&text, "\nitem %d,group %d", e+1, e%groups)
		for _, x := range scores {
			fmt.Fprintf(&text, ",%v", x)
		}
	}
	return text.String() + "\n"
}

// TestHoldoutLaws: what is fitted errs in the order of its freedom, and what fits noise errs by
// more elsewhere; an agent that is the user but for a constant errs nowhere.
func TestHoldoutLaws(t *testing.T) {
	for _, kind := range []string{RMS, MSE, Max} {
		s := Spec{Runs: 30, Diversity: &Diversity{Error: kind}, Holdout: &Holdout{By: ByItem}}
		rows := tableReport(t, s, chance(40, 15, 4, nil)).Table.Holdout.Rows
		if !(rows[Conic].Fitted <= rows[Convex].Fitted && rows[Convex].Fitted <= rows[Average].Fitted &&
			rows[Convex].Fitted <= rows[BestAgent].Fitted) {
			t.Errorf("%s: fitted errors are out of order: %+v", kind, rows)
		}
		for _, row := range rows {
			if !(row.HeldOut > row.Fitted && row.Error > 0) && row.Kind != "average" {
				t.Errorf("%s: noise is as well known where it was not fitted: %+v", kind, row)
			}
		}
		twin := chance(40, 15, 4, func(_ int, scores []float64) { scores[5] = scores[0] + 3 })
		rows = tableReport(t, s, twin).Table.Holdout.Rows
		for _, choice := range []int{BestAgent, Convex, Conic} {
			if rows[choice].HeldOut > 1e-7 {
				t.Errorf("%s: a twin of the user errs: %+v", kind, rows[choice])
			}
		}
	}
}

// TestHoldoutByHand: with two agents, y = 1 - x on every item, and a user who is x, the best
// agent is x itself, the average is 1/2 whatever the item, so with an offset it errs as the
// best number does.
func TestHoldoutByHand(t *testing.T) {
	text := "you,x,y\n"
	for e := range 20 {
		x := float64(e*7%20) / 20
		text += fmt.Sprintf("%v,%v,%v\n", x, x, 1-x)
	}
	r := tableReport(t, Spec{Runs: 5, Holdout: &Holdout{By: ByItem}}, text)
	rows := r.Table.Holdout.Rows
	if rows[BestAgent].HeldOut != 0 || rows[Convex].HeldOut > 1e-9 ||
		math.Abs(rows[Average].HeldOut-rows[Constant].HeldOut) > 1e-9 {
		t.Errorf("got %+v", rows)
	}
	whole := r.Table.Comparison.Rows
	// The scores are 0, 1/20 .. 19/20: variance (20²-1)/12/400.
	if want := math.Sqrt(399. / 12 / 400); math.Abs(whole[Constant].RMS-want) > 1e-9 ||
		whole[BestAgent].Explained != 1 || math.Abs(whole[Average].Explained) > 1e-9 {
		t.Errorf("got %+v, want a constant that errs by %v", whole, want)
	}
}

// TestSplit: of so many items or groups the share is held out, a group whole; every item is in
// one of the parts; and the seed decides.
func TestSplit(t *testing.T) {
	table, err := ParseTable([]byte(chance(35, 3, 7, nil)))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		by    string
		share float64
		held  int // items
	}{{ByItem, 0.5, 18}, {ByItem, 0.2, 7}, {ByItem, 0.001, 1}, {ByGroup, 0.5, 20}, {ByGroup, 0.99, 30}} {
		var p splitter
		if err := p.prepare(&Holdout{Share: &row.share, By: row.by}, table); err != nil {
			t.Fatal(err)
		}
		var s source
		seen := map[string]bool{}
		for run := range 20 {
			p.split(s.start(1, streamSplit, run).IntN)
			if len(p.parts[1]) != row.held || len(p.parts[0])+len(p.parts[1]) != 35 {
				t.Fatalf("%+v: %d and %d items", row, len(p.parts[0]), len(p.parts[1]))
			}
			for _, e := range p.parts[0] {
				if slices.Contains(p.parts[1], e) ||
					row.by == ByGroup && slices.ContainsFunc(p.parts[1], func(o int) bool { return o%7 == e%7 }) {
					t.Fatalf("%+v: item %d or its group is in both parts", row, e)
				}
			}
			seen[fmt.Sprint(p.parts[1])] = true
		}
		if len(seen) < 5 {
			t.Errorf("%+v: %d splits in 20 runs", row, len(seen))
		}
	}
}

// TestPerGroup: with an offset for each group, what all answers to it have in common is gone.
func TestPerGroup(t *testing.T) {
	s := Spec{Runs: 10, Alignment: &engine.Alignment{Offset: PerGroup}}
	plain := tableReport(t, s, chance(40, 5, 8, nil))
	moved := tableReport(t, s, chance(40, 5, 8, func(e int, scores []float64) {
		for i := range scores {
			scores[i] += float64(e%8) * float64(i)
		}
	}))
	for i, row := range plain.Table.Holdout.Rows {
		if other := moved.Table.Holdout.Rows[i]; math.Abs(other.HeldOut-row.HeldOut) > 1e-7 ||
			math.Abs(other.Fitted-row.Fitted) > 1e-7 {
			t.Errorf("%+v, moved %+v", row, other)
		}
	}
	if plain.Spec.Holdout.By != ByGroup || plain.Table.Holdout.Groups != 8 {
		t.Errorf("a table with groups is split by %s, %d groups", plain.Spec.Holdout.By, plain.Table.Holdout.Groups)
	}
}

// TestHoldoutRefusals: what cannot be split is said, with what would do.
func TestHoldoutRefusals(t *testing.T) {
	share, none := 0.9, 0.0
	rows := []struct {
		text string
		spec Spec
		want string
	}{
		{"item,group,you,A\na,x,1,2\nb,x,2,3\nc,x,3,1\nd,x,4,4\n", Spec{Holdout: &Holdout{By: ByGroup}},
			`rows 2 to 5, column 2 (group): all name one group, "x", and a split by group needs two: give other ` +
				`groups, or split by item`},
		{"you,A\n1,2\n2,3\n3,1\n4,4\n", Spec{Holdout: &Holdout{By: ByGroup}},
			`table: has no column of groups, and a split by group needs two: call the column after the items' names ` +
				`"group", or name it in the reading`},
		{"you,A\n1,2\n2,3\n3,1\n4,4\n", Spec{Alignment: &engine.Alignment{Offset: PerGroup}},
			`table: has no column of groups, and an offset for each group needs two: call the column after ` +
				`the items' ` +
				`names "group", or name it in the reading`},
		{"you,A\n1,2\n2,3\n3,1\n4,4\n", Spec{Holdout: &Holdout{Share: &share}},
			"holdout.share: is 0.9, which leaves 1 of 4 items to fit, must leave 2: hold out less, or " +
				"bring more items"},
	}
	for _, row := range rows {
		table, err := ParseTable([]byte(row.text))
		if err != nil {
			t.Fatal(err)
		}
		s := row.spec
		s.Version, s.Kind, s.Table = Version, KindTable, &Source{File: "t.csv"}
		if _, err := New(s, table); message(err) != row.want {
			t.Errorf("got %v, want %s", err, row.want)
		}
	}
	r := tableReport(t, Spec{Runs: 3, Holdout: &Holdout{Share: &none}}, "you,A\n1,2\n2,3\n3,1\n4,4\n")
	if r.Table.Holdout != nil || r.Diversity.Points[0].Tried != nil {
		t.Errorf("nothing is held out, and yet %+v", r.Table.Holdout)
	}
}

// TestWarnings: each is said where it is true, and only there.
func TestWarnings(t *testing.T) {
	rows := []struct{ text, want string }{
		{chance(60, 4, 3, nil), ""},
		{chance(5, 7, 2, nil), WarnFewItems},
		{chance(14, 9, 2, nil), WarnFewFitted},
		{chance(60, 4, 3, func(_ int, s []float64) { s[2] = 3 }), WarnConstant},
		{chance(60, 4, 3, func(_ int, s []float64) { s[0] = 3 }), WarnUserConstant},
		{chance(60, 4, 3, func(_ int, s []float64) { s[4] = s[1] }), WarnDuplicates},
		{chance(60, 4, 3, func(_ int, s []float64) { s[0] = 5 * s[1] }), WarnScales},
		{chance(60, 2, 3, func(_ int, s []float64) { s[1], s[2] = 2-s[0], 3-s[0] }), WarnZero},
		{chance(60, 2, 3, func(_ int, s []float64) { s[1], s[2] = 2-s[0], 3-s[0] }), WarnAverage},
		{"you,A\n1,2\n2,3\n,3\n3,1\n4,4\n4,3\n", WarnMissing},
		{chance(60, 4, 1, nil), WarnOneGroup},
	}
	for _, row := range rows {
		r := tableReport(t, Spec{Runs: 2}, row.text)
		kinds := []string{}
		for _, w := range r.Table.Warnings {
			kinds = append(kinds, w.Kind)
			if !strings.HasSuffix(w.Text, ".") || strings.Contains(w.Text, "%!") {
				t.Errorf("%q is not a sentence", w.Text)
			}
		}
		// By chance the average of noise may be worse than one number.
		others := slices.DeleteFunc(slices.Clone(kinds), func(kind string) bool {
			return kind == row.want || kind == WarnAverage || kind == WarnZero
		})
		if row.want != "" && !slices.Contains(kinds, row.want) || len(others) > 0 {
			t.Errorf("got %v, want %q", kinds, row.want)
		}
	}
}

// TestStability: the intervals hold the weights, and more items make them shorter.
func TestStability(t *testing.T) {
	width := func(items int) float64 {
		r := tableReport(t, Spec{Runs: 60}, chance(items, 3, 5, func(_ int, s []float64) {
			s[0] = 0.5*s[1] + 0.3*s[2] + 0.2*s[3] + 0.5*s[0]
		}))
		sum := 0.0
		for i, w := range r.Table.Stability.Weights {
			sum += w.High - w.Low
			if x := r.Table.Comparison.LeastSquares.Weights[i]; x < w.Low-1e-9 || x > w.High+1e-9 {
				t.Errorf("weight %v is not in %+v", x, w)
			}
		}
		if r.Table.Stability.Resamples != 60 {
			t.Errorf("%d resamples", r.Table.Stability.Resamples)
		}
		return sum
	}
	if few, many := width(60), width(960); !(many < few/2) {
		t.Errorf("with 60 items %v, with 960 %v", few, many)
	}
}

// TestMissingWords: one of a kind is not two.
func TestMissingWords(t *testing.T) {
	for m, want := range map[Missing]string{
		{"complete", 1, 1}: "1 cell has no score: 1 item is left out (complete rows only).",
		{"complete", 3, 2}: "3 cells have no score: 2 items are left out (complete rows only).",
		{"pairwise", 3, 1}: "3 cells have no score (pairwise): each counts as its agent's mean over the " +
			"fitted items; 1 item is left out, where you have no score or nobody else has.",
		{"pairwise", 1, 0}: "1 cell has no score (pairwise): each counts as its agent's mean over the fitted items.",
	} {
		if got := m.words(); got != want {
			t.Errorf("%+v: %q, want %q", m, got, want)
		}
	}
}

// TestHeldOutHoles: what stands for a missing score is learnt from the fitted part alone.
func TestHeldOutHoles(t *testing.T) {
	table, err := ReadTable([]byte("you,A,B\n1,,0\n2,4,0\n3,6,0\n4,100,0\n"), &engine.Reading{Missing: engine.Pairwise})
	if err != nil {
		t.Fatal(err)
	}
	r := tableRunner{table: table, outline: Outline{Names: table.Names, Items: 4},
		splitter: splitter{parts: [2][]int{{1, 2}, {0, 3}}}}
	r.agents = make([][]float64, 2)
	r.try([]int{0, 1}, []int{1}, RMS)
	if got := r.trial.heldOut[1]; got[0] != 5 || got[1] != 100 {
		t.Errorf("got %v, want the mean of 4 and 6, then 100", got)
	}
}

// expected are figures of the real tables by another program (SciPy's nnls), fitted and held
// out with the standard error of the latter, of the five choices in order.
var expected = []struct {
	file    string
	whole   [choices]float64
	heldOut [choices][3]float64
}{
	{"pew.csv", [choices]float64{0.4846, 0.4091, 0.4706, 0.3711, 0.3706},
		[choices][3]float64{{.483, .488, .001}, {.408, .412, .001}, {.470, .472, .001}, {.370, .375, .001},
			{.368, .377, .001}}},
	{"pew-topics.csv", [choices]float64{0.4846, 0.4091, 0.4706, 0.3711, 0.3706},
		[choices][3]float64{{.468, .525, .003}, {.390, .465, .003}, {.460, .497, .003}, {.358, .416, .003},
			{.354, .436, .002}}},
	{"wvs.csv", [choices]float64{0.3349, 0.3859, 0.3391, 0.2958, 0.2934},
		[choices][3]float64{{.336, .334, .001}, {.385, .390, .001}, {.340, .339, .001}, {.295, .298, .001},
			{.293, .295, .001}}},
	{"dices350.csv", [choices]float64{0.5000, 0.4907, 0.4382, 0.3943, 0.3917},
		[choices][3]float64{{.499, .502, 0}, {.482, .518, .003}, {.437, .440, .001}, {.381, .431, .002},
			{.374, .442, .002}}},
	{"mfq-models.csv", [choices]float64{1.2928, 0.6914, 0.5896, 0.5291, 0.5291},
		[choices][3]float64{{1.292, 1.294, .001}, {.690, .697, .001}, {.590, .589, .001}, {.528, .532, .001},
			{.528, .533, .001}}},
	{"mfq-personas.csv", [choices]float64{1.4203, 0.5082, 0.6482, 0.4171, 0.3489},
		[choices][3]float64{{1.396, 1.473, .010}, {.477, .696, .012}, {.635, .673, .005}, {.333, .659, .006},
			{.197, .801, .010}}},
}
