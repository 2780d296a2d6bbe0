package tables

import (
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/emergent-alignment/emergent/scenes/stage"
)

// CSV writes tables one after another, as spreadsheets open them: the title in a line of its
// own, the head, the rows, an empty line between two tables (RFC 4180). Numbers have a plain
// minus sign, and no name can become a formula.
func CSV(tables []stage.Table) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	line := func(cells []string) {
		safe := make([]string, len(cells))
		for i, c := range cells {
			safe[i] = cell(c)
		}
		_ = w.Write(safe) // a strings.Builder takes everything
	}
	for i, t := range tables {
		if i > 0 {
			w.Flush()
			b.WriteString("\r\n")
		}
		line([]string{t.Title})
		line(t.Head)
		for _, row := range t.Rows {
			line(row)
		}
	}
	w.Flush()
	return b.String()
}

// cell is a text as a spreadsheet may have it.
func cell(text string) string {
	plain := strings.ReplaceAll(text, "\u2212", "-")
	if _, err := strconv.ParseFloat(plain, 64); err == nil {
		return plain
	}
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
