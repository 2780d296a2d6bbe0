// Package selection solves the game in which the user converses with one agent only
// (docs/model.md, section 7): every agent commits to a scheme, she evaluates them all and
// takes the best. It stands beside equilibrium, above persuasion, which gives it the pairs
// of beliefs and strategies an agent can count on, and linprog. It computes frontiers and
// equilibria exactly, as break points and intervals; only the evaluation period samples.
//
// # The frontier
//
// A scheme p is a distribution over pairs with the prior as mean. It gives the user u(p)
// and agent i the payoff U_i(p), both linear, so the attainable (u, U_i) form a polygon and
//
//	W_i(v) = max { U_i(p) : u(p) >= v }
//
// is its upper right border: constant up to hi_i, the most the user gets at i's own optimum,
// then concave and falling, to full disclosure at OPT. Beside hi_i there is lo_i, the
// least she gets at i's own optimum; mostly they are equal.
//
// # Equilibria
//
// (j, v) is an equilibrium when j can win with a scheme p, u(p) = v, such that nobody gains
// by another scheme. Let k >= 2.
//
// The winner. Giving the user more than v it could have had at v already, so U_j(p) = W_j(v)
// is needed. Giving less loses the user as soon as a runner-up offers v. A runner-up can:
// every agent can induce every scheme, v <= OPT is always in reach, what it offers is never
// played, and the user breaks the tie for j. So above lo_j the winner is held at v, and
// between lo_j and hi_j nothing need hold it. Below lo_j it would itself offer more.
//
// The others. Agent i can win only with u > v, and gets at most W_i(v) in the limit u -> v,
// and more than U_i(p) for some u > v iff W_i(v) > U_i(p), since W_i is continuous below
// OPT. So the condition is U_i(p) >= W_i(v), and equality is no gain. At v = OPT nobody can
// offer more, whatever W_i(OPT) is: full disclosure by any winner is always an equilibrium,
// so the set is never empty and its best value is OPT.
//
// Hence the equilibria of winner j are the v in [lo_j, OPT] for which some p exists with
//
//	u(p) = v,  U_j(p) = W_j(v),  U_i(p) >= W_i(v) for all i != j,        (*)
//
// and v = OPT. All conditions are weak, so these sets are closed: finitely many intervals,
// single points included. Between two break points all W are linear in v, so (*) is a linear
// program in (p, v), with only the pairs of the edge of j's frontier; and where that edge
// comes from two schemes alone, p is linear in v and every condition a linear inequality.
//
// With one agent there is no competition: the equilibria are its own optima, [lo, hi].
//
// # Ties
//
// Like persuasion, the package decides everything in the lowered game, in which the user's
// utility of an action is less by TieBreak times its index (hers when she compares agents
// too), and states results in its limit. There OPT has one scheme only, up to what nobody
// notices, which is why the last edge of a frontier may be vertical in the limit.
//
// # Laws
//
//  1. W_i is concave and does not rise; its ends are the monopoly and full disclosure.
//  2. With two agents or more there is an equilibrium, and the best is OPT.
//  3. Every equilibrium value is at least FLOOR_ANY and OPT - 2 epsilon: an agent could
//     disclose everything and be taken, so U_i >= E_full U_i for all i.
//  4. Ascending dynamics never lower the user's value, and end.
//  5. The loss from choosing by T sample means is at most 2 sqrt(ln(2k/p)/(2T)) with
//     probability at least 1-p.
package selection

// Tolerances, in utility units; those of agents are stretched to [0,1] first.
const (
	// Slack is how far below a plane a pair may be that counts as on it: above the rounding
	// of a linear program at slopes of the lowered game, below what a lowered tie makes. A
	// pair too many on an edge costs no more than this; it decides no equilibrium.
	Slack = 2e-9
	// even is the difference of two payoffs that count as equal where (*) is decided: above
	// the rounding of corners and programs. Only whether it is even at a break point is
	// decided so; between them the sign of a linear function tells.
	even = 1e-11
	// indifferent is the spread of an agent's payoffs that rounding alone can make.
	indifferent = 4e-15
	// rounding is that of one payoff of the game: a sum of products of numbers up to 1.
	rounding = 4e-16
	// sameValue is the distance up to which two user values of the lowered game count as
	// one when intervals are joined: a few times persuasion.TieBreak.
	sameValue = 4e-6
	// straight is how far a scheme may rise above an edge that is complete, at slope 1.
	straight = 1e-10
	// apart is the least difference of the user's values at two corners: above rounding. It is
	// much less than straight, since where she has little at stake a frontier may fall all the
	// way within less.
	apart = 1e-14
)
