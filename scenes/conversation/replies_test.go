package conversation

import (
	"slices"
	"strings"
	"testing"

	"github.com/emergent-alignment/emergent/engine"
	"github.com/emergent-alignment/emergent/scenes/claim"
	"github.com/emergent-alignment/emergent/scenes/looktest"
	"github.com/emergent-alignment/emergent/scenes/stage"
	"github.com/emergent-alignment/emergent/scenes/words"
)

// TestBestReply: where the choice of a reply is the user's, the panel says which is best and what each is worth, the
// table of equilibria has it and delta*, and the dialogue has her say it.
func TestBestReply(t *testing.T) {
	s := looktest.Preset(t, "clinic")
	s.Conversation.Reply, s.Conversation.Game = engine.ReplyBest, true
	s.Conversation.Rules = []string{engine.RuleReport, engine.RuleSelfish, engine.RuleSilent}
	f := frameOf(s)
	figure, _ := draw(t, f)
	p, c := figure.Panel(), f.Result.Conversation
	last := p.Sections[len(p.Sections)-1]
	if c.Reply == "" || len(c.Replies) != 2 || len(last.Rows) != 2 || last.Title != "Your best reply: "+
		replyWords[c.Reply] {
		t.Errorf("section %+v of %q, %v", last, c.Reply, c.Replies)
	}
	if last.Rows[1].Label != "Your own signal" || last.Rows[1].Value() != words.Value(c.Replies[1].User) {
		t.Errorf("row %+v", last.Rows[1])
	}
	at := slices.IndexFunc(p.Tables, func(t stage.Table) bool {
		return strings.Contains(t.Title, "quilibria of choosing")
	})
	if at < 0 {
		t.Fatalf("no table of equilibria: %q", f.Result.Notes)
	}
	table := p.Tables[at]
	if head := table.Head[4:]; !slices.Equal(head, []string{"δ* at it", "You reply"}) {
		t.Errorf("columns %q", head)
	}
	known := 0
	for n, row := range table.Rows {
		e, delta := c.Equilibria[listed(c)[n]], "not computed" // beyond the first 200
		if e.Delta != nil {
			delta, known = words.Value(*e.Delta), known+1
		}
		if row[4] != delta || row[5] != replyWords[e.Reply] || row[5] == "" {
			t.Errorf("row %q of %+v", row, e)
		}
	}
	if known == 0 {
		t.Errorf("no delta of %d", len(table.Rows))
	}
	told := strings.Contains(p.Dialogue.Turns[len(p.Dialogue.Turns)-1].Words, "tell them of")
	if told != (c.Reply == engine.ReplySignal) {
		t.Errorf("she replies %s and says %q", c.Reply, p.Dialogue.Turns[len(p.Dialogue.Turns)-1].Words)
	}
}

// TestAlignedListens: ALIGNED is called what it is wherever it stands, and what listening would add stands beside it.
func TestAlignedListens(t *testing.T) {
	f := frameOf(looktest.Preset(t, "clinic"))
	s, _ := draw(t, f)
	p := s.Panel()
	rows := p.Sections[1].Rows
	if rows[1].Label != "ALIGNED" || !strings.Contains(rows[1].Help, "by a rule that does not listen") {
		t.Errorf("row %+v", rows[1])
	}
	if rows[2].Label != "ALIGNED, listening" || rows[2].Value() != words.Value(*f.Result.Conversation.AlignedListening) {
		t.Errorf("row %+v", rows[2])
	}
	at := slices.IndexFunc(p.Claims, func(c claim.Claim) bool { return strings.Contains(c.Statement, "(ALIGNED)") })
	if at < 0 || !strings.Contains(p.Claims[at].Statement, "by a rule that does not listen (ALIGNED)") {
		t.Error("the badge does not say that ALIGNED does not listen")
	}
	f.Scenario.Conversation.Reply = ""
	f.Result = results.Of(f.Scenario)
	f.Revision++
	s.Layout(f)
	if rows := s.Panel().Sections[1].Rows; len(rows) != 3 || rows[2].Label != "No word" {
		t.Errorf("unheard: %+v", rows)
	}
}
