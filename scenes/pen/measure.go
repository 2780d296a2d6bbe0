package pen

import (
	"strings"
	"unicode"

	"github.com/emergent-alignment/emergent/scenes/view"
)

// DefaultSize is the size of a text whose style says 0.
const DefaultSize = 14

// FontFamily is the family that figures are set in: the reader's own, nothing is loaded.
const FontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

func (s TextStyle) size() float64 {
	if s.Size == 0 {
		return DefaultSize
	}
	return s.Size
}

// Width estimates how wide s is drawn, in CSS pixels, from the usual widths of sans-serif
// letters; a little on the wide side, since the font is the reader's. Never more than MaxW.
func (s TextStyle) Width(text string) float64 {
	em := 0.
	for _, r := range text {
		em += letterWidth(r)
	}
	if s.Bold {
		em *= boldness
	}
	w := em * s.size()
	if s.MaxW > 0 {
		w = min(w, s.MaxW)
	}
	return w
}

// LineHeight is the height of a line of text, as a multiple of its size.
const LineHeight = 1.25

// Bounds estimates the rectangle that text covers when it stands at at.
func (s TextStyle) Bounds(at view.Pixel, text string) view.Rect {
	w, h := s.Width(text), s.size()*LineHeight
	r := view.Rect{X: at.X, Y: at.Y - h/2, W: w, H: h}
	switch s.H {
	case Center:
		r.X -= w / 2
	case End:
		r.X -= w
	}
	switch s.V {
	case Top:
		r.Y = at.Y
	case Bottom:
		r.Y = at.Y - h
	}
	return r
}

// Ellipsis shortens text until it fits into MaxW, ending in an ellipsis.
func (s TextStyle) Ellipsis(text string) string {
	free := s
	free.MaxW = 0
	if s.MaxW <= 0 || free.Width(text) <= s.MaxW {
		return text
	}
	letters := []rune(text)
	for len(letters) > 0 {
		letters = letters[:len(letters)-1]
		short := strings.TrimRight(string(letters), " ") + "…"
		if free.Width(short) <= s.MaxW {
			return short
		}
	}
	return "…"
}

// boldness is how much wider bold letters are.
const boldness = 1.08

// common are the widths of the letters that nearly all text is of.
var common = func() (list [128]float64) {
	for r := range list {
		list[r] = classWidth(rune(r))
	}
	return list
}()

// letterWidth is the width of a letter in ems.
func letterWidth(r rune) float64 {
	if r >= 0 && int(r) < len(common) {
		return common[r]
	}
	return classWidth(r)
}

// classWidth is the width of a letter by its class.
func classWidth(r rune) float64 {
	switch {
	case strings.ContainsRune("iljtfrI.,:;'|!()[] ·’", r):
		return 0.35
	case strings.ContainsRune("mwMW@%—…", r):
		return 0.95
	case unicode.IsUpper(r):
		return 0.72
	case r < 0x250:
		return 0.61
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic):
		return 0.64
	}
	return 1.05
}
