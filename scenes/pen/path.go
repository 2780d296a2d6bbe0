package pen

import "emergent/scenes/view"

// Verb is one step of a Path.
type Verb int8

// The verbs and how many points each takes.
const (
	MoveTo  Verb = iota // 1
	LineTo              // 1
	CubicTo             // 3
	Close               // 0
)

// Path is a list of contours. The zero value is empty. Paths are built by the functions of
// this package and reused by Reset.
type Path struct {
	Verbs  []Verb
	Points []view.Pixel
}
