// Package hull is the figure of the hull test: where the user stands among the agents in
// the simplex of criteria, and whether a mix of theirs is hers. It turns events into edits
// and frames into marks; it never solves anything: the verdict is the engine's, and what it
// measures itself (the nearest point in the picture) it only draws.
package hull
