package engine

import (
	"reflect"
	"strings"
	"testing"
)

var answers = []Word{{"yes", 1}, {"Unsure", 0.5}, {"NO", 0}}

// TestReadTable: the ways in which people have one and the same table.
func TestReadTable(t *testing.T) {
	want := Table{Names: []string{"you", "A", "B"}, Scores: [][]float64{{1, 0, 0.5}, {0, 0.5, 1}, {-2, 3, 0}}}
	unicode := func(text string) string { // Excel's "Unicode Text"
		data := "\xff\xfe"
		for _, r := range text {
			data += string([]byte{byte(r), byte(r >> 8)})
		}
		return data
	}
	rows := map[string]struct {
		in      string
		reading Reading
	}{
		"plain":          {"you,A,B\n1,0,-2\n0,.5,3\n.5,1,0\n", Reading{}},
		"UTF-16":         {unicode("you\tA\tB\r\n1\t0\t−2\r\n0\t0,5\t3\r\n0,5\t1\t0\r\n"), Reading{}},
		"Excel's sep":    {"sep=;\r\nyou;A;B\r\n1;0;-2\r\n0;0,5;3\r\n0,5;1;0\r\n", Reading{}},
		"columns behind": {"you,A,B,,\n1,0,-2,,\n0,.5,3,,\n.5,1,0,,\n,,,,\n", Reading{}},
		"user elsewhere": {"A,B,you\n0,-2,1\n.5,3,0\n1,0,.5\n", Reading{User: "you"}},
		"a column too many": {"you,country,A,B\n1,x,0,-2\n0,y,.5,3\n.5,z,1,0\n",
			Reading{Without: []string{"country"}}},
		"words":              {"you,A,B\nYes,no,-2\nNo, unsure ,3\nUnsure,YES,0\n", Reading{Words: answers}},
		"missing, complete":  {"you,A,B\n1,0,-2\n,0,1\n0,.5,3\n1,NA,1\n.5,1,0\n5,5,#N/A\n", Reading{}},
		"missing, pairwise":  {"you,A,B\n1,0,-2\n,0,1\n0,,3\n.5,1,0\n4,,\n", Reading{Missing: Pairwise}},
		"long":               {"item,rater,score\na,you,1\na,A,0\nb,you,0\na,B,-2\nb,A,.5\nb,B,3\nc,B,0\nc,A,1\nc,you,.5\n", Reading{}},
		"long, columns said": {"who,points,what\nA,0,a\nyou,1,a\nyou,0,b\nB,-2,a\nA,.5,b\nB,3,b\nB,0,c\nA,1,c\nyou,.5,c\n", Reading{Long: &Long{"what", "who", "points"}, User: "you"}},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			got, items, err := ReadTable([]byte(row.in), row.reading)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
			if strings.HasPrefix(name, "missing") && (items.DroppedItems == 0 || items.MissingCells < 3) {
				t.Errorf("%d cells missing, %d items left out", items.MissingCells, items.DroppedItems)
			}
		})
	}
}

// TestReadGroups: groups stand after the items, or where the reading says.
func TestReadGroups(t *testing.T) {
	want := []string{"x", "y", "x"}
	for in, r := range map[string]Reading{
		"item,group,you,A\n1,x,1,2\n2,y,2,3\n3,x,3,4\n":                                        {},
		"Group,you,A\nx,1,2\ny,2,3\nx,3,4\n":                                                   {},
		"you,topic,A\n1,x,2\n2,y,3\n3,x,4\n":                                                   {Group: "topic"},
		"item,you,A\nx: 1,1,2\ny: 2,2,3\nx:  1: 1,3,4\n":                                       {GroupBefore: ": "},
		"item,group,you,A\n1 of x,p,1,2\n2 of y,p,2,3\n3 of x,q,3,4\n":                         {GroupAfter: " of "},
		"item,rater,score\n1/x,you,1\n2/y,you,2\n3/x,you,3\n1/x,A,1\n2/y,A,2\n3/x,A,0\n":       {GroupAfter: "/"},
		"item,group,rater,score\n1,x,you,1\n2,y,you,2\n3,x,you,3\n1,x,A,1\n2,y,A,2\n3,x,A,0\n": {},
	} {
		table, items, err := ReadTable([]byte(in), r)
		if err != nil || !reflect.DeepEqual(items.Groups, want) ||
			!reflect.DeepEqual(table.Names, []string{"you", "A"}) {
			t.Errorf("%q: groups %q of %q, %v", in, items.Groups, table.Names, err)
		}
	}
}

