package engine

// PopulationResult is what several users get (docs/model.md, section 11), whatever the policy.
// Floors, bounds, anonymous values and the equilibrium are absent where a work budget is passed.
type PopulationResult struct {
	Policy  string         `json:"policy"`
	Users   []MemberResult `json:"users"` // the scenario's own first
	Welfare WelfareResult  `json:"welfare"`
	Strong  *StrongResult  `json:"strong,omitempty"`
	// Equilibrium is the anonymous one worst for welfare: User is everybody's welfare, and a
	// strategy lists the actions of each user in turn, one for each of her signals.
	Equilibrium *EquilibriumResult `json:"equilibrium,omitempty"`
	// Best is the anonymous one best for welfare, with certificates or Map.
	Best *EquilibriumResult `json:"best,omitempty"`
	// Map is the picture of what everybody hears, where Result.Map is wanted: its regions are those of
	// profiles, which list the actions of each user in turn, User is everybody's welfare, and Payoffs
	// are those from all users by their shares.
	Map *MapResult `json:"map,omitempty"`
}

// Heard reports whether a picture of all users who hear the same can be drawn, and is what the policy
// asks for; a population that is not there has none.
func (r *PopulationResult) Heard() bool {
	return r != nil && r.Policy == Anonymous && r.Map != nil && r.Equilibrium != nil && r.Best != nil
}

// MemberResult is one user's: her benchmarks, whether she is in the hull of what the agents want
// of her (the weak condition), and her worst and best equilibrium under either policy. Floor is
// the least she gets in any anonymous outcome that all users obey and every agent accepts,
// proved by FloorWeights and FloorPrices; Bound is the promise of the strong condition.
type MemberResult struct {
	Name    string  `json:"name"`
	Share   float64 `json:"share"`
	Opt     float64 `json:"opt"`
	None    float64 `json:"none"`
	Epsilon float64 `json:"epsilon"`
	Inside  bool    `json:"inside"`

	Personal  RangeResult  `json:"personal"`
	Anonymous *RangeResult `json:"anonymous,omitempty"`
	Floor     *float64     `json:"floor,omitempty"`
	Bound     *float64     `json:"bound,omitempty"`

	FloorWeights []float64 `json:"floorWeights,omitempty"` // one an agent
	FloorPrices  []float64 `json:"floorPrices,omitempty"`  // one an agent signal

	Proof *MemberProof `json:"proof,omitempty"` // with certificates
}

// MemberProof proves what is said of one user: the certificate of the weak condition, as in
// AlignmentResult, and an equilibrium for each end of her two ranges.
type MemberProof struct {
	Weights       []float64          `json:"weights"`
	Offset        []float64          `json:"offset"`
	Direction     [][]float64        `json:"direction"`
	Margin        float64            `json:"margin"`
	PersonalWorst EquilibriumResult  `json:"personalWorst"`
	PersonalBest  EquilibriumResult  `json:"personalBest"`
	Worst         *EquilibriumResult `json:"worst,omitempty"` // anonymous
	Best          *EquilibriumResult `json:"best,omitempty"`  // anonymous
}

// RangeResult is the worst and the best of a user's equilibria.
type RangeResult struct {
	Worst float64 `json:"worst"`
	Best  float64 `json:"best"`
}

// WelfareResult is the users' values by their shares. Difference is AnonymousWorst less
// PersonalWorst: what anonymity does to the worst welfare, which may be good.
type WelfareResult struct {
	Opt            float64  `json:"opt"`
	PersonalWorst  float64  `json:"personalWorst"`
	AnonymousWorst *float64 `json:"anonymousWorst,omitempty"`
	AnonymousBest  *float64 `json:"anonymousBest,omitempty"`
	Difference     *float64 `json:"difference,omitempty"`
}

// StrongResult is the strong condition: one mixture of agents that wants of every user what she
// wants herself, up to a scale and an offset a state. Epsilon is the least largest error, with
// Weights and Scale that reach it and a Direction [user][action*states+state] that proves that no
// less is possible; all weights 0 say that no common weights help. Sum is the same for the
// least sum of errors, from which the users' bounds follow.
type StrongResult struct {
	Epsilon   float64     `json:"epsilon"`
	Epsilons  []float64   `json:"epsilons"` // one a user
	Inside    bool        `json:"inside"`
	Weights   []float64   `json:"weights"` // one an agent
	Scale     []float64   `json:"scale"`   // one a user
	Direction [][]float64 `json:"direction"`
	Sum       *StrongSum  `json:"sum,omitempty"`
}

// StrongSum is the strong condition with the least sum of the users' errors.
type StrongSum struct {
	Epsilons  []float64   `json:"epsilons"` // one a user
	Weights   []float64   `json:"weights"`
	Scale     []float64   `json:"scale"`
	Direction [][]float64 `json:"direction"`
}
