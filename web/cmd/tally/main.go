// Command tally writes the tables of docs/reliability.md: it reads rows of table, class, tried and
// failed, separated by tabs, adds up those of one class, and puts the tables that it has rows for
// in the place of the old ones. It runs nothing itself; ./build.sh fuzz and soak do.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: tally ROWS DOCUMENT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], time.Now()); err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
		os.Exit(1)
	}
}

func run(rows, document string, now time.Time) error {
	file, err := os.Open(rows)
	if err != nil {
		return err
	}
	defer file.Close()
	tables, err := read(file)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(document)
	if err != nil {
		return err
	}
	out := string(text)
	for _, t := range tables {
		if out, err = t.into(out, now); err != nil {
			return err
		}
	}
	return os.WriteFile(document, []byte(out), 0o644)
}

// class is one row of a table.
type class struct {
	name          string
	tried, failed int
}

// table is one table, its classes in the order of their first rows.
type table struct {
	name    string
	classes []*class
}

// read adds up rows.
func read(r io.Reader) (tables []*table, err error) {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		parts := strings.Split(lines.Text(), "\t")
		if len(parts) != 4 {
			return nil, fmt.Errorf("row %d has %d parts, must have 4", n, len(parts))
		}
		tried, err := strconv.Atoi(parts[2])
		if err != nil {
			return nil, fmt.Errorf("row %d: tried: %w", n, err)
		}
		failed, err := strconv.Atoi(parts[3])
		if err != nil {
			return nil, fmt.Errorf("row %d: failed: %w", n, err)
		}
		var c *class
		tables, c = find(tables, parts[0], parts[1])
		c.tried, c.failed = c.tried+tried, c.failed+failed
	}
	return tables, lines.Err()
}

// find returns a class, made when it is new.
func find(tables []*table, name, of string) ([]*table, *class) {
	var t *table
	for _, known := range tables {
		if known.name == name {
			t = known
		}
	}
	if t == nil {
		t = &table{name: name}
		tables = append(tables, t)
	}
	for _, c := range t.classes {
		if c.name == of {
			return tables, c
		}
	}
	c := &class{name: of}
	t.classes = append(t.classes, c)
	return tables, c
}

// into puts a table between the marks that bear its name.
func (t *table) into(text string, now time.Time) (string, error) {
	begin, end := fmt.Sprintf("<!-- %s -->\n", t.name), fmt.Sprintf("<!-- end of %s -->\n", t.name)
	from, to := strings.Index(text, begin), strings.Index(text, end)
	if from < 0 || to < from {
		return "", fmt.Errorf("the document has no place for the table %q", t.name)
	}
	var b strings.Builder
	b.WriteString(text[:from] + begin)
	fmt.Fprintf(&b, "\nLast run: %s.\n\n| class | tried | failed |\n|---|---:|---:|\n",
		now.UTC().Format("2 January 2006"))
	for _, c := range t.classes {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.name, thousands(c.tried), thousands(c.failed))
	}
	b.WriteString("\n" + text[to:])
	return b.String(), nil
}

// thousands writes a number with commas.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
