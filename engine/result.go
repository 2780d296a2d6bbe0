package engine

// Result is everything computed from a Scenario (docs/format.md). Sections that do not
// apply are nil and Notes says why, one sentence each. Every number is finite.
type Result struct {
	Version    int               `json:"version"`
	Benchmarks *BenchmarkResult  `json:"benchmarks,omitempty"`
	Alignment  *AlignmentResult  `json:"alignment,omitempty"`
	Equilibria *EquilibriaResult `json:"equilibria,omitempty"`
	Floor      *FloorResult      `json:"floor,omitempty"`
	Ladder     *LadderResult     `json:"ladder,omitempty"`
	Quantal    *QuantalResult    `json:"quantal,omitempty"`
	Selection  *SelectionResult  `json:"selection,omitempty"`
	Map        *MapResult        `json:"map,omitempty"`

	Conversation *ConversationResult `json:"conversation,omitempty"`
	Population   *PopulationResult   `json:"population,omitempty"`

	Dissent      *DissentResult      `json:"dissent,omitempty"`
	QuantalMap   *QuantalMapResult   `json:"quantalMap,omitempty"`
	QuantalCurve *QuantalCurveResult `json:"quantalCurve,omitempty"`
	QuantalRange *QuantalRangeResult `json:"quantalRange,omitempty"`
	LossCurve    *LossCurveResult    `json:"lossCurve,omitempty"`

	Indifference *IndifferenceResult `json:"indifference,omitempty"` // on request (Scenario.Indifference)

	Notes []string `json:"notes"`
}

// BenchmarkResult: what the user gets knowing all signals, with no conversation, and with
// each agent alone; and what each agent gets when everything is disclosed.
type BenchmarkResult struct {
	Opt      float64          `json:"opt"`
	None     float64          `json:"none"`
	Full     []float64        `json:"full"` // one an agent, the user best responding
	Monopoly []MonopolyResult `json:"monopoly,omitempty"`
}

// MonopolyResult is one agent alone: its value, and the user's there as [low, high], with
// a scheme for either end. Plane proves the value: a linear function on beliefs that is
// above the agent's payoff everywhere and equals the value at the prior.
type MonopolyResult struct {
	Agent string            `json:"agent"`
	Value float64           `json:"value"`
	User  [2]float64        `json:"user"`
	Low   []PosteriorResult `json:"low"`
	High  []PosteriorResult `json:"high"`
	Plane []float64         `json:"plane"`
}

// AlignmentResult is the hull test with its certificate: Weights and Offset show that
// Epsilon is enough, Direction (with the offsets' orthogonality and l1 norm 1) that no
// less is: Margin = <D,u_A> - max_i <D,U_i> (convex) or <D,u_A> with <D,U_i> <= 0 (conic).
type AlignmentResult struct {
	Combination  string      `json:"combination"`
	OffsetKind   string      `json:"offsetKind"`
	Inside       bool        `json:"inside"`
	Epsilon      float64     `json:"epsilon"`
	Weights      []float64   `json:"weights"`   // one an agent
	Offset       []float64   `json:"offset"`    // none: [], constant: [c], state: one a state
	Direction    [][]float64 `json:"direction"` // [action][state]
	Margin       float64     `json:"margin"`
	BestAgent    FitResult   `json:"bestAgent"`
	Average      FitResult   `json:"average"`
	LeastSquares FitResult   `json:"leastSquares"`
	Depth        int         `json:"depth"`
	DepthExact   bool        `json:"depthExact"`
	DepthProof   *DepthProof `json:"depthProof,omitempty"` // where Inside
}

// DepthProof shows that the condition survives the loss of any Depth agents: each combination (a
// weight an agent) misses the user by its epsilon, no more than the tolerance, and whichever Depth
// agents leave, one of them needs none of these. And, where Depth is exact, that it does not survive one more
// loss: when those of Without leave, Direction shows that nothing comes so close.
type DepthProof struct {
	Combinations [][]float64 `json:"combinations"`
	Epsilons     []float64   `json:"epsilons"` // one a combination
	Without      []int       `json:"without,omitempty"`
	Direction    [][]float64 `json:"direction,omitempty"` // [action][state]
}

