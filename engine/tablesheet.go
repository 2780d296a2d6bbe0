package engine

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// sheet is a file as a spreadsheet shows it: cells of text, and where they stand.
type sheet struct {
	head  []string
	rows  [][]string
	lines []int // of rows, the header's being 1 wherever it stands
	comma bool  // a comma in a number is a decimal one
}

// newSheet reads CSV or TSV; strict: in UTF-8 alone. Rows that are blank are left out.
func newSheet(data []byte, strict bool) (*sheet, error) {
	if len(data) > MaxTableBytes {
		return nil, refuse("table", "has %d bytes, must have at most %d (64 MiB)", len(data), MaxTableBytes)
	}
	data, ok := plainText(data, strict)
	if !ok {
		return nil, refuse("table", "is not valid UTF-8")
	}
	data, comma := separated(data)
	lines := csv.NewReader(bytes.NewReader(data))
	lines.Comma = comma
	lines.FieldsPerRecord = -1 // counted later, with a clearer message
	s := &sheet{comma: comma != ','}
	for {
		row, err := lines.Read()
		switch line, _ := fieldPos(lines, row); {
		case err == io.EOF:
			return s, s.complete()
		case err != nil:
			return nil, badSyntax(err)
		case strings.TrimSpace(strings.Join(row, "")) == "":
		case s.head == nil:
			s.head = row
		case len(s.rows) == MaxTableRows*MaxTableColumns:
			return nil, refuse("table", "has more than %d rows, must have at most that many",
				MaxTableRows*MaxTableColumns)
		default:
			s.rows, s.lines = append(s.rows, row), append(s.lines, line)
		}
	}
}

// fieldPos is where a row begins.
func fieldPos(lines *csv.Reader, row []string) (line, column int) {
	if len(row) == 0 {
		return 0, 0
	}
	return lines.FieldPos(0)
}

// complete refuses a file without names or without items.
func (s *sheet) complete() error {
	if s.head == nil {
		return refuse("table", "is empty, must have a row of names and a row for each item")
	}
	s.trim()
	return nil
}

// trim leaves out the columns at the end in which nothing is written, not even a name: a
// spreadsheet leaves such behind.
func (s *sheet) trim() {
	width := 0
	for _, row := range append([][]string{s.head}, s.rows...) {
		for i := len(row); i > width; i-- {
			if strings.TrimSpace(row[i-1]) != "" {
				width = i
			}
		}
	}
	s.head = s.head[:min(len(s.head), max(width, 1))]
	for i, row := range s.rows {
		s.rows[i] = row[:min(len(row), max(width, len(s.head)))]
	}
}

// plainText is data in UTF-8 without a byte-order mark and with one kind of line end, if it is
// text. What a spreadsheet of Windows writes, UTF-16 and code page 1252, is understood
// unless strict.
func plainText(data []byte, strict bool) ([]byte, bool) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case !strict && bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		data = wide(data[2:], 0)
	case !strict && bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		data = wide(data[2:], 1)
	case utf8.Valid(data):
	case strict:
		return nil, false
	default:
		data = latin(data)
	}
	if bytes.IndexByte(data, '\n') < 0 { // the line ends of an old Macintosh
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	return data, true
}

// wide decodes UTF-16; low is the place of the low byte of a pair.
func wide(data []byte, low int) []byte {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+low]) | uint16(data[2*i+1-low])<<8
	}
	return []byte(string(utf16.Decode(units)))
}

// latin decodes Windows code page 1252, of which only the letters and the few signs that stand
// in names and numbers matter.
func latin(data []byte) []byte {
	signs := map[byte]rune{0x80: '€', 0x91: '‘', 0x92: '’', 0x93: '“', 0x94: '”', 0x96: '–', 0x97: '—'}
	var text strings.Builder
	for _, b := range data {
		if sign, ok := signs[b]; ok {
			text.WriteRune(sign)
			continue
		}
		text.WriteRune(rune(b))
	}
	return []byte(text.String())
}

// separated finds what stands between columns: what a first line such as "sep=;" says, which
// some spreadsheets write and none shows, or the one of comma, semicolon and tab that stands
// most often in the first line that is not blank.
func separated(data []byte) ([]byte, rune) {
	line, rest, _ := bytes.Cut(bytes.TrimLeft(data, " \t\r\n"), []byte("\n"))
	if said := strings.TrimRight(string(line), "\r"); len(said) == len("sep=,") &&
		strings.EqualFold(said[:4], "sep=") && strings.ContainsAny(said[4:], ",;\t") {
		return append([]byte("\n"), rest...), rune(said[4]) // so that rows keep their numbers
	}
	best := ','
	for _, c := range ";\t" {
		if bytes.Count(line, []byte(string(c))) > bytes.Count(line, []byte(string(best))) {
			best = c
		}
	}
	return data, best
}

// badSyntax says where the quotes are wrong.
func badSyntax(err error) error {
	var syntax *csv.ParseError
	if errors.As(err, &syntax) {
		return refuse("row "+strconv.Itoa(syntax.Line), "character %d: %v", syntax.Column, syntax.Err)
	}
	return err
}

// isRange reports whether a number was only too large.
func isRange(err error) bool { return errors.Is(err, strconv.ErrRange) }
