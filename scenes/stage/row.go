package stage

import "github.com/emergent-alignment/emergent/scenes/words"

// Row is one line of the panel: a label, and a number or words.
type Row struct {
	Label, Help string  // Help is shown on hover and focus
	Number      float64 // as Format writes it
	Words       string  // instead, where there is no number
	Bar         float64 // in [0,1], -1: none
	Swatch      int     // agent index for colour and letter, -1: none
	Removable   string  // handle ID that a remove button deletes, "": none
	Format      Format
}

// Format says how a row writes its number.
type Format int8

// The formats. The zero value is that of a row without a number.
const (
	InWords   Format = iota
	AsUtility        // as Value does
	AsError          // as Small does
)

// UtilityRow is a row of a utility or a probability, with a bar of it; a swatch of -1 is none.
func UtilityRow(label string, swatch int, x float64, help string) Row {
	return Row{Label: label, Help: help, Number: x, Format: AsUtility, Bar: min(max(x, 0), 1), Swatch: swatch}
}

// ErrorRow is a row of an error, which may be small.
func ErrorRow(label string, x float64, help string) Row {
	return Row{Label: label, Help: help, Number: x, Format: AsError, Bar: -1, Swatch: -1}
}

// WordsRow is a row without a number.
func WordsRow(label, words, help string) Row {
	return Row{Label: label, Help: help, Words: words, Bar: -1, Swatch: -1}
}

// Value is what the row says beside its label.
func (r *Row) Value() string {
	switch r.Format {
	case AsUtility:
		return words.Value(r.Number)
	case AsError:
		return words.Small(r.Number)
	}
	return r.Words
}

// Decimals is with how many decimals the row writes its number.
func (r *Row) Decimals() int {
	if r.Format == AsUtility {
		return 2
	}
	return words.SmallDecimals(r.Number)
}
