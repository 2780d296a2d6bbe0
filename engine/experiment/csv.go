package experiment

import (
	"fmt"
	"strconv"
	"strings"
)

// CSV is the numbers of a report's chart, one row a mark, for a spreadsheet or another
// program: of kind table those of its E2. The rest of a report is in its JSON.
func CSV(r Report) []byte {
	var t strings.Builder
	papers()[r.Spec.Kind].csv(&r, func(cells ...any) { t.WriteString(strings.Join(texts(cells), ",") + "\n") })
	return []byte(t.String())
}

// texts writes words and numbers, and the numbers of lists. None needs quotes.
func texts(cells []any) (line []string) {
	for _, cell := range cells {
		switch v := cell.(type) {
		case Summary:
			for _, x := range append([]float64{v.Mean, v.Low, v.High}, v.Quantiles...) {
				line = append(line, decimal(x))
			}
		case float64:
			line = append(line, decimal(v))
		case []string:
			line = append(line, v...)
		default:
			line = append(line, fmt.Sprint(v))
		}
	}
	return line
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// summaryNames heads the columns of a Summary.
func summaryNames(of string) []string {
	names := []string{of + "mean", of + "low", of + "high"}
	for _, level := range Levels() {
		names = append(names, of+"q"+strconv.Itoa(int(level*100+0.5)))
	}
	return names
}
