package engine

// Version of the scenario and result formats that this package reads and writes.
const Version = 1

// Scenario is one instance of the model as people write it (docs/format.md): a dragged
// point, a file, a link and a test are all a Scenario. Treat it as a value: Apply returns
// a changed copy and never touches its argument.
type Scenario struct {
	Version     int         `json:"version"`
	Title       string      `json:"title,omitempty"`
	States      []string    `json:"states"`
	Actions     []string    `json:"actions"`
	Prior       []float64   `json:"prior"`
	Criteria    []Criterion `json:"criteria,omitempty"`
	User        Party       `json:"user"`
	Agents      []Party     `json:"agents"`
	UserSignal  [][]float64 `json:"userSignal,omitempty"`
	AgentSignal [][]float64 `json:"agentSignal,omitempty"`

	// of the agents' signals, where they do not see the state
	SignalNames     []string `json:"signalNames,omitempty"`
	UserSignalNames []string `json:"userSignalNames,omitempty"` // of the user's own

	Alignment    *Alignment    `json:"alignment,omitempty"`
	Response     *Response     `json:"response,omitempty"`
	Conversation *Conversation `json:"conversation,omitempty"`
	Selection    *Selection    `json:"selection,omitempty"`
	Population   *Population   `json:"population,omitempty"`

	EquilibriumSets bool    `json:"equilibriumSets,omitempty"` // whether to compute the set of all equilibrium payoffs
	Indifference    float64 `json:"indifference,omitempty"`    // gains up to this the agents ignore
}

// Criterion is a basis utility, utility[action][state] in [0,1].
type Criterion struct {
	Name    string      `json:"name"`
	Utility [][]float64 `json:"utility"`
}

// Party is the user or an agent: exactly one of Weights (over the criteria, a point of
// the simplex) and Utility ([action][state] in [0,1]) is given.
type Party struct {
	Name    string      `json:"name"`
	Letter  string      `json:"letter,omitempty"` // of an agent, from A to Z; absent: that of its place
	Weights []float64   `json:"weights,omitempty"`
	Utility [][]float64 `json:"utility,omitempty"`

	Toward map[string]Wish `json:"toward,omitempty"` // of an agent: what it wants of single users of the population
}

// Combination and offset kinds of the alignment condition, the kinds of response and
// reply, and the modes of best-response dynamics: bids only rise, or the winner may lower its.
const (
	Convex, Conic                             = "convex", "conic"
	NoOffset, Constant, State                 = "none", "constant", "state"
	Best, Quantal                             = "best", "quantal"
	ReplySilent, ReplySignal, ReplyActionKind = "silent", "signal", "action"
	ReplyBest                                 = "best"
	Ascending, Lowering                       = "ascending", "lowering"
)

// Alignment chooses the variant of the hull test.
type Alignment struct {
	Combination string  `json:"combination,omitempty" strict:"nonzero"` // convex (default) or conic
	Offset      string  `json:"offset,omitempty" strict:"nonzero"`      // none, constant (default) or state
	Tolerance   float64 `json:"tolerance,omitempty" strict:"nonzero"`   // utility units, default 1e-6
}

// Response is how the user acts on a belief.
type Response struct {
	Kind   string  `json:"kind,omitempty" strict:"nonzero"` // best (default) or quantal
	Lambda float64 `json:"lambda,omitempty"`                // 0..1000, of quantal; absent: 0
}

// The rules an agent can converse by (docs/model.md, section 8).
const (
	RuleSilent      = "silent"
	RuleTruthful    = "truthful"
	RuleNoisy       = "noisy"
	RuleSelfish     = "selfish"
	RuleReport      = "report"
	RuleEquilibrium = "equilibrium"
	RuleAligned     = "aligned"
)

// The outcomes that the rule equilibrium can play.
const (
	WorstOutcome = "worst"
	FullOutcome  = "full"
)

// Conversation sets the rounds of the conversation figure. Absent fields mean 3 rounds,
// an alphabet of 2, no reply, every agent truthful, noise 0.1 and seed 1.
type Conversation struct {
	Rounds   int      `json:"rounds,omitempty" strict:"nonzero"`
	Alphabet int      `json:"alphabet,omitempty" strict:"nonzero"`
	Reply    string   `json:"reply,omitempty" strict:"nonzero"`
	Rules    []string `json:"rules,omitempty"` // one an agent
	Noise    *float64 `json:"noise,omitempty"` // of the rule noisy; 0 is not the default, so a pointer
	Seed     uint64   `json:"seed,omitempty"`  // 0 means 1
	Game     bool     `json:"game,omitempty"`

	// of the rule equilibrium: worst (default) or full, everything disclosed
	Outcome string `json:"outcome,omitempty" strict:"nonzero"`

	MessageNames []string `json:"messageNames,omitempty"` // what each message sounds like, one a message
}

// Selection sets the best-AI game and the dynamics that are played in it.
type Selection struct {
	Samples int     `json:"samples,omitempty"`               // evaluation conversations, 0: exact evaluation
	Step    float64 `json:"step,omitempty" strict:"nonzero"` // of a bid, utility units, default 0.01
	Seed    uint64  `json:"seed,omitempty"`                  // 0 means 1

	Mode  string `json:"mode,omitempty" strict:"nonzero"` // of the dynamics: ascending (default) or lowering
	First int    `json:"first,omitempty"`                 // the agent that bids first
	Order []int  `json:"order,omitempty"`                 // in which agents take turns; absent: as they are listed
}
