package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
)

// This file seals lines of JSON: the last member of each is "check", the CRC-32C of all that
// stands before it, begun with the checksum of the header so that no line of another sweep
// passes. A CRC finds every change within 32 bits, one flipped digit for certain, and any other
// but for one in four thousand million.

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sealEnd is what a line ends with; the digits are those of the checksum.
const sealEnd = `,"check":"%08x"}` + "\n"

// sealSize is its length.
const sealSize = len(`,"check":"00000000"}` + "\n")

// sealed is an object as a line, and its checksum.
func sealed(value any, seed uint32) (line []byte, sum uint32, err error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return nil, 0, err
	}
	line, sum = resealed(bytes.TrimSuffix(text.Bytes(), []byte("}\n")), seed)
	return line, sum, nil
}

// resealed puts the end behind an object that lacks its last brace.
func resealed(inside []byte, seed uint32) (line []byte, sum uint32) {
	sum = crc32.Update(seed, castagnoli, inside)
	return fmt.Appendf(bytes.Clone(inside), sealEnd, sum), sum
}

// unseal is the object of a line without its checksum; false: the line is not as it was sealed.
func unseal(line []byte, seed uint32) (body []byte, sum uint32, ok bool) {
	if len(line) < sealSize {
		return nil, 0, false
	}
	inside := line[:len(line)-sealSize]
	sum = crc32.Update(seed, castagnoli, inside)
	if string(line[len(inside):]) != fmt.Sprintf(sealEnd, sum) {
		return nil, 0, false
	}
	return append(bytes.Clone(inside), '}'), sum, true
}
