package main

import (
	"strings"
	"testing"
	"time"
)

// TestTables: rows of a class are added up, in their order, between the marks, and nothing else changes.
func TestTables(t *testing.T) {
	tables, err :=
		read(strings.NewReader("one\tlinks\t400\t0\ntwo\tx\t1\t1\none\tfiles\t1234567\t2\none\tlinks\t100\t1\n"))
	if err != nil {
		t.Fatal(err)
	}
	text := "# Title\n<!-- one -->\nold\n<!-- end of one -->\nbetween\n<!-- two -->\n<!-- end of two -->\n"
	for _, table := range tables {
		if text, err = table.into(text, time.Date(2026, 11, 28, 23, 0, 0, 0, time.UTC)); err != nil {
			t.Fatal(err)
		}
	}
	want := "# Title\n<!-- one -->\n\nLast run: 28 November 2026.\n\n| class | tried | failed |\n|---|---:|---:|\n| " +
		"links | 500 | 1 |\n| files | 1,234,567 | 2 |\n\n<!-- end of one -->\nbetween\n<!-- two -->\n\nLast run: 28 " +
		"November 2026.\n\n| class | tried | failed |\n|---|---:|---:|\n| x | 1 | 1 |\n\n<!-- end of two -->\n"
	if text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
}

// TestBadRows: what is no row is refused, and so is a table without a place.
func TestBadRows(t *testing.T) {
	for _, rows := range []string{"a\tb\t1", "a\tb\tx\t1", "a\tb\t1\tx"} {
		if _, err := read(strings.NewReader(rows)); err == nil {
			t.Errorf("%q was read", rows)
		}
	}
	if _, err := (&table{name: "a"}).into("# Title\n", time.Time{}); err == nil {
		t.Error("a table went nowhere")
	}
}
