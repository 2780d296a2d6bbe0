// Package belief holds what every solver shares: the instance it is given (Game),
// beliefs and Bayes' rule, and the named tolerances. It is the bottom of the engine:
// it imports none of its sisters and never solves anything.
package belief

// Matrix is a dense row-major matrix of Rows x Cols numbers. A utility is a Matrix
// with a row for each action and a column for each state (or, after reduction, for
// each agent signal); an experiment is one with a row for each state and a column for
// each signal, its rows summing to 1. The zero value is the empty matrix.
type Matrix struct {
	Rows, Cols int
	Data       []float64 // Rows*Cols numbers, row after row
	// Typed, if not nil, is what Data was computed from in floating point. Who needs the
	// numbers exactly begins there, so a matrix whose Data is changed must drop it.
	Typed *Typed
}

// Typed holds the decimals that people wrote, from which a matrix comes: a mean of others
// with weights, each over their sum; or, where there are no weights, rows, each over its
// sum. It shares its memory with whoever wrote them.
type Typed struct {
	Weights []float64
	Parts   [][][]float64 // [weight][row][column]
	Rows    [][]float64
}

// NewMatrix returns a zero matrix of the given shape.
func NewMatrix(rows, cols int) Matrix {
	return Matrix{Rows: rows, Cols: cols, Data: make([]float64, rows*cols)}
}

// At returns the entry in row r and column c.
func (m Matrix) At(r, c int) float64 { return m.Data[r*m.Cols+c] }

// Set changes the entry in row r and column c.
func (m Matrix) Set(r, c int, v float64) { m.Data[r*m.Cols+c] = v }

// Row returns row r; it shares the matrix's memory.
func (m Matrix) Row(r int) []float64 { return m.Data[r*m.Cols : (r+1)*m.Cols] }

// Game is one instance of the model (docs/model.md, section 1), already validated and
// normalised: every utility lies in [0,1], the prior and the rows of both experiments
// sum to 1. Solvers read it and never change it.
type Game struct {
	States, Actions int
	Prior           []float64 // States
	TypedPrior      []float64 // Prior as it was written, of any sum; nil: as it is
	User            Matrix    // Actions x States: u_A(a, y)
	Agents          []Matrix  // one Actions x States matrix for each agent: U_i(a, y)
	// Others are further users, who hear the same from the agents as the user does and act for
	// themselves; User has the rest of the shares. Each sees a signal of her own by UserSignal.
	Others []Other
	// UserSignal is P(x_A | y), States x |X_A|; a user who sees nothing has one column of ones.
	UserSignal Matrix
	// AgentSignal is P(x_B | y), States x |X_B|; agents who see the state have the identity.
	AgentSignal Matrix
}

// Other is a further user: her share of all users, what she wants, and what each agent wants
// of her.
type Other struct {
	Share  float64
	User   Matrix
	Agents []Matrix
}

// Users is the number of users.
func (g *Game) Users() int { return 1 + len(g.Others) }

// Share is the share of user t, 0 being User.
func (g *Game) Share(t int) float64 {
	if t > 0 {
		return g.Others[t-1].Share
	}
	share := 1.0
	for _, o := range g.Others {
		share -= o.Share
	}
	return share
}

// Wants is the utility of user t.
func (g *Game) Wants(t int) Matrix {
	if t > 0 {
		return g.Others[t-1].User
	}
	return g.User
}

// Asks is what agent i wants of user t.
func (g *Game) Asks(t, i int) Matrix {
	if t > 0 {
		return g.Others[t-1].Agents[i]
	}
	return g.Agents[i]
}
