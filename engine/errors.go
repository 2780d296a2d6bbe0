package engine

import (
	"fmt"
	"strconv"
)

// FieldError says what is wrong with which field, in one line, e.g.
// {"agents[1].weights", "sum is 0.8, must be 1"}.
type FieldError struct{ Field, Reason string }

func (e *FieldError) Error() string { return e.Field + ": " + e.Reason }

// refuse returns a FieldError. Everything a stranger wrote comes in as %q or as a number,
// so that the reason stays one line.
func refuse(field, format string, args ...any) error {
	return &FieldError{Field: field, Reason: fmt.Sprintf(format, args...)}
}

// at names the i-th item of a list field.
func at(field string, i int) string { return field + "[" + strconv.Itoa(i) + "]" }
