// Package quantal is the figure of a user who does not always take a best action: how often
// she takes which at every belief, what that makes of the agents' game, and what she gets as
// she tells actions apart more and more sharply. It stands beside equilibrium, whose picture
// of beliefs it softens, and shares its marks. It turns events into edits and frames into
// marks; it never solves anything: grids, equilibria and curves are the engine's.
package quantal
