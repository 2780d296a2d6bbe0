// What the kinds of a class bring to it.
export {};

declare module "../static/article/pad.js" {
  interface Pad {
    step: number; // of an arrow key
    at(i: number): number[];
    take(i: number, place: number[]): void;
  }
}

declare module "../static/article/play.js" {
  interface Play {
    begin(): void;
    start(): Promise<{ scenario: any; state: any }>;
    ask(moves: any[]): Promise<any>;
    show(): void;
  }
}

declare module "../static/challenges/player.js" {
  interface Player { name: string; base: string; next: any; last: any }
}

declare module "../static/stage/frame.js" {
  interface Frame { canUndo: boolean; canRedo: boolean }
}
