package main

import (
	"go/ast"
	"go/token"
)

// block weaves mutants into statements: each call that stands alone can be left out, and each
// condition and sum be another.
func (w *weaver) block(b *ast.BlockStmt) {
	if b != nil {
		w.statements(b.List)
	}
}

func (w *weaver) statements(list []ast.Stmt) {
	for i, s := range list {
		w.statement(s)
		if e, ok := s.(*ast.ExprStmt); ok {
			if _, isCall := e.X.(*ast.CallExpr); isCall {
				list[i] = w.without(e)
			}
		}
	}
}

// without makes a statement one that a mutant leaves out.
func (w *weaver) without(s *ast.ExprStmt) ast.Stmt {
	n, ok := w.next(s.Pos(), "call left out")
	if !ok {
		return s
	}
	lives := &ast.UnaryExpr{Op: token.NOT, X: call("mutateOn", n)}
	return &ast.IfStmt{Cond: lives, Body: &ast.BlockStmt{List: []ast.Stmt{s}}}
}

func (w *weaver) statement(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.BlockStmt:
		w.block(s)
	case *ast.IfStmt:
		w.statement(s.Init)
		s.Cond = w.expr(s.Cond)
		w.block(s.Body)
		w.statement(s.Else)
	case *ast.ForStmt:
		w.statement(s.Init)
		if s.Cond != nil {
			s.Cond = w.expr(s.Cond)
		}
		w.block(s.Body)
	case *ast.RangeStmt:
		s.X = w.expr(s.X)
		w.block(s.Body)
	case *ast.SwitchStmt:
		w.statement(s.Init)
		w.block(s.Body)
	case *ast.CaseClause:
		w.exprs(s.List)
		w.statements(s.Body)
	case *ast.ExprStmt:
		s.X = w.expr(s.X)
	case *ast.AssignStmt:
		w.exprs(s.Rhs)
	case *ast.ReturnStmt:
		w.exprs(s.Results)
	}
}

func (w *weaver) exprs(list []ast.Expr) {
	for i := range list {
		list[i] = w.expr(list[i])
	}
}

// expr weaves mutants into an expression.
func (w *weaver) expr(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return w.binary(e)
	case *ast.ParenExpr:
		e.X = w.expr(e.X)
	case *ast.UnaryExpr:
		e.X = w.expr(e.X)
	case *ast.CallExpr:
		w.exprs(e.Args)
	case *ast.IndexExpr:
		e.Index = w.expr(e.Index)
	case *ast.FuncLit:
		w.block(e.Body)
	}
	return e
}

// binary offers an operator's neighbour.
func (w *weaver) binary(e *ast.BinaryExpr) ast.Expr {
	other, ok := swapped[e.Op]
	if wider, compares := widened[e.Op]; compares && (whole(e.X) || whole(e.Y)) {
		other = wider
	}
	e.X, e.Y = w.expr(e.X), w.expr(e.Y)
	if !ok {
		return e
	}
	n, ok := w.next(e.OpPos, e.Op.String()+" becomes "+other.String())
	if !ok {
		return e
	}
	changed := &ast.BinaryExpr{X: e.X, Op: other, Y: e.Y}
	if e.Op == token.ADD || e.Op == token.SUB {
		return call("mutatePick", n, e, changed)
	}
	return call("mutateCond", n, thunk(e), thunk(changed))
}
