import type { Scenario } from "./scenario.js";
import type { Result } from "./result.js";

/**
 * Solves a scenario as the figure and the command line do, in a worker. A scenario that is not
 * valid is refused with a sentence that names field and reason.
 */
export function solve(scenario: Scenario | string): Promise<Result>;

/** Ends the worker; the next solve starts another. */
export function close(): void;
