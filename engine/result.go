package engine

// Sections says which parts of a Result to compute.
type Sections uint

// The sections of a result.
const (
	BenchmarksSection Sections = 1 << iota // all but the monopolies, which need the regions of beliefs
	AlignmentSection
	EquilibriaSection // with floor and ladder
	QuantalSection
	SelectionSection
	MonopoliesSection   // BenchmarksSection, with each agent alone
	ConversationSection // only where the scenario has a conversation
	PopulationSection   // only where the scenario has a population
	Certificates        // what nothing shows and Check needs, in each of the other sections wanted
	// All are those before MapSection, which only who asks for them gets.
	All = MapSection - 1

	// TreeSection is Conversation.Tree, with the section itself, also where the scenario has no
	// conversation: by the default settings. MapSection is Result.Map, QuantalMapSection QuantalMap,
	// QuantalCurveSection QuantalCurve with QuantalRange, and LossCurveSection LossCurve: pictures ask
	// for them beside the others.
	MapSection          Sections = 1 << 16
	QuantalMapSection   Sections = 1 << 17
	QuantalCurveSection Sections = 1 << 18
	LossCurveSection    Sections = 1 << 19
	TreeSection         Sections = 1 << 20
	// SetsSection is EquilibriaSection with the sets, whether the scenario asks for them or not.
	SetsSection Sections = 1 << 21
	// DissentSection is Result.Dissent, which solves the game once more for each agent.
	DissentSection Sections = 1 << 22
	// HeardOnly leaves the game of the scenario's own user out of a picture of all users who hear the
	// same: monopolies, equilibria, map and what else is hers alone. It does so only where the policy is
	// Anonymous and PopulationSection and MapSection have an answer, and there is something to show.
	HeardOnly Sections = 1 << 23
)

// has reports whether any of the sections in other is wanted.
func (want Sections) has(other Sections) bool { return want&other != 0 }

// sections lists the fields of a Result in the order in which they are solved, and are noted.
var sections = located([]section{
	{name: "benchmarks", of: BenchmarksSection, part: &benchmarksPart{}},
	{name: "alignment", of: AlignmentSection, part: &alignmentPart{}},
	{name: "benchmarks.monopoly", of: MonopoliesSection, on: BenchmarksSection, regions: true, late: 1,
		part: &monopoliesPart{}},
	{name: "equilibria", of: EquilibriaSection | SetsSection, regions: true, part: &equilibriaPart{},
		fails: "equilibria, with floor and ladder,", lacks: "equilibria, floor and ladder are"},
	{name: "indifference", of: EquilibriaSection, regions: true, part: &indifferencePart{}},
	{name: "floor", of: EquilibriaSection | SetsSection, regions: true, with: true, part: &floorPart{}},
	{name: "ladder", of: EquilibriaSection | SetsSection, regions: true, with: true, late: 1, part: &ladderPart{}},
	{name: "selection", of: SelectionSection, regions: true, late: 1, part: &selectionPart{}},
	{name: "lossCurve", of: LossCurveSection, regions: true, picture: true, part: &lossCurvePart{}},
	{name: "map", of: MapSection, regions: true, picture: true, part: &mapPart{}},
	{name: "population", of: PopulationSection, late: 3, part: &populationPart{}},
	{name: "dissent", of: DissentSection, picture: true, part: &dissentPart{}},
	{name: "quantal", of: QuantalSection, late: 3, part: &quantalPart{}},
	{name: "quantalMap", of: QuantalMapSection, on: QuantalSection, picture: true, part: &quantalMapPart{}},
	{name: "quantalCurve", of: QuantalCurveSection, picture: true, part: &quantalCurvePart{}},
	{name: "quantalRange", of: QuantalCurveSection, picture: true, part: &quantalRangePart{}},
	{name: "conversation", of: ConversationSection | TreeSection, late: 2, part: &conversationPart{}},
})

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
