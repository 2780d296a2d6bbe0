// Package quantal solves the game against a user who responds by logit (docs/model.md,
// section 6): she plays action a with probability proportional to
// exp(lambda E[u_A(a,.) | belief, x_A]). It sits beside equilibrium, above belief and
// linprog, and needs no decision regions: payoffs are smooth in the belief, so it works
// on a grid of beliefs and never claims more than that grid shows.
//
// # The game on the grid
//
// Agents see the signals s = x_B of positive probability q0(s). A belief q over them gives
// agent i the payoff v_i(q) and the user v_A(q), both exact at any q (Table.At). On a
// finite set G of beliefs that contains the certain ones and is common to all, the agents
// play the game in which every message must lead to a belief in G. As in the full game, a
// distribution of beliefs with mean q0 is an equilibrium of it iff every belief in its
// support is unimprovable for every agent: v_i(q) equals the concave envelope of v_i over
// G. So with two agents or more the laws below hold on the grid exactly, not in the limit:
//
//  1. The certain beliefs are unimprovable, so full disclosure is an equilibrium and
//     worst <= F_A <= best.
//  2. Every equilibrium has E U_i >= F_i for all i, hence E u_A >= Floor.
//  3. Floor >= F_A - 2 epsilon >= OPT - ln(m)/lambda - 2 epsilon, where epsilon is the
//     user's distance from the agents' hull.
//  4. At lambda = 0 play is uniform, every v is linear and every belief is unimprovable.
//  5. F_A >= OPT - ln(m)/lambda.
//
// With a single agent there is no competition: its best scheme on the grid (the monopoly)
// takes the place of the equilibria, as an interval of the user's value.
//
// For this user information can hurt: neither is F_A the most she can get nor the value
// without conversation the least.
package quantal

// KeepTolerance is the largest distance below its envelope, in utility units, at which a
// payoff still counts as on it: far above rounding, far below anything drawn.
const KeepTolerance = 1e-9
