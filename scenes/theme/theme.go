// Package theme holds colours and sizes, light and dark. Colours are the Okabe-Ito palette,
// adjusted per theme until text keeps a contrast of 4.5:1 and marks of 3:1 (tested).
package theme

import "emergent/scenes/pen"

// Theme is one set of colours and sizes; treat it as constant.
type Theme struct {
	Name                          string // "light" or "dark"
	Paper, Ink, Muted, Grid, Line pen.Color
	User, Good, Bad, Focus        pen.Color
	Agents                        []pen.Color // cycled by index; a letter always goes with it
	HullFill                      pen.Color
}
