package engine

import "cmp"

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

func (a *Alignment) settings(p *pass) {
	p.choice("alignment.combination", &a.Combination, Convex, Convex, Conic)
	p.choice("alignment.offset", &a.Offset, Constant, NoOffset, Constant, State)
	p.positive("alignment.tolerance", &a.Tolerance, 1, DefaultTolerance)
}

// AlignmentOrDefault returns the variant of the hull test with every field filled in.
func (s Scenario) AlignmentOrDefault() Alignment {
	a := *cmp.Or(s.Alignment, &Alignment{})
	a.settings(&pass{task: filling})
	return a
}

// Response is how the user acts on a belief.
type Response struct {
	Kind   string  `json:"kind,omitempty" strict:"nonzero"` // best (default) or quantal
	Lambda float64 `json:"lambda,omitempty"`                // 0..1000, of quantal; absent: 0
}

func (r *Response) settings(p *pass) {
	p.choice("response.kind", &r.Kind, Best, Best, Quantal)
	p.number("response.lambda", &r.Lambda, 0, MaxLambda)
}

// ResponseOrDefault returns how the user acts, with every field filled in.
func (s Scenario) ResponseOrDefault() Response {
	r := *cmp.Or(s.Response, &Response{})
	r.settings(&pass{task: filling})
	return r
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

func (c *Conversation) settings(p *pass, agents int) {
	p.whole("conversation.rounds", &c.Rounds, MinRounds, MaxRounds, DefaultRounds)
	p.whole("conversation.alphabet", &c.Alphabet, MinAlphabet, MaxAlphabet, DefaultAlphabet)
	p.choice("conversation.reply", &c.Reply, ReplySilent, ReplySilent, ReplySignal, ReplyActionKind, ReplyBest)
	p.choices("conversation.rules", &c.Rules, agents, "rule", RuleTruthful, Rules()...)
	p.optional("conversation.noise", &c.Noise, 0, 1, DefaultNoise)
	p.seed("conversation.seed", &c.Seed)
	p.choice("conversation.outcome", &c.Outcome, WorstOutcome, WorstOutcome, FullOutcome)
	p.flag("conversation.game", &c.Game)
	p.labels("conversation.messageNames", &c.MessageNames, cmp.Or(c.Alphabet, DefaultAlphabet), "message",
		"conversation.alphabet", MinAlphabet, MaxAlphabet)
}

// ConversationOrDefault returns the settings of the conversation with every field filled
// in, one rule for each agent.
func (s Scenario) ConversationOrDefault() Conversation {
	c := *cmp.Or(s.Conversation, &Conversation{})
	c.settings(&pass{task: filling}, len(s.Agents))
	return c
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

func (v *Selection) settings(p *pass, agents int) {
	p.whole("selection.samples", &v.Samples, 0, MaxSamples, 0)
	p.positive("selection.step", &v.Step, 1, DefaultStep)
	p.seed("selection.seed", &v.Seed)
	p.choice("selection.mode", &v.Mode, Ascending, Ascending, Lowering)
	p.agentNumber("selection.first", &v.First, agents)
	p.order("selection.order", &v.Order, agents)
}

// SelectionOrDefault returns the settings of the best-AI game with every field filled in.
func (s Scenario) SelectionOrDefault() Selection {
	v := *cmp.Or(s.Selection, &Selection{})
	v.settings(&pass{task: filling}, len(s.Agents))
	return v
}

// Population describes the users beside the scenario's own, and whether agents may talk to
// each of them apart.
type Population struct {
	Policy string   `json:"policy,omitempty" strict:"nonzero"` // personal (default) or anonymous
	Users  []Member `json:"users"`
}

// The policies: a rule for each user apart, or one for all of them.
const (
	Personal  = "personal"
	Anonymous = "anonymous"
)

func (n *Population) settings(p *pass) {
	p.choice("population.policy", &n.Policy, Personal, Personal, Anonymous)
}

// PopulationOrDefault returns the policy and the further users with the policy filled in; no
// users where the scenario has none.
func (s Scenario) PopulationOrDefault() Population {
	n := *cmp.Or(s.Population, &Population{})
	n.settings(&pass{task: filling})
	return n
}

// settings goes through all fields but those of parties and criteria, which are checked in their place; a section that
// is absent has none.
func (s *Scenario) settings(p *pass) {
	p.text("title", &s.Title)
	p.names("states", &s.States, MinStates, MaxStates)
	p.names("actions", &s.Actions, MinActions, MaxActions)
	p.distribution("prior", &s.Prior, len(s.States), "state", MinStates, MaxStates)
	if p.valid() {
		p.fail(validWishes(s))
	}
	p.experiment("userSignal", &s.UserSignal, len(s.States))
	p.experiment("agentSignal", &s.AgentSignal, len(s.States))
	p.labels("userSignalNames", &s.UserSignalNames, signals(s.UserSignal), "signal", "userSignal",
		MinSignals, MaxSignals)
	p.labels("signalNames", &s.SignalNames, signals(s.AgentSignal), "signal", "agentSignal", MinSignals, MaxSignals)
	if s.Alignment != nil {
		s.Alignment.settings(p)
	}
	if s.Response != nil {
		s.Response.settings(p)
	}
	if s.Conversation != nil {
		s.Conversation.settings(p, len(s.Agents))
	}
	if s.Selection != nil {
		s.Selection.settings(p, len(s.Agents))
	}
	if s.Population != nil {
		s.Population.settings(p)
	}
	p.flag("equilibriumSets", &s.EquilibriumSets)
	p.number("indifference", &s.Indifference, 0, MaxIndifference)
}

// settingWords says in the schema what each field that has a line means. It is a function so that programs that
// print no schema do not carry it.
func settingWords() map[string]string {
	return map[string]string{
		"title":   "a title in one line",
		"states":  "names of the states of the world; they differ",
		"actions": "names of the user's actions; they differ",
		"prior":   "probability of each state, sum 1",

		"userSignal": "P(the user's own signal | state) as [state][signal], rows sum to 1; absent: she sees " +
			"nothing",
		"agentSignal": "P(the agents' signal | state) as [state][signal], rows sum to 1; absent: they see " +
			"the state",
		"signalNames":     "names of the agents' signals, one each; they differ; absent: numbers",
		"userSignalNames": "names of the user's own signals, one each; they differ; absent: numbers",

		"alignment.combination": "convex: weights sum to 1; conic: weights of any sum",
		"alignment.offset":      "what may be added: nothing, a constant, or a number for each state",
		"alignment.tolerance":   "largest epsilon that counts as inside, in units of utility",

		"response.kind":   "best: she takes a best action; quantal: better ones more often",
		"response.lambda": "how sharply a quantal user tells actions apart",

		"conversation.rounds":   "number of rounds",
		"conversation.alphabet": "number of messages to choose from in each round",
		"conversation.reply": "what the user replies after each round; best: whichever is worth most to her, given " +
			"how the agents talk",
		"conversation.rules":        "the rule of each agent; absent: all truthful",
		"conversation.messageNames": "names of the messages, one each; they differ; absent: numbers",
		"conversation.noise":        "probability that the rule noisy changes a symbol",
		"conversation.seed":         "which transcript is shown; 0 means 1",
		"conversation.outcome": "the outcome that the rule equilibrium plays: the user's worst, or full " +
			"disclosure",
		"conversation.game": "whether to solve the game of choosing rules",

		"selection.samples": "evaluation conversations with each agent; 0: exact evaluation",
		"selection.step":    "step of a bid, in units of utility",
		"selection.seed":    "seed of the evaluation; 0 means 1",
		"selection.mode": "of best-response dynamics: ascending: bids only rise; lowering: the winner may lower " +
			"its own",
		"selection.first": "the agent that bids first, counted from 0",
		"selection.order": "the order of turns, each agent once; absent: as they are listed",

		"population.policy": "personal: agents speak to each user apart; anonymous: everybody hears the same",

		"equilibriumSets": "whether to compute, for each agent, the polygon of all equilibrium payoffs",
		"indifference":    "gains up to this the agents ignore",
	}
}
