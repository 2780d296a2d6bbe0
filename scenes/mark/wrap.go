package mark

import (
	"strings"

	"github.com/emergent-alignment/emergent/scenes/pen"
)

// Wrap breaks text into lines of at most width pixels at its spaces; a word that is wider
// stands alone.
func Wrap(style pen.TextStyle, text string, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		longer := word
		if line != "" {
			longer = line + " " + word
		}
		if line != "" && style.Width(longer) > width {
			lines = append(lines, line)
			longer = word
		}
		line = longer
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
