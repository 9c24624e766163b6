import { LRUCache } from 'lru-cache';
import type { ForbiddenError } from '../errors/moderation-error.js';
import type { Journal } from '../journal/journal.js';
import type { OutageLog } from '../journal/outage-log.js';
import { Patience } from '../journal/patience.js';
import type { Clock } from '../time/clock.js';
import type { ActionInput } from './action.input.js';
import type { ActionUnderWay } from './action-under-way.js';
import { outcomeOf, withActionId } from './answer.js';
import { intentOf } from './intents.js';
import { inTime } from './journal-patience.js';
import type { Plan } from './operation.js';

/** A caller that is denied more often is a program. Its further denials add no information. */
const MAX_DENIALS_A_DAY = 100;
const DAY_MS = 24 * 60 * 60 * 1000;
/** When a caller is forgotten, its denials are counted again in the journal. */
const MAX_CALLERS = 10_000;

/** With these limits a record stays below 4 KB, the names of caller, list owner and room included. */
const MAX_USERS = 3;
const MAX_REASON = 300;
const MAX_TEXT = 100;

/**
 * Records requests that their callers were not allowed to make. Only each caller's first 100 denials of a day are recorded,
 * so that a caller without rights cannot fill the disk. The log and the metrics have all denials.
 */
export class Denials {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #outage: OutageLog;
  readonly #operations: readonly string[];
  readonly #counts = new LRUCache<string, { day: number; denials: number }>({ max: MAX_CALLERS });

  /** `operations`: the journal's names of all operations. */
  constructor(journal: Journal, clock: Clock, outage: OutageLog, operations: readonly string[]) {
    this.#journal = journal;
    this.#operations = operations;
    this.#clock = clock;
    this.#outage = outage;
  }

  /** Resolves with `refusal`, even when the denial cannot be recorded. */
  async record(action: ActionUnderWay, plan: Plan, refusal: ForbiddenError): Promise<ForbiddenError> {
    const { operation, asker, input, watch } = action;
    try {
      if (!(await inTime(this.#clock, this.#admits(asker.caller.sub)))) return refusal;
      const intent = intentOf(
        this.#journal.newId(),
        { operation, asker, input: shortenedInput(input) },
        shortenedPlan(plan),
      );
      action.id = intent.id;
      const outcome = outcomeOf(withActionId(refusal, intent.id), intent.userIds.length, 0, 0);
      const patience = new Patience();
      const added = this.#journal.add(intent, { ...outcome, status: 'DENIED' }, patience);
      await watch.recorded('denial', inTime(this.#clock, added, patience));
      this.#outage.succeeded();
    } catch (error) {
      watch.recordFailed('denial');
      this.#outage.failed('denial', error);
    }
    return refusal;
  }

  /** Whether to record one more denial of `actor`. If so, the denial is counted. */
  async #admits(actor: string): Promise<boolean> {
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
      // A concurrent denial of the same caller may have set the count in the meantime.
      count = counted?.day === day ? counted : { day, denials };
      this.#counts.set(actor, count);
    }
    if (count.denials >= MAX_DENIALS_A_DAY) return false;
    count.denials += 1;
    return true;
  }
}

/**
 * The part of a denied action that is recorded. Its size is bounded, whatever the input: it has the first three users, the
 * beginnings of long texts, and the lengths of other lists.
 */
function shortenedPlan(plan: Plan): Plan {
  const call: object = JSON.parse(JSON.stringify(plan.call, shortenedValue));
  return { ...plan, call, userIds: plan.userIds.slice(0, MAX_USERS) };
}

/** Drops all other fields: they are needed only for the digest, and a denial holds no idempotency key. */
function shortenedInput({ reason, idempotencyKey }: ActionInput): ActionInput {
  return { reason: cut(reason ?? '', MAX_REASON), idempotencyKey: idempotencyKey ?? null };
}

function shortenedValue(_key: string, value: unknown): unknown {
  if (Array.isArray(value)) return { count: value.length };
  return typeof value === 'string' ? cut(value, MAX_TEXT) : value;
}

function cut(text: string, length: number): string {
  // Half a surrogate pair at the end would not be well-formed Unicode.
  return text.length > length ? `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
