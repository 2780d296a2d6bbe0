package webdriver

import "syscall"

// withParent has a process end with the test that started it, also where that is killed.
func withParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
