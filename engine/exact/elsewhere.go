//go:build elsewhere

package exact

// Elsewhere: see here.go.
const Elsewhere = true
