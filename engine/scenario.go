package engine

// Version of the scenario and result formats that this package reads and writes.
const Version = 1

// Scenario is one instance of the model as people write it (docs/format.md): a dragged
// point, a file, a link and a test are all a Scenario. Treat it as a value: Apply returns
// a changed copy and never touches its argument.
type Scenario struct {
	Version      int           `json:"version"`
	Title        string        `json:"title,omitempty"`
	States       []string      `json:"states"`
	Actions      []string      `json:"actions"`
	Prior        []float64     `json:"prior"`
	Criteria     []Criterion   `json:"criteria,omitempty"`
	User         Party         `json:"user"`
	Agents       []Party       `json:"agents"`
	UserSignal   [][]float64   `json:"userSignal,omitempty"`
	AgentSignal  [][]float64   `json:"agentSignal,omitempty"`
	Alignment    *Alignment    `json:"alignment,omitempty"`
	Response     *Response     `json:"response,omitempty"`
	Conversation *Conversation `json:"conversation,omitempty"`
	Selection    *Selection    `json:"selection,omitempty"`
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
	Weights []float64   `json:"weights,omitempty"`
	Utility [][]float64 `json:"utility,omitempty"`
}

// Combination and offset kinds of the alignment condition, and the kinds of response
// and reply.
const (
	Convex, Conic                             = "convex", "conic"
	NoOffset, Constant, State                 = "none", "constant", "state"
	Best, Quantal                             = "best", "quantal"
	ReplySilent, ReplySignal, ReplyActionKind = "silent", "signal", "action"
)

// Alignment chooses the variant of the hull test.
type Alignment struct {
	Combination string  `json:"combination,omitempty"` // convex (default) or conic
	Offset      string  `json:"offset,omitempty"`      // none, constant (default) or state
	Tolerance   float64 `json:"tolerance,omitempty"`   // utility units, default 1e-6
}

// Response is how the user acts on a belief.
type Response struct {
	Kind   string  `json:"kind,omitempty"`   // best (default) or quantal
	Lambda float64 `json:"lambda,omitempty"` // 0..1000, quantal only
}

// Conversation sets the rounds of the conversation figure.
type Conversation struct {
	Rounds   int      `json:"rounds"`
	Alphabet int      `json:"alphabet"`
	Reply    string   `json:"reply,omitempty"`
	Rules    []string `json:"rules,omitempty"`
	Noise    float64  `json:"noise,omitempty"`
	Seed     uint64   `json:"seed,omitempty"`
	Game     bool     `json:"game,omitempty"`
}

// Selection sets the best-AI game.
type Selection struct {
	Samples int     `json:"samples,omitempty"` // evaluation conversations, 0: exact evaluation
	Step    float64 `json:"step,omitempty"`    // of a bid, utility units, default 0.01
	Seed    uint64  `json:"seed,omitempty"`
}
