// Package conversation is the figure of agents and user who talk for several rounds: how far
// each message moves what is believed, which other ways the talk could have taken, and what
// everybody can expect after each round. It stands beside equilibrium, whose picture of
// beliefs it walks through, and beside selection, which plays as it does. It turns events into
// edits and frames into marks; it never solves anything: rules, posteriors and values are the
// engine's.
package conversation
