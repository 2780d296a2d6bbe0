//go:build js

// Command wasm is the stage: the program behind stage.html. It runs the app, lays real DOM
// over its canvas (labels, handles, panel) and offers window.emergent. The page's own
// scripts (web/static/stage) load it, keep the address and the tool bar; what is true and
// what is drawn is decided in engine and scenes, never here.
package main

import (
	"github.com/emergent-alignment/emergent/scenes"

	"github.com/hajimehoshi/ebiten/v2"
)

func main() {
	page := newPage()
	game := &game{page: page}
	page.publish()
	ebiten.SetTPS(ebiten.SyncWithFPS) // one update a frame: there is no clock to catch up with after sleep
	err := ebiten.RunGameWithOptions(game, &ebiten.RunGameOptions{InitUnfocused: true, ScreenTransparent: true})
	if err != nil {
		page.host.Call("failed", err.Error())
	}
}

// game is the app with the page kept in step: what a tween moves on the canvas it moves
// in the DOM too.
type game struct {
	page  *page
	drawn bool
}

// app is what the page and the loop drive.
func (g *game) app() *scenes.App { return g.page.app }

func (g *game) Update() error {
	err := g.app().Update()
	g.page.follow()
	return err
}

func (g *game) Draw(screen *ebiten.Image) {
	g.app().Draw(screen)
	if !g.drawn {
		g.drawn = true
		g.page.quietCanvas()
		g.page.host.Call("drawn")
	}
}

func (g *game) Layout(w, h int) (int, int) { return g.app().Layout(w, h) }

func (g *game) LayoutF(w, h float64) (float64, float64) { return g.app().LayoutF(w, h) }
