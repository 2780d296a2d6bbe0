// Package selection solves the game in which the user converses with one agent only
// (docs/model.md, section 7): every agent commits to a scheme, she evaluates them all and
// takes the best. It stands beside equilibrium, above persuasion, which gives it the pairs
// of beliefs and strategies an agent can count on, exact and linprog. It computes frontiers and
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
//	u(p) = v,  U_i(p) = W_i(v) for all i, j too,        (*)
//
// and v = OPT: U_i(p) is never more than W_i(v), as p gives the user v. So p is optimal at v for
// everybody at once. That holds only from every lo_i on; the equilibria are the same whoever wins. By
// complementary slackness p is optimal for agent i at v iff all its pairs lie on the plane that is optimal there.
// So the equilibria are, for each choice of one edge of every agent's frontier, the values of the schemes on the
// pairs that are on all of these edges' planes: an interval, or nothing. What must be decided is only which pairs
// are on a plane, and whether there is a scheme on some pairs.
//
// With one agent there is no competition: the equilibria are its own optima, [lo, hi].
//
// # Ties
//
// Like persuasion, the package decides everything in the lowered game for all small delta, in which
// the user's utility of an action is less by delta times its index (hers when she compares agents
// too), and states results in its limit: in floats where these tell for certain (certain.go), else in whole
// numbers (ruled.go). In the limit the last edge of a frontier may be vertical: just below OPT a tie is
// broken as the agent likes it, at OPT by the rule.
//
// The dynamics are played at delta = 0, where a gain that vanishes with delta is none.
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
	// Slack is how far below a plane a pair may be that counts as on it in a certificate: above the
	// rounding of a linear program. It decides no equilibrium.
	Slack = 2e-9
	// even is the difference of an agent's payoffs at two corners of one user value up to which they are
	// drawn as one: above rounding.
	even = 1e-11
	// indifferent is the spread of an agent's payoffs that rounding alone can make.
	indifferent = 4e-15
	// rounding is that of one payoff of the game: a sum of products of numbers up to 1.
	rounding = 4e-16
	// sameValue is the distance up to which two user values count as one when intervals are joined:
	// more than rounding makes of one value, and no difference that anybody types.
	sameValue = 7.3e-13
	// sameLowered is that of the dynamics in the game lowered by TieBreak: a few times that.
	sameLowered = 4e-6
	// proven is by how much a plane must prove that some pairs have no scheme on them, and dependent the
	// least pivot of a basis that floats may invert; what misses either is decided in whole numbers.
	proven, dependent = 1e-9, 1e-6
	// straight is how far a scheme may rise above an edge that is complete, at slope 1.
	straight = 1e-10
	// apart is the least difference of the user's values at two corners: above rounding. It is
	// much less than straight, since where she has little at stake a frontier may fall all the
	// way within less.
	apart = 1e-14
)
