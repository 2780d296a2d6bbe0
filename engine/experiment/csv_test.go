package experiment

import (
	"encoding/csv"
	"strconv"
	"strings"
	"testing"
)

// TestCSV: as many columns as the header in each row, and the report's numbers in them.
func TestCSV(t *testing.T) {
	heads := []string{
		"hull,bids,opt,value,gap_mean,gap_low,gap_high,gap_q5,gap_q25,gap_q50,gap_q75,gap_q95",
		"dimension,agents,runs,inside,frequency,low,high,wendel",
		"agents,combination,rms_mean,rms_low,rms_high,rms_q5,rms_q25,rms_q50,rms_q75,rms_q95",
		"agents,combination,rms_mean,rms_low,rms_high,rms_q5,rms_q25,rms_q50,rms_q75,rms_q95",
	}
	for i, s := range small(t) {
		r := report(t, s)
		text := string(CSV(r))
		if head, _, _ := strings.Cut(text, "\n"); head != heads[i] {
			t.Errorf("%s: header %q, want %q", s.Kind, head, heads[i])
		}
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(s.Kind, err)
		}
		switch last := rows[len(rows)-1]; s.Kind {
		case KindHull:
			if want := r.Hull.Cells[len(r.Hull.Cells)-1]; last[3] != strconv.Itoa(want.Inside) ||
				last[7] != decimal(want.Wendel) || len(rows) != 7 {
				t.Errorf("got %q, want %+v", last, want)
			}
		case KindSelection:
			if want := r.Selection.Arms[1].End; last[1] != "end" || last[4] != decimal(want.Gap.Mean) ||
				len(rows) != 1+2*22 {
				t.Errorf("%d rows, got %q, want %+v", len(rows), last, want)
			}
		default:
			point := r.Diversity.Points[len(r.Diversity.Points)-1]
			if want := point.Tried[Conic].HeldOut; last[1] != "conic held out" || last[2] != decimal(want.Mean) ||
				len(rows) != 1+13*len(r.Diversity.Points) {
				t.Errorf("got %q, want %+v", last, want)
			}
			if in := rows[len(rows)-11]; in[1] != "best combination" || in[2] != decimal(point.Combination.Mean) {
				t.Errorf("got %q, want %+v", in, point.Combination)
			}
		}
	}
}