// TestReadTableErrors: each says where it is, and what would do.
func TestReadTableErrors(t *testing.T) {
	rows := []struct {
		in      string
		reading Reading
		want    string
	}{
		{"you,A\n1,Yes\n", Reading{}, `row 2, column 2 (A): is "Yes", must be a number`},
		{"you,A\nyes,no\nno,perhaps\n", Reading{Words: answers},
			`row 3, column 2 (A): is "perhaps", must be a number, or a word of the mapping: give it a number there`},
		{"you,A,B\n1,,2\n2,NA,3\n", Reading{},
			"rows 2 to 3, column 2 (A): no score in any of them, must have some: fill it in or leave the column out"},
		{"you,A,A\n1,2,3\n", Reading{}, `row 1, column 3: is "A" like row 1, column 2, names must differ`},
		{"you,A,B\n1,,2\n,2,3\n1,2,\n", Reading{},
			"row 2, column 2 (A): is empty, and rows without such cells are 0, must be 2: fill it in, leave out the " +
				"column that has most holes, or read the table pairwise"},
		{"you,A\n1,2\n", Reading{User: "me"}, `user: is "me", the table has no such column, must be one of "you", "A"`},
		{"you,A\n1,2\n", Reading{Without: []string{"A"}}, "row 1: leaves 1 columns, must leave a user and an agent"},
		{"you,A\n1,2\n", Reading{Group: "topic"}, `row 1: has no column "topic", must be one of "you", "A"`},
		{"item,group,you,A\na,x,1,2\nb,,1,2\n",
			Reading{}, "row 3, column 2 (group): is empty, must name the group of the item"},
		{"item,you,A\na: x,1,2\nb,1,2\n", Reading{GroupAfter: ": "},
			`row 3: the item's name "b" has nothing behind ": ", must have the name of its group there`},
		{"item,rater,score\na/1,you,1\n/b,A,2\n", Reading{GroupBefore: "/"},
			`row 3: the item's name "/b" has nothing before "/", must have the name of its group there`},
		{"you,A\n1,2\n", Reading{GroupBefore: "/"},
			`row 1: has no column of items' names to group by a part of: call ` +
				`the first column "item", or name it in the reading`},
		{"you,A\n1,2\n", Reading{GroupBefore: "/", Group: "A"},
			"reading: groups items in 2 ways, must in one: group, groupBefore or groupAfter"},
		{"item,rater,score,Score\na,you,1,2\na,A,2,3\n", Reading{Long: &Long{"item", "rater", "score"}},
			`row 1, column 4: is "Score" like column 3, of which the table takes one: give them different names`},
		{"item,rater,score\na,you,1\na,A,2\na,you,1\n",
			Reading{},
			`row 4, column 3 (score): is a second score of "you" for the item "a" (the first stands in row ` +
				`2), must be one`},
		{"item,rater,score\na,you,1\nb,you,2\n",
			Reading{}, "column 2 (rater): names 1 raters, must name 2 to 1001 (the user, then the agents)"},
		{"item,rater,score\na,you,1\na,A,x\n", Reading{}, `row 3, column 3 (A): is "x", must be a number`},
		{"you,A\n1,2\n", Reading{Long: &Long{"item", "rater", "score"}},
			`row 1: has no column "item", must be one of "you", "A"`},
		{"you,A\n1,2\n", Reading{Words: []Word{{"a", 1}, {" A", 2}}},
			`reading.words[1].word: is " A", which has a number already`},
		{"you,A\n1,2\n", Reading{Missing: "never"}, `reading.missing: is "never", must be complete or pairwise`},
	}
	for _, row := range rows {
		t.Run(row.want, func(t *testing.T) {
			_, _, err := ReadTable([]byte(row.in), row.reading)
			wantError(t, err, row.want)
		})
	}
}

