//go:build !unix || solaris || aix

package main

import "os"

// lock does nothing where there are no locks of this kind; merge still finds doubled chunks.
func lock(*os.File) error { return nil }
