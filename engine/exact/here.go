//go:build !elsewhere

package exact

// Elsewhere says that this program leaves to another what takes much code and is asked seldom: see
// Purse.Leave. The page's first program does, whose worker is the other one.
const Elsewhere = false
