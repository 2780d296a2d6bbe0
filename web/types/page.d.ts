// What the page's scripts find around them, for ./build.sh types: nothing of it travels. What is
// looked up in the page is what its markup says, which the compiler does not read.

interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Document { getElementById(id: string): any; activeElement: any }
interface Element { closest(selectors: string): any }
interface Event { target: any; currentTarget: any }
interface EventTarget { [name: string]: any }
interface Window { [name: string]: any }

declare const Go: any; // wasm_exec.js
declare module "*/wasm_exec.js"; // the build puts it there