// FitResult is how well a fixed combination reaches the user's utility: maximum and
// root-mean-square error over all entries, each with its own best offset (and scale when conic).
type FitResult struct {
	Index   *int      `json:"index,omitempty"`
	Weights []float64 `json:"weights,omitempty"`
	Max     float64   `json:"max"`
	RMS     float64   `json:"rms"`
}

// EquilibriaResult holds the user's worst and best equilibrium (for one agent: the
// monopoly's interval).
type EquilibriaResult struct {
	Worst EquilibriumResult `json:"worst"`
	Best  EquilibriumResult `json:"best"`
	Sets  []EquilibriumSet  `json:"sets,omitempty"` // on request (Scenario.EquilibriumSets), one an agent
}

// EquilibriumSet is the convex polygon of all equilibrium payoffs [user, agent] of one agent,
// counter-clockwise from the least user value, with an equilibrium for each vertex. A point
// has one vertex, a segment two.
type EquilibriumSet struct {
	Vertices   [][2]float64        `json:"vertices"`
	Equilibria []EquilibriumResult `json:"equilibria"`
}

// EquilibriumResult is one equilibrium outcome. Gap is the verified best-response gap.
type EquilibriumResult struct {
	User       float64           `json:"user"`
	Agents     []float64         `json:"agents"`
	Posteriors []PosteriorResult `json:"posteriors"`
	Gap        float64           `json:"gap"`
}

// PosteriorResult is a belief over agent signals (those of positive probability and, with
// 0, the others), the action per user signal, and its probability. In an equilibrium
// Planes proves that no agent gains by splitting the belief: for each agent a linear
// function on beliefs that is above its payoff everywhere and equals it here.
type PosteriorResult struct {
	Belief      []float64   `json:"belief"`
	Strategy    []int       `json:"strategy"`
	Probability float64     `json:"probability"`
	Planes      [][]float64 `json:"planes,omitempty"`
}

// FloorResult holds both floors with their proofs: Weights, one an agent, prove
// AnyResponse; ValueWeights, one an agent, and Prices, one an agent signal, prove Value
// (docs/model.md, section 5).
type FloorResult struct {
	Value        float64   `json:"value"`
	AnyResponse  float64   `json:"anyResponse"`
	Weights      []float64 `json:"weights"`
	ValueWeights []float64 `json:"valueWeights"`
	Prices       []float64 `json:"prices"`
	// Least says that no weight could be less: with certificates, unless rounding hides it.
	Least bool `json:"least,omitempty"`
}

// DissentResult is what each agent is worth to the user by being there: her worst equilibrium
// as it is, and if one agent were not. Without the only agent there is no conversation. It is
// part of no other answer: pictures ask for it.
type DissentResult struct {
	Worst   float64   `json:"worst"`
	Without []float64 `json:"without"` // one an agent
}

// LadderResult is opt >= best >= worst >= floor >= anyResponse >= bound.
type LadderResult struct {
	Opt         float64 `json:"opt"`
	Best        float64 `json:"best"`
	Worst       float64 `json:"worst"`
	Floor       float64 `json:"floor"`
	AnyResponse float64 `json:"anyResponse"`
	Bound       float64 `json:"bound"`
}

// QuantalResult is what the user gets when she responds by logit (docs/model.md, section
// 6). Past three signals there is no grid, and Worst, Best and Grid are absent.
type QuantalResult struct {
	Lambda       float64   `json:"lambda"`
	Full         float64   `json:"full"`   // the user's value under full disclosure
	Agents       []float64 `json:"agents"` // and each agent's
	None         float64   `json:"none"`
	Worst        *float64  `json:"worst,omitempty"`
	Best         *float64  `json:"best,omitempty"`
	BoundLambda  *float64  `json:"boundLambda,omitempty"` // absent at lambda = 0
	BoundFull    float64   `json:"boundFull"`
	Floor        float64   `json:"floor"`
	FloorWeights []float64 `json:"floorWeights"` // one an agent, prove Floor
	// beliefs are multiples of 1/Grid, and more where the response changes
	Grid *int `json:"grid,omitempty"`

	WorstPosteriors []QuantalPosterior `json:"worstPosteriors,omitempty"`
	BestPosteriors  []QuantalPosterior `json:"bestPosteriors,omitempty"`

	// With certificates, the user's worst and best in the game on all beliefs, as [low, high],
	// and Worst and Best are their low ends. The posteriors give the inner ends, the high end
	// of the worst and the low one of the best, and are certainly unimprovable; the planes,
	// linear functions on beliefs, prove the outer ends (docs/model.md, section 6); where Floor
	// proves that of the worst there is no plane. The two intervals of one agent alone are the
	// same, hold what all its best schemes give, and are proved with weights of its payoff.
	WorstInterval *[2]float64 `json:"worstInterval,omitempty"`
	BestInterval  *[2]float64 `json:"bestInterval,omitempty"`
	WorstPlane    []float64   `json:"worstPlane,omitempty"`
	BestPlane     []float64   `json:"bestPlane,omitempty"`
	WorstWeight   float64     `json:"worstWeight,omitempty"`
	BestWeight    float64     `json:"bestWeight,omitempty"`
}

