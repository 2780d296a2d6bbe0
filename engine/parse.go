package engine

import (
	"errors"

	"github.com/emergent-alignment/emergent/engine/internal/strictjson"
)

// Parse reads one scenario: at most 256 KiB of JSON, unknown, repeated and missing fields
// refused, validated and normalised. The error is a *FieldError, one line.
func Parse(data []byte) (Scenario, error) {
	s, err := validated(data)
	if err != nil {
		return Scenario{}, err
	}
	return normalize(s), nil
}

// validated is Parse before it normalises.
func validated(data []byte) (Scenario, error) {
	if len(data) > MaxBytes {
		return Scenario{}, refuse("scenario", "has %d bytes, must have at most %d (256 KiB)", len(data), MaxBytes)
	}
	var s Scenario
	if err := decode("scenario", data, &s); err != nil {
		return Scenario{}, err
	}
	if err := Validate(s); err != nil {
		return Scenario{}, err
	}
	return s, nil
}

// decode reads strict JSON and turns its errors into FieldErrors; whole names the document.
func decode(whole string, data []byte, into any) error {
	err := strictjson.Decode(data, into)
	var strict *strictjson.Error
	if !errors.As(err, &strict) {
		return err
	}
	if strict.Path == "" {
		return &FieldError{Field: whole, Reason: strict.Reason}
	}
	return &FieldError{Field: strict.Path, Reason: strict.Reason}
}

// ParseResult reads one result as Solve makes it. It checks the form only: every field
// known and of the right type; Check checks the claims.
func ParseResult(data []byte) (Result, error) {
	var r Result
	if err := decode("result", data, &r); err != nil {
		return Result{}, err
	}
	return r, nil
}
