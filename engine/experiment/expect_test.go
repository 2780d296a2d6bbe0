package experiment

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
)

// This file compares with EXPECT.md beside a folder of tables, which are not ours to publish: the
// figures of another program, a row for each table and way to split it.

// expectation is a row of that file: the five choices in order, fitted and held out, with the
// standard error of the latter; of a whole table, fitted alone.
type expectation struct {
	table, split string
	repetitions  int
	choices      [choices][3]float64
}

// wholeTable is the split of a row that has none.
const wholeTable = "whole table"

// Two programs draw different halves: their means differ by rounding to three digits, and by
// some standard errors of each.
const (
	wholeTol    = 0.0005
	heldOutTol  = 0.003
	errorsApart = 3
)

// expectations reads the rows of such a file, and says what else stands there: nothing is
// skipped unseen.
func expectations(text string) (list []expectation, err error) {
	repetitions := map[string]int{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if _, numbers, found := strings.Cut(line, "Numbers of repetitions:"); found {
			for part := range strings.SplitSeq(strings.TrimSuffix(numbers, "."), ",") {
				var table string
				var n int
				if _, err := fmt.Sscan(part, &table, &n); err != nil {
					return nil, fmt.Errorf("%q: %w", part, err)
				}
				repetitions[table] = n
			}
		}
		cells := strings.Split(strings.Trim(line, "| "), "|")
		table, split, found := strings.Cut(strings.TrimSpace(cells[0]), ", ")
		if len(cells) != 1+choices || !found || table == "table" {
			continue
		}
		e := expectation{table: table, split: split, repetitions: repetitions[table]}
		for i, cell := range cells[1:] {
			if e.choices[i], err = expectedCell(cell, split == wholeTable); err != nil {
				return nil, fmt.Errorf("%s: %w", line, err)
			}
		}
		list = append(list, e)
	}
	return list, nil
}

// expectedCell reads "0.4846", or "0.483 / 0.488 (±0.001)".
func expectedCell(cell string, whole bool) (x [3]float64, err error) {
	cell = strings.TrimSpace(cell)
	if whole {
		x[0], err = strconv.ParseFloat(cell, 64)
		return x, err
	}
	_, err = fmt.Sscanf(strings.ReplaceAll(cell, "±", ""), "%f / %f (%f)", &x[0], &x[1], &x[2])
	return x, err
}

// splitOf is the reading of a table and the split that a row names: random halves, or halves by
// something that stands before or after a text in the items' names.
func splitOf(split string) (*engine.Reading, string, error) {
	_, by, grouped := strings.Cut(split, "halves by ")
	if !grouped {
		if split != "random halves" && split != wholeTable {
			return nil, "", errors.New("what is the split " + split)
		}
		return nil, ByItem, nil
	}
	_, place, _ := strings.Cut(by, "(")
	side, mark, found := strings.Cut(strings.TrimSuffix(place, ")"), " ")
	mark, err := strconv.Unquote(mark)
	switch {
	case !found || err != nil:
		return nil, "", errors.New("where do groups stand: " + by)
	case side == "after":
		return &engine.Reading{GroupAfter: mark}, ByGroup, nil
	case side == "before":
		return &engine.Reading{GroupBefore: mark}, ByGroup, nil
	}
	return nil, "", errors.New("where do groups stand: " + by)
}