// QuantalPosterior is a belief over agent signals and its probability.
type QuantalPosterior struct {
	Belief      []float64 `json:"belief"`
	Probability float64   `json:"probability"`
}

// SelectionResult is the game for being the one AI the user converses with (docs/model.md,
// section 7).
type SelectionResult struct {
	Worst      float64                `json:"worst"` // the user's, over all equilibria
	Best       float64                `json:"best"`
	Equilibria []SelectionEquilibrium `json:"equilibria"`
	Frontiers  [][]FrontierPoint      `json:"frontiers"` // W_i of each agent by its break points
	Path       []Bid                  `json:"path"`      // best-response dynamics, bid by bid
	// settled, cut after too many bids, or cycles from CycleStart on
	PathEnd    string            `json:"pathEnd"`
	CycleStart int               `json:"cycleStart,omitempty"`
	Evaluation *EvaluationResult `json:"evaluation,omitempty"`
	Proofs     []FrontierProof   `json:"proofs,omitempty"` // of the frontiers, one an agent
}

// SelectionEquilibrium says that Agent wins in equilibrium at every user value in User. Steps
// proves it: schemes, ascending, between any two neighbours of which no frontier bends.
type SelectionEquilibrium struct {
	Agent int            `json:"agent"`
	User  [2]float64     `json:"user"` // [low, high]
	Steps [][]SchemePart `json:"steps,omitempty"`
}

// FrontierPoint is a break point of W_i: the agent gets Value if it gives the user User, by
// Scheme.
type FrontierPoint struct {
	User   float64      `json:"user"`
	Value  float64      `json:"value"`
	Scheme []SchemePart `json:"scheme,omitempty"`
}

// SchemePart is a posterior of a scheme, as in PosteriorResult. Vertex tells vertices of the
// lowered game with the same limit and strategy apart, by number. Lowered was the probability
// there until November 2026, and is 0.
type SchemePart struct {
	Belief      []float64 `json:"belief"`
	Strategy    []int     `json:"strategy"`
	Probability float64   `json:"probability"`
	Vertex      int       `json:"vertex,omitempty"`
	Lowered     float64   `json:"lowered,omitempty"`
}

// FrontierProof proves that no scheme passes a frontier: linear functions on beliefs, at delta = 0.
// Top is above the agent's payoff everywhere, and Least above minus the user's value wherever Top
// meets the payoff; it is absent where ties alone tell which own optimum gives her least. Edges has one
// for each two neighbouring break points, above the agent's payoff plus Weight times the user's value,
// and 0 where the last edge is vertical: both its ends give her OPT.
type FrontierProof struct {
	Top   []float64   `json:"top"`
	Least []float64   `json:"least,omitempty"`
	Edges []EdgeProof `json:"edges"`
}

// EdgeProof is the plane of one edge of a frontier.
type EdgeProof struct {
	Weight float64   `json:"weight"`
	Plane  []float64 `json:"plane"`
}

// Bid is an offer that won: what it gives the user, and its agent.
type Bid struct {
	Agent int     `json:"agent"`
	User  float64 `json:"user"`
	Value float64 `json:"value"`
}

// EvaluationResult is what the user loses by choosing between the agents' last offers after
// Samples evaluation conversations with each: the mean and the quantile at Confidence of a
// simulation, and the bound that holds with that confidence.
type EvaluationResult struct {
	Samples     int     `json:"samples"`
	Repetitions int     `json:"repetitions"`
	Loss        float64 `json:"loss"`
	Quantile    float64 `json:"quantile"`
	Bound       float64 `json:"bound"`
	Confidence  float64 `json:"confidence"`
}
