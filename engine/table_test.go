package engine

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseTable(t *testing.T) {
	want := Table{Names: []string{"you", "A, the first", "B"}, Scores: [][]float64{{1, -4}, {0.5, 5}, {2, 1e6}}}
	rows := map[string]string{
		"plain":               "you,\"A, the first\",B\n1,0.5,2\n-4,5,1e6\n",
		"byte-order mark":     "\ufeffyou,\"A, the first\",B\n1,0.5,2\n-4,5,1e6\n",
		"Windows line ends":   "you,\"A, the first\",B\r\n1,0.5,2\r\n-4,5,1e6\r\n",
		"Macintosh line ends": "you,\"A, the first\",B\r1,0.5,2\r-4,5,1e6\r",
		"no last line end":    "you,\"A, the first\",B\n1,0.5,2\n-4,5,1e6",
		"blank lines":         "\n\nyou,\"A, the first\",B\n\n1,0.5,2\n , ,\n-4,5,1e6\n\n",
		"quotes and spaces":   "you,\"A, the first\",\"B\"\n \t1 ,\"0.5\",2\n-4,5,+1000000\n",
		"semicolons":          "you;A, the first;B\n1;0.5;2\n-4;5;1e6\n",
		"decimal commas":      "you;A, the first;B\n1;0,5;2\n-4,0;5;1e6\n",
		"commas and tabs":     "you\tA, the first\tB\n1,0\t,5\t2\n-4\t5\t1e6\n",
		"named items":         "Item,you,\"A, the first\",B\nx,1,0.5,2\ny,-4,5,1e6\n",
		"tabs":                "you\tA, the first\tB\n1\t0.5\t2\n-4\t5\t1e6\n",
	}
	for name, in := range rows {
		t.Run(name, func(t *testing.T) {
			got, err := ParseTable([]byte(in))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestParseTableErrors(t *testing.T) {
	rows := []struct{ in, want string }{
		{"", "table: is empty, must have a row of names and a row for each item"},
		{"\n \n", "table: is empty, must have a row of names and a row for each item"},
		{"you,A\n", "table: has names but no items, must have a row for each item"},
		{"you\n1\n", "row 1: has 1 columns, must have 2 to 1001 (the user, then the agents)"},
		{"you,you\n1,2\n", `row 1, column 2: is "you" like row 1, column 1, names must differ`},
		{"you,\n1,2\n", "row 1, column 2: is empty, must be a name"},
		{"you,A\n1,2\n3\n", "row 3: has 1 columns, must have 2 like the names"},
		{"you,A\n1," + strings.Repeat("\x05", 70) + "\n", `row 2, column 2 (A): is "` + strings.Repeat(`\x05`, 15) +
			`", must be a number`},
		{"you,A\n1,2\n\n3,4,5\n", "row 4: has 3 columns, must have 2 like the names"},
		{"you,A\n1,2\n3,\n", "row 3, column 2 (A): is empty, must be a number"},
		{"you,A\n1,NaN\n", `row 2, column 2 (A): is "NaN", must be a number`},
		{"you,A\ninf,1\n", "row 2, column 1 (you): is +Inf, must be between -1000000 and 1000000"},
		{"you,A\n1e308,1\n", "row 2, column 1 (you): is 1e+308, must be between -1000000 and 1000000"},
		{"you,A\n1e999,1\n", "row 2, column 1 (you): is +Inf, must be between -1000000 and 1000000"},
		{"you,A\n1,\"x\ny\"\n", `row 2, column 2 (A): is "x\ny", must be a number`},
		{"you,A\n1,\"2\n", `row 2: character 6: extraneous or missing " in quoted-field`},
		{"you,A\n1,2\"3\n", `row 2: character 4: bare " in non-quoted-field`},
		{"you;A\n1;1.000,5\n", `row 2, column 2 (A): is "1.000,5", must be a number`},
		{"you;A\n1;1,000,5\n", `row 2, column 2 (A): is "1,000,5", must be a number`},
		{"item,you,A\nx,1,\n", "row 2, column 3 (A): is empty, must be a number"},
		{"item,you,A\nx,1\n", "row 2: has 2 columns, must have 3 like the names"},
		{"item,you,you\nx,1,2\n", `row 1, column 3: is "you" like row 1, column 2, names must differ`},
		{"you,A\n1,\xff\n", "table: is not valid UTF-8"},
		{"a,b" + strings.Repeat(",c", MaxTableColumns),
			"row 1: has 1003 columns, must have 2 to 1001 (the user, then the agents)"},
		{strings.Repeat("x", MaxTableBytes+1), "table: has 67108865 bytes, must have at most 67108864 (64 MiB)"},
	}
	for _, row := range rows {
		name := row.want
		t.Run(name, func(t *testing.T) {
			_, err := ParseTable([]byte(row.in))
			wantError(t, err, row.want)
		})
	}
}

// TestParseItems: rows are those of the file, names are one line each.
func TestParseItems(t *testing.T) {
	long := strings.Repeat("é", maxItemRunes+1)
	_, items, err := ParseItems([]byte("item;you;A\n\n\" first\nof all\";1;2\n\n;3;4\n" + long + ";5;6\n"))
	want := Items{Names: []string{"first of all", "", long[:2*maxItemRunes] + "…"}, Rows: []int{3, 6, 7}}
	if err != nil || !reflect.DeepEqual(items, want) {
		t.Errorf("got %v, %v, want %v", items, err, want)
	}
	if _, items, _ := ParseItems([]byte("you,A\n1,2\n")); items.Names != nil {
		t.Errorf("names %q of a table that has none", items.Names)
	}
}

func FuzzParseTable(f *testing.F) {
	for _, seed := range []string{"you,A\n1,2\n", "\ufeffyou;A\r\n1;2\r\n",
		"you\tA\n\"1\"\t2", ",,,\n", "\"", "a,b\n1e999,0x1p3\n1_0,2"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ParseTable(data)
		if err != nil {
			requirePlain(t, err)
			return
		}
		for i, scores := range table.Scores {
			if len(scores) != len(table.Scores[0]) || len(table.Names) != len(table.Scores) {
				t.Fatalf("column %d has %d scores, the first has %d", i, len(scores), len(table.Scores[0]))
			}
			requireFinite(t, "scores", reflect.ValueOf(scores))
		}
	})
}
