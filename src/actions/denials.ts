import { LRUCache } from 'lru-cache';
import type { Journal } from '../journal/journal.js';
import type { ActionInput } from './action.input.js';

/** Who is denied more often than that is a program, and its next denials say nothing new. */
const MAX_DENIALS_A_DAY = 100;
const DAY_MS = 24 * 60 * 60 * 1000;
/** One that is forgotten is counted again in the journal. */
const MAX_CALLERS = 10_000;

/** Together with the names of a caller, a list's owner and a room, a record stays below 4 KB. */
const MAX_USERS = 3;
const MAX_REASON = 300;
const MAX_TEXT = 100;

/**
 * Says which denials are recorded, so that a caller who may do nothing cannot fill the disk: each caller's first 100 of a
 * day. All of them are in the log and in the metrics.
 */
export class DenialLimit {
  readonly #journal: Journal;
  readonly #operations: readonly string[];
  readonly #counts = new LRUCache<string, { day: number; denials: number }>({ max: MAX_CALLERS });

  /** `operations`: all that there are. */
  constructor(journal: Journal, operations: readonly string[]) {
    this.#journal = journal;
    this.#operations = operations;
  }

  /** Whether one more denial of `actor` is to be recorded; it counts as recorded then. */
  async admits(actor: string): Promise<boolean> {
    const day = Math.floor(this.#journal.now() / DAY_MS);
    let count = this.#counts.get(actor);
    if (count?.day !== day) {
      const denials = await this.#journal.countDenials(
        actor,
        this.#operations,
        day * DAY_MS,
        MAX_DENIALS_A_DAY,
      );
      const counted = this.#counts.get(actor);
      // Another of the same caller may have counted meanwhile.
      count = counted?.day === day ? counted : { day, denials };
      this.#counts.set(actor, count);
    }
    if (count.denials >= MAX_DENIALS_A_DAY) return false;
    count.denials += 1;
    return true;
  }
}

/**
 * What is recorded of an action that its caller may not do: who wanted what, in a size that no input changes. Of users
 * the first three; other lists as their length, long texts as their beginning.
 */
export function denialOf<Asked extends Denied>(asked: Asked): Asked {
  const { userIds, input, call } = asked;
  return {
    ...asked,
    userIds: userIds.slice(0, MAX_USERS),
    input: { reason: cut(input.reason ?? '', MAX_REASON), idempotencyKey: input.idempotencyKey ?? null },
    call: JSON.parse(JSON.stringify(call, shortened)),
  };
}

/** What of an action can be long. */
interface Denied {
  userIds: readonly string[];
  input: ActionInput;
  call: object;
}

function shortened(_key: string, value: unknown): unknown {
  if (Array.isArray(value)) return { count: value.length };
  return typeof value === 'string' ? cut(value, MAX_TEXT) : value;
}

function cut(text: string, length: number): string {
  // Half a surrogate pair at the end would be no text.
  return text.length > length ? `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
