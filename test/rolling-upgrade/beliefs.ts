/** What a caller may believe of the vendors from the answers that it got. Each user is moderated by one caller at a time. */

/** How a target can be: a media state, or whether a user is listed. */
export type TargetState = string | boolean;

/** How each target can be. Several states are possible where an answer left it open. */
export class Beliefs {
  readonly #possible = new Map<string, Set<TargetState>>();
  readonly #initial: TargetState;

  constructor(initial: TargetState) {
    this.#initial = initial;
  }

  of(target: string): Set<TargetState> {
    const possible = this.#possible.get(target) ?? new Set([this.#initial]);
    this.#possible.set(target, possible);
    return possible;
  }

  isNow(target: string, state: TargetState): void {
    this.#possible.set(target, new Set([state]));
  }

  mayBe(target: string, state: TargetState): void {
    this.of(target).add(state);
  }

  /** `actual` is what the vendor holds right after `answer`. Undefined: the answer was true. */
  contradictedBy(target: string, actual: TargetState | undefined, answer: string): string | undefined {
    const possible = this.of(target);
    if (actual !== undefined && possible.has(actual)) return undefined;
    return `${target} is ${actual} after ${answer}, which leaves only ${[...possible].join(' or ')}`;
  }
}
