// Package equilibrium is the figure of beliefs: what each agent gets where it has led the
// user, which beliefs no agent would change, and where the worst and the best equilibrium
// lead from the prior. It stands beside hull, shares its marks, and places the ladder next to
// its picture. It turns events into edits and frames into marks; it never solves anything:
// regions, envelopes and equilibria are the engine's.
package equilibrium
