//go:build js

package main

import (
	"reflect"
	"unsafe"

	"github.com/hajimehoshi/ebiten/v2"
)

// deviceScale is how many pixels of the device a CSS pixel has now. Ebitengine asks the
// browser once and keeps the answer, so a page that is zoomed or moved to another screen would
// be drawn as before and scaled. The kept answer has no setter; it is found by its name and
// taken away. Should an Ebitengine keep it elsewhere nothing is touched, and a browser test
// (TestSharpAfterZoom) says so.
func deviceScale() float64 {
	monitor := ebiten.Monitor()
	if kept := reflect.ValueOf(monitor).Elem().FieldByName("deviceScaleFactor"); kept.IsValid() && kept.Kind() == reflect.Float64 {
		*(*float64)(unsafe.Pointer(kept.UnsafeAddr())) = 0
	}
	return monitor.DeviceScaleFactor()
}
