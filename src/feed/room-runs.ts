import type { Restrictions } from '../restrictions/restrictions.js';
import type { OpenRun } from '../restrictions/room-progress.js';
import type { Clock } from '../time/clock.js';

const LOOK_EVERY_MS = 1_000;

/**
 * Follows how far instructions on whole rooms are. Their calls, one for each person, are no actions, so the feed does not tell of
 * them, and any gateway may make them. While none are to be made, there is nothing to follow.
 */
export class RoomRuns {
  readonly #restrictions: Pick<Restrictions, 'openRuns' | 'progressOf'>;
  readonly #clock: Clock;
  /** What was found last. Undefined: nothing yet. */
  readonly #followed = new Map<string, { place: string; progress: string | undefined }>();
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(restrictions: Pick<Restrictions, 'openRuns' | 'progressOf'>, clock: Clock) {
    this.#restrictions = restrictions;
    this.#clock = clock;
  }

  /** Has the instruction looked at once more, also if all its calls are made by then. */
  acted({ actionId, place }: OpenRun): void {
    if (!this.#followed.has(actionId)) this.#followed.set(actionId, { place, progress: undefined });
  }

  /** Those in these rooms that have got on. Looks at most once a second. */
  async changed(places: readonly string[]): Promise<OpenRun[]> {
    const now = this.#clock.now();
    if (now - this.#lookedAt < LOOK_EVERY_MS) return [];
    this.#lookedAt = now;
    const open = await this.#restrictions.openRuns(places);
    for (const run of open) this.acted(run);
    const ids = [...this.#followed.keys()];
    if (ids.length === 0) return [];
    const isOpen = new Set(open.map(({ actionId }) => actionId));
    // After that, so that those which are not open have got as far as they will.
    const found = await this.#restrictions.progressOf(ids);
    return ids.flatMap((actionId) => {
      const run = this.#followed.get(actionId);
      const progress = JSON.stringify(found.get(actionId));
      if (!run) return [];
      if (isOpen.has(actionId)) this.#followed.set(actionId, { ...run, progress });
      else this.#followed.delete(actionId);
      return progress === run.progress ? [] : [{ actionId, place: run.place }];
    });
  }
}
