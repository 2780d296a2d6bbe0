// Package selection is the figure of the game for being the one AI that the user consults:
// what each agent can keep for itself at every value it offers her, how they outbid each
// other step by step, where that can end, and what choosing by trial costs her. It stands
// beside equilibrium and quantal and shares their marks. It turns events into edits and
// frames into marks; it never solves anything: frontiers, bids and losses are the engine's.
package selection
