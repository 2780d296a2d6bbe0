// Package equilibrium computes all equilibria of the competition at once
// (docs/model.md, sections 3 to 5): the beliefs no agent can improve, the user's worst and
// best equilibrium, each with a verified best-response gap, what one agent alone would do,
// the two floors, and the ladder that orders them. It stands on persuasion for regions
// and envelopes, which also states the tie rule, and on linprog for the floors. It knows
// nothing of criteria, hulls or scenarios, never samples, and never draws: Map hands the
// picture over as plain numbers.
//
// The laws, tested over random games:
//
//  1. OPT = best >= worst >= floor >= floor for any response, and that >= OPT - 2 epsilon.
//  2. Every reported equilibrium is Bayes-plausible, obedient, and no agent gains more
//     than 1e-7 by any deviation to a finer scheme; Check verifies it by arithmetic.
//  3. For two agents or more full disclosure is an equilibrium: the set is never empty.
//  4. Adding an agent to two or more never lowers the worst equilibrium, and splitting one
//     of them into two equal agents leaves the set as it is. From one agent to two both fail.
//  5. If the user is in the agents' hull (epsilon = 0), the worst equilibrium is OPT.
package equilibrium