// TestPairwise: a hole has the mean of the scores beside it, and is known to be one.
func TestPairwise(t *testing.T) {
	table, items, err := ReadTable([]byte("you,A,B\n1,2,3\n2,,5\n3,6,NA\n"), Reading{Missing: Pairwise})
	if err != nil || !reflect.DeepEqual(table.Scores[1:], [][]float64{{2, 4, 6}, {3, 5, 4}}) {
		t.Errorf("got %v, %v", table.Scores, err)
	}
	if want := [][]int{nil, {1}, {2}}; !reflect.DeepEqual(items.Holes, want) || items.MissingCells != 2 ||
		items.DroppedItems != 0 {
		t.Errorf("got %+v, want holes %v", items, want)
	}
}

func FuzzReadTable(f *testing.F) {
	for _, seed := range []string{"item,rater,score\na,x,1\na,y,\n", "\xff\xfea\x00,\x00b\x00",
		"sep=;\na;b\n1;2\n", "you,A\n\x96,2\n", "item,group,a,b\nx,y,1,2\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, items, err := ReadTable(data, Reading{Missing: Pairwise})
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Fatalf("message %q is not one line", err)
			}
			return
		}
		if len(items.Rows) < 1 || len(table.Names) != len(table.Scores) {
			t.Fatalf("%d items, %d names, %d columns", len(items.Rows), len(table.Names), len(table.Scores))
		}
		for _, scores := range table.Scores {
			if len(scores) != len(items.Rows) {
				t.Fatalf("%d scores of %d items", len(scores), len(items.Rows))
			}
			requireFinite(t, "scores", reflect.ValueOf(scores))
		}
	})
}

// TestSurvey: what is proposed reads the table.
func TestSurvey(t *testing.T) {
	rows := []struct{ in, parties, words, text string }{
		{"you,A\n1,2\n2,3\n", "you,A", "", ""},
		{"question,you,A\nIs it so?,1,2\nIs it not?,2,3\n", "you,A", "", "question"},
		{"you,A\nYes,no\nNo,Unsure\n", "you,A", "Yes=1,No=0,Unsure=0.5", ""},
		{"you,A\nagree,disagree\nstrongly agree,neutral\n", "you,A", "agree=4,strongly agree=5,disagree=2,neutral=3",
			""},
		{"item,model,rating\na,X,yes\na,Y,no\nb,X,no\nb,Y,no\n", "X,Y", "yes=1,no=0", ""},
		{"who,what,points\nX,q1,3\nY,q1,2\nX,q2,3\nY,q2,2\nX,q3,1\nY,q3,1\n", "X,Y", "", ""},
	}
	for _, row := range rows {
		v, err := SurveyTable([]byte(row.in))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(v.Parties, ","); got != row.parties {
			t.Errorf("%q: parties %q, want %q", row.in, got, row.parties)
		}
		if got := WordsText(v.Proposed.Words); got != row.words {
			t.Errorf("%q: words %q, want %q", row.in, got, row.words)
		}
		if got := strings.Join(v.Texts, ","); got != row.text {
			t.Errorf("%q: texts %q, want %q", row.in, got, row.text)
		}
		if table, _, err := ReadTable([]byte(row.in), v.Proposed); err != nil ||
			strings.Join(table.Names, ",") != row.parties {
			t.Errorf("%q as proposed: %q, %v", row.in, table.Names, err)
		}
	}
	for in, want := range map[string]string{
		"item,you,A\nx: 1,1,2\ny: 1,2,3\nx: 2,3,4\ny: 2,3,4\n":       ": ",
		"item,you,A\nx: 1,1,2\ny: 2,2,3\nz: 3,3,4\n":                 "", // each part once
		"item,you,A\nx: 1,1,2\ny 1,2,3\nx: 2,3,4\ny: 2,3,4\n":        "", // not in every name
		"item,rater,score\n1/x,you,1\n2/y,you,2\n3/x,A,3\n4/y,A,3\n": "/",
	} {
		if v, err := SurveyTable([]byte(in)); err != nil || v.Mark != want {
			t.Errorf("%q falls in parts at %q, want %q (%v)", in, v.Mark, want, err)
		}
	}
	v, err := SurveyTable([]byte("you,A\nperhaps,indeed\n"))
	if err != nil || len(v.Words) != 2 || v.Words[0].Score != nil || v.Proposed.Words != nil {
		t.Errorf("words that nobody knows: %+v, %v", v, err)
	}
}
