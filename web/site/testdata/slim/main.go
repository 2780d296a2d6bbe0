// Command slim does what a program's tables of functions are for while it runs: it panics and
// recovers, defers, moves stacks, collects garbage and calls by reflection.
package main

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"sync"
)

type shape interface{ Area(scale float64) float64 }

type square struct{ side float64 }

func (s square) Area(scale float64) float64 { return s.side * s.side * scale }

func recovered(f func()) (what any) {
	defer func() { what = recover() }()
	f()
	return nil
}

// deep moves the stack, with pointers into it that a collector must follow.
func deep(n int, above *int) int {
	var room [64]int
	room[n%64] = *above + n
	if n == 0 {
		runtime.GC()
		return room[0]
	}
	return deep(n-1, &room[n%64]) + room[n%64]%3
}

func main() {
	list := []int{1, 2, 3}
	fmt.Println(recovered(func() { fmt.Println(list[len(os.Args)+5]) }))
	fmt.Println(recovered(func() { var m map[string]int; m["x"] = 1 }))
	fmt.Println(recovered(func() { var s shape; s.Area(1) }))
	fmt.Println(recovered(func() { panic(fmt.Sprint("own ", len(list))) }))
	zero := 0
	fmt.Println(deep(3000, &zero))
	call := reflect.ValueOf(shape(square{3})).MethodByName("Area").Interface().(func(float64) float64)
	fmt.Println(call(2))
	swap := reflect.MakeFunc(reflect.TypeFor[func(int, string) (string, int)](), func(args []reflect.Value) []reflect.Value {
		runtime.GC()
		return []reflect.Value{args[1], args[0]}
	}).Interface().(func(int, string) (string, int))
	fmt.Println(swap(4, "four"))
	var wait sync.WaitGroup
	sums := make([]int, 20)
	for i := range sums {
		wait.Add(1)
		go func() {
			defer wait.Done()
			zero := i
			sums[i] = deep(200+i, &zero)
		}()
	}
	wait.Wait()
	fmt.Println(sums, runtime.NumGoroutine())
}
