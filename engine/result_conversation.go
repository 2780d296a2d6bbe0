package engine

// ConversationResult is a conversation of several rounds (docs/model.md, section 8). All of
// it is exact, by every transcript, unless Estimate says otherwise.
type ConversationResult struct {
	User   float64   `json:"user"`
	Agents []float64 `json:"agents"`
	// what this scenario's user gets with no word; one who errs gets less than benchmarks.none
	None float64 `json:"none"`
	// the user's best value by a static rule, one that does not listen, within the budget of messages
	Aligned float64 `json:"aligned"`
	// largest total variation of (action, y) under `aligned` between two profiles of the others
	Delta  *float64      `json:"delta,omitempty"`
	Rounds []RoundResult `json:"rounds"` // what everybody expects if she acts after round 1, 2, ..., R

	Equilibria []RulesEquilibrium `json:"equilibria,omitempty"` // pure ones of the conversation game
	Mixed      []MixedEquilibrium `json:"mixed,omitempty"`
	Library    []string           `json:"library,omitempty"` // the rules that the agents chose from in the game

	// AlignedListening is the same by a rule that listens, where she tells her signal while there is a round
	// to come: after the first round the agent knows it.
	AlignedListening *float64 `json:"alignedListening,omitempty"`

	// Reply is the kind of reply that the user gives where the scenario leaves it to her (reply: best), and
	// Replies what the kinds are worth to her, but for those by which the agents would talk as by one
	// before: that is worth the same.
	Reply   string       `json:"reply,omitempty"`
	Replies []ReplyWorth `json:"replies,omitempty"`

	MartingaleError float64 `json:"martingaleError"`

	// Transcripts is how many have positive probability (a float, as there can be more than a whole number holds).
	Transcripts float64 `json:"transcripts"`
	// of the rule aligned: the cell of each agent signal, -1 for impossible ones
	Cells      []int             `json:"cells"`
	Estimate   *EstimateResult   `json:"estimate,omitempty"`
	Transcript *TranscriptResult `json:"transcript"`     // the one that the seed draws
	Tree       *TreeResult       `json:"tree,omitempty"` // on request, for pictures

	// Reports is what the rule report is made of, where it is among the rules or in the library:
	// for each user signal every agent's scheme against a user known to have it (certificates).
	Reports [][]MonopolyResult `json:"reports,omitempty"`
}

// RoundResult is what everybody expects if the user acts after a round.
type RoundResult struct {
	User   float64   `json:"user"`
	Agents []float64 `json:"agents"`
}

// ReplyWorth is what a kind of reply is worth to the user.
type ReplyWorth struct {
	Reply string  `json:"reply"`
	User  float64 `json:"user"`
}

// RulesEquilibrium is a pure equilibrium of the conversation game: no agent gains more than
// Gap by another rule of the library.
type RulesEquilibrium struct {
	Rules []string `json:"rules"` // one an agent
	User  float64  `json:"user"`
	Gap   float64  `json:"gap"`
	Reply string   `json:"reply,omitempty"` // hers, where the scenario leaves it to her
	// Delta is the largest total variation of (action, state) between two agents that talk, one
	// or the other, as aligned ones while the rest keep to the equilibrium. References are those
	// distributions, in the agents' order, and last that of one aligned agent where nobody else
	// says a word.
	Delta      *float64          `json:"delta,omitempty"`
	References []ReferenceResult `json:"references,omitempty"`
}

// ReferenceResult is a distribution of (action, state): what the user gets under it, and its
// largest total variation from what an aligned agent in anybody's place would bring about.
type ReferenceResult struct {
	User     float64 `json:"user"`
	Distance float64 `json:"distance"`
}

// MixedEquilibrium is one in mixed rules: Weights holds, for each agent, the probability of
// each rule of the library.
type MixedEquilibrium struct {
	Weights [][]float64 `json:"weights"`
	User    float64     `json:"user"`
	Gap     float64     `json:"gap"`
}

// EstimateResult says that values are means over sampled transcripts, not exact: Samples
// transcripts by the scenario's seed, and the standard errors of User and Agents. Rounds is
// how many rounds could be enumerated, 0: not even one.
type EstimateResult struct {
	Samples int       `json:"samples"`
	User    float64   `json:"user"`
	Agents  []float64 `json:"agents"`
	Rounds  int       `json:"rounds"`
}

// TranscriptResult is one conversation: what is drawn first, the steps, one a round, and the
// action at the end. Prior and OwnPrior are the beliefs over agent signals before round 1: the
// public one, and the user's, who knows her own signal.
type TranscriptResult struct {
	State    int              `json:"state"`
	Signal   int              `json:"signal"` // what the agents saw
	Heard    int              `json:"heard"`  // what the user saw
	Prior    []float64        `json:"prior"`
	OwnPrior []float64        `json:"ownPrior"`
	First    int              `json:"first"` // what she would have done without a word
	Steps    []TranscriptStep `json:"steps"`
	Action   int              `json:"action"`
}

// TranscriptStep is one round. Beliefs are over all agent signals, zero for impossible ones.
type TranscriptStep struct {
	Messages []MessageResult `json:"messages"` // one an agent
	// her signal or action, by the kind of reply; absent: she says nothing
	Reply  *int      `json:"reply,omitempty"`
	Belief []float64 `json:"belief"` // public, after this round's messages: P(x_B | messages)
	Own    []float64 `json:"own"`    // the user's own: P(x_B | messages, x_A)
	Action int       `json:"action"` // what she would do now
	// Obeys is the agent whose recommendation she follows, -1: nobody's.
	Obeys int `json:"obeys"`
}

// MessageResult is what one agent says in a round. Ratios says how much it alone moves the
// public belief: the probability of the message under each agent signal, given what was said
// before, over that under the signals that it makes least likely of all those still possible;
// 0 for signals that it excludes, and for those excluded before.
type MessageResult struct {
	Symbol      int       `json:"symbol"`                // 0..alphabet-1; -1: silence
	Ratios      []float64 `json:"ratios"`                // one an agent signal
	Consistent  []int     `json:"consistent"`            // the agent signals that its words so far leave possible
	Recommended []int     `json:"recommended,omitempty"` // where it ends a scheme: the action for each user signal
}

// TreeResult is the likeliest other transcripts as a tree: node 0 is before round 1, parents
// come before their children.
type TreeResult struct {
	Nodes []TreeNode `json:"nodes"`
	Whole bool       `json:"whole"` // there are no more
}

// TreeNode is what was said up to a round: the public belief and how probable it is.
type TreeNode struct {
	Parent      int       `json:"parent"` // -1: the root
	Round       int       `json:"round"`
	Belief      []float64 `json:"belief"`
	Probability float64   `json:"probability"`
}
