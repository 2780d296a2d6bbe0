// Package e2e holds the browser tests: they drive the built page in Chromium as a person
// would and compare what it says with the engine run natively. The tests need the build
// tag e2e, the folder dist (EMERGENT_DIST) and Chromium (CHROME); ./build.sh test sees to
// all three. A test waits on state, never on time or frame rate.
package e2e
