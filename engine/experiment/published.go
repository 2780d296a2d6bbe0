package experiment

import (
	"encoding/hex"
	"hash/fnv"
)

// This file knows the reports on real tables that the page publishes (web/static/reports): whoever
// has a copy of such a table is told whether its report comes out the same. The tables are not
// ours to publish, so lists of items are left out.

// publication is a report as it is known: the digest of its table, and the fingerprint of what it
// says.
type publication struct{ name, digest, fingerprint string }

// Bare is a report without its lists of items, as it is published.
func Bare(r Report) Report {
	if r.Table == nil || r.Table.Alignment == nil || r.Table.Comparison == nil {
		return r
	}
	a, c := *r.Table.Alignment, *r.Table.Comparison
	a.Worst, a.Direction, c.Worst = []Item{}, []ItemPart{}, []Item{}
	t := *r.Table
	t.Alignment, t.Comparison = &a, &c
	r.Table = &t
	return r
}

// fingerprint is of every digit that a bare report has; what the file is called does not matter.
func fingerprint(r Report) string {
	r = Bare(r)
	source, t, d := *r.Spec.Table, *r.Table, *r.Diversity
	source.File, t.Table, d.Table = "", "", ""
	r.Spec.Table, r.Table, r.Diversity = &source, &t, &d
	h := fnv.New128a()
	h.Write(encode(r))
	return hex.EncodeToString(h.Sum(nil))
}

// Published says of which published report's table a report is, "": of none, and whether it says
// the same, digit for digit.
func Published(r *Report) (name string, same bool) {
	if r.Table == nil || r.Diversity == nil || r.Spec.Table == nil || r.Chunks < r.Of {
		return "", false
	}
	for _, p := range publicationsKnown {
		if p.digest == r.Spec.Table.Digest {
			return p.name, p.fingerprint == fingerprint(*r)
		}
	}
	return "", false
}

// publicationsKnown are they; TestPublishedReports says what must stand here.
var publicationsKnown = []publication{
	{"dices350", "14ecc8492ae1bf17daedaa7cb97594c4", "734ef6ce5911a7469c134f84af77ceb5"},
	{"mfq-models", "f705e90f50aa7ffa7c3da0b05352316b", "f03b967dfece1c434cca3087962e8bc7"},
	{"mfq-personas", "049155ac55ae0351c87c9f7e713f2247", "0aa5c2299119e6942002902d5592a1e4"},
	{"pew", "d7ca7baecaa555e935b4effaa1a2f781", "61bccf2ae349937d555c06d2d9aa72a2"},
	{"pew-topics", "67d509c62a1931f757540a5f6a69767e", "c0b0ad8a2fa7be31842f658fdec0f48f"},
	{"wvs", "754fe9b470128856b0ad958de26a2737", "b2b23b1c535ae5b482462dc22186597c"},
}
