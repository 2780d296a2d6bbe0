import type { Scenario } from "./scenario.js";
import type { Result } from "./result.js";
import type { Scene } from "./scene.js";
export type { Scenario, Result, Scene };

/** What a figure shows beside its scenario. */
export interface View {
  scene?: Scene;
  values?: Record<string, string>;
  [field: string]: unknown;
}

/** Attributes of the element, which are its properties too. */
export interface FigureAttributes {
  scene?: Scene | "";
  preset?: string;
  /** Address of a scenario. */
  src?: string;
  /** A state from a link. */
  state?: string;
  theme?: "auto" | "light" | "dark" | "";
  ui?: "full" | "lean" | "min" | "none" | "";
  /** A number of CSS pixels or a length of CSS. */
  height?: string | number;
  poster?: string;
  sandbox?: string;
  /** The folder of the figure's files. */
  base?: string;
}

export interface ChangeDetail {
  scenario: Scenario;
  view: View;
  /** A drag goes on. */
  live: boolean;
}

export interface FigureEventMap extends HTMLElementEventMap {
  ready: CustomEvent<null>;
  change: CustomEvent<ChangeDetail>;
  error: CustomEvent<{ message: string }> & ErrorEvent;
}

export interface EmergentAlignmentElement extends HTMLElement {
  scene: string;
  preset: string;
  src: string;
  state: string;
  theme: string;
  ui: string;
  height: string;
  poster: string;
  sandbox: string;
  base: string;
  readonly ready: Promise<void>;
  readonly phase: "poster" | "loading" | "live" | "error";
  getScenario(): Promise<Scenario>;
  setScenario(scenario: Scenario): Promise<void>;
  getResult(): Promise<Result>;
  getReport(): Promise<unknown>;
  getView(): Promise<View>;
  setView(view: View): Promise<void>;
  press(control: string, value?: string): Promise<void>;
  removeAgent(index: number): Promise<void>;
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
  exportSVG(): Promise<string>;
  exportPNG(scale?: number): Promise<string>;
  exportCSV(): Promise<string>;
  stats(): Promise<Record<string, number>>;
  addEventListener<K extends keyof FigureEventMap>(type: K, listener: (event: FigureEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "emergent-alignment": EmergentAlignmentElement;
  }
}
