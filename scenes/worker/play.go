package worker

import (
	"encoding/json"
	"fmt"

	"github.com/emergent-alignment/emergent/engine"
)

// The games that a reader plays in an agent's place.
const (
	Bidding = "bidding" // for being the one AI: moves are what each offer gives the user
	Saying  = "saying"  // a conversation: moves are messages
)

// played is a question about a game: what has become of it after so many moves of an agent.
type played struct {
	Game     string          `json:"game"`
	Agent    int             `json:"agent"`
	Moves    []float64       `json:"moves"`
	Scenario engine.Scenario `json:"scenario"`
}

// Play answers the question that a text holds: {"game": ...}, an engine.Bidding or an engine.Saying, or
// {"error": ...}, a sentence. Nothing is kept between questions. It is no job of a Server, so that a page's
// own program, which has a Server for want of workers, need not hold it.
func Play(text string) string {
	game, err := play(text)
	reply := map[string]any{"game": game}
	if err != nil {
		reply = map[string]any{"error": err.Error()}
	}
	data, err := json.Marshal(reply)
	if err != nil {
		panic("worker: " + err.Error()) // games hold finite numbers only
	}
	return string(data)
}

func play(text string) (game any, err error) {
	defer func() {
		if trouble := recover(); trouble != nil {
			err = fmt.Errorf("a fault of ours (%.40v); the link to report it is %s", trouble, engine.ReportAt)
		}
	}()
	var q played
	if err := json.Unmarshal([]byte(text), &q); err != nil {
		return nil, err
	}
	if err := engine.Validate(q.Scenario); err != nil {
		return nil, err
	}
	var v engine.Solver
	switch q.Game {
	case Bidding:
		return v.Bidding(q.Scenario, q.Agent, q.Moves)
	case Saying:
		words := make([]int, len(q.Moves))
		for i, m := range q.Moves {
			words[i] = int(m)
		}
		return v.Saying(q.Scenario, q.Agent, words)
	}
	return nil, fmt.Errorf("there is no game %q", q.Game)
}