// TestExpectations: such files are read as they are written.
func TestExpectations(t *testing.T) {
	text := "Numbers of repetitions: pew 300, wvs 200.\n\n" +
		"| table, split | constant | best single | average | convex | conic |\n|---|---|---|---|---|---|\n" +
		"| pew, whole table | 0.4846 | 0.4091 | 0.4706 | 0.3711 | 0.3706 |\n" +
		"| wvs, halves by topic (after \": \") | 0.327 / 0.347 (±0.002) | 1 / 2 (±3) | 4 / 5 (±6) | 7 / 8 (±9) | 0 / " +
		"1 (±2) |\n"
	list, err := expectations(text)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d rows, %v", len(list), err)
	}
	if e := list[0]; e.table != "pew" || e.split != wholeTable || e.repetitions != 300 ||
		e.choices[Convex][0] != 0.3711 {
		t.Errorf("got %+v", e)
	}
	if e := list[1]; e.repetitions != 200 || e.choices[Constant] != [3]float64{0.327, 0.347, 0.002} ||
		e.choices[Conic] != [3]float64{0, 1, 2} {
		t.Errorf("got %+v", e)
	}
	if r, by, err := splitOf(list[1].split); err != nil || by != ByGroup || r.GroupAfter != ": " {
		t.Errorf("got %+v, %s, %v", r, by, err)
	}
	if _, _, err := splitOf("thirds"); err == nil {
		t.Error("an unknown split is taken")
	}
	if _, err := expectations("| a, whole table | 1 | 2 | x | 4 | 5 |\n"); err == nil {
		t.Error("a word is taken for a figure")
	}
}

// TestRealTables compares with that file, row by row: ./build.sh tables FOLDER.
func TestRealTables(t *testing.T) {
	folder := os.Getenv("EMERGENT_TABLES")
	if folder == "" {
		t.Skip("EMERGENT_TABLES names no folder")
	}
	text, err := os.ReadFile(filepath.Join(folder, "EXPECT.md"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the folder has no EXPECT.md")
	}
	if err != nil {
		t.Fatal(err)
	}
	list, err := expectations(string(text))
	if err != nil || len(list) == 0 {
		t.Fatalf("%d rows, %v", len(list), err)
	}
	for _, e := range list {
		t.Run(e.table+", "+e.split, func(t *testing.T) { e.compare(t, folder) })
	}
}

// compare makes the figures of a row and sets them beside it.
func (e *expectation) compare(t *testing.T, folder string) {
	data, err := os.ReadFile(filepath.Join(folder, e.table+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	reading, by, err := splitOf(e.split)
	if err != nil {
		t.Fatal(err)
	}
	s := Spec{Runs: max(e.repetitions, 1), Reading: reading, Holdout: &Holdout{By: by},
		Diversity: &Diversity{Sizes: []int{1}}}
	if e.split == wholeTable {
		s.Runs = 1
	}
	r := tableReport(t, s, string(data)).Table
	var got [choices][3]float64
	for choice := range choices {
		h := r.Holdout.Rows[choice]
		if got[choice] = [3]float64{h.Fitted, h.HeldOut, h.Error}; e.split == wholeTable {
			got[choice] = [3]float64{r.Comparison.Rows[choice].RMS}
		}
	}
	for choice, name := range ChoiceNames() {
		e.near(t, name, got[choice], e.choices[choice])
		for other := range choice {
			e.ordered(t, ChoiceNames()[other]+" and "+name, got[other], got[choice], e.choices[other],
				e.choices[choice])
		}
	}
}

// near compares one choice.
func (e *expectation) near(t *testing.T, name string, got, want [3]float64) {
	tol := wholeTol
	if e.split != wholeTable {
		tol = heldOutTol + errorsApart*max(got[2], want[2])
	}
	t.Logf("%-10s %.4f / %.4f (±%.4f), want %v", name, got[0], got[1], got[2], want)
	if math.Abs(got[0]-want[0]) > tol || math.Abs(got[1]-want[1]) > tol {
		t.Errorf("%s: got %v, want %v to %.4f", name, got, want, tol)
	}
}

// ordered asks two choices that differ by more than rounding to be in the same order, where they
// were fitted and held out.
func (e *expectation) ordered(t *testing.T, names string, a, b, wantA, wantB [3]float64) {
	for part := range 2 {
		gap := wantA[part] - wantB[part]
		if math.Abs(gap) > heldOutTol && (a[part]-b[part])*gap <= 0 {
			t.Errorf("%s are in another order: %.4f and %.4f, want %.4f and %.4f",
				names, a[part], b[part], wantA[part], wantB[part])
		}
	}
}
