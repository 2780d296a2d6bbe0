//go:build unix && !solaris && !aix

package main

import (
	"os"
	"syscall"
)

// lock keeps a second sweep from writing the same file; it ends with the process.
func lock(file *os.File) error {
	return syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}
