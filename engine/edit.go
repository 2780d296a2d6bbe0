package engine

// Edit is one change to a scenario; see Apply. The concrete types are the list of all
// things a user can do to a scenario.
type Edit interface {
	// edit makes the change on s, a shallow copy: it replaces what s points to and never
	// writes into it, and it keeps no memory of the edit itself.
	edit(s *Scenario) error
}

// The edits. User stands for the user where an agent index is asked.
type (
	// SetWeights moves a party in the simplex of criteria (Agent = User for the user).
	// Weights are clipped at 0 and normalised. A party given by a matrix is turned into weights.
	SetWeights struct {
		Agent   int
		Weights []float64
	}
	// SetUtility gives a party an explicit matrix [action][state].
	SetUtility struct {
		Agent   int
		Utility [][]float64
	}
	// SetPrior replaces the prior; clipped at 0 and normalised.
	SetPrior struct{ Prior []float64 }
	// AddAgent appends a party; an empty name gets the next free one ("Agent D").
	AddAgent struct{ Party Party }
	// RemoveAgent removes one; the last agent cannot be removed.
	RemoveAgent struct{ Agent int }
	// Rename renames a party.
	Rename struct {
		Agent int
		Name  string
	}
	// SetCriterion replaces a criterion's matrix.
	SetCriterion struct {
		Criterion int
		Utility   [][]float64
	}
	// SetSignals replaces both experiments; nil means the default. Names of signals stay as
	// far as there are signals.
	SetSignals struct{ User, Agents [][]float64 }
	// RenameSignal names a signal of the agents, or of the user.
	RenameSignal struct {
		Agents bool
		Signal int
		Name   string
	}
	// RenameMessage names a message of the conversation.
	RenameMessage struct {
		Message int
		Name    string
	}
	// SetField gives one setting, as in "conversation.noise", the value that a text says; an empty choice is
	// the default. Names of messages are cut or filled up to as many as there are.
	SetField struct{ Field, Value string }
	// SetAlignment, SetResponse and SetSelection replace those settings.
	SetAlignment struct{ Alignment Alignment }
	SetResponse  struct{ Response Response }
	SetSelection struct{ Selection Selection }
	// SetConversation replaces those settings, with the names of messages cut or filled up to
	// as many as there are; SetTitle the title.
	SetConversation struct{ Conversation Conversation }
	SetTitle        struct{ Title string }
	// CriteriaFromAgents makes each agent's utility a criterion, agents the corners, the
	// user the least-squares weights if she is in their hull and her matrix otherwise.
	CriteriaFromAgents struct{}
)

// User is the Agent of an edit that concerns the user; OtherUser that of further users.
const User = -1
