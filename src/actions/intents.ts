import { createHash } from 'node:crypto';
import { journalUnavailable } from '../errors/journal-errors.js';
import type { Intent } from '../journal/action-record.js';
import type { Begun, Journal } from '../journal/journal.js';
import { NotWritten } from '../journal/journal-database.js';
import type { OutageLog } from '../journal/outage-log.js';
import { Patience } from '../journal/patience.js';
import type { Clock } from '../time/clock.js';
import type { ActionInput } from './action.input.js';
import type { ActionUnderWay } from './action-under-way.js';
import { type Answer, withActionId } from './answer.js';
import type { DoubtfulIntents } from './doubtful-intents.js';
import { inTime } from './journal-patience.js';
import { journalName, type Plan } from './operation.js';
import type { Repeats } from './repeats.js';

/** An intent that is on record, or the answer to a request that is not to be carried out. */
export type BegunAction = { readonly id: string } | { readonly answer: Answer };

/**
 * Records what is going to be done, before a vendor hears of it.
 *
 * An idempotency key gives the recorded answer for 24 hours, on any gateway with the same journal. A repeat waits for the
 * first request while that one runs. An action that has certainly changed nothing leaves its key free: a client that was
 * told to try again later may do so under the same key.
 */
export class Intents {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #outage: OutageLog;
  readonly #leaseMs: number;
  readonly #doubtful: DoubtfulIntents;
  readonly #repeats: Repeats;
  /** Intents that were refused while they were being written. Whether they are on record is about to be known. */
  readonly #undecided = new Set<Promise<void>>();

  /** `leaseMs`: for how long this gateway answers for an action that it has begun. */
  constructor(
    journal: Journal,
    clock: Clock,
    outage: OutageLog,
    leaseMs: number,
    doubtful: DoubtfulIntents,
    repeats: Repeats,
  ) {
    this.#journal = journal;
    this.#clock = clock;
    this.#outage = outage;
    this.#leaseMs = leaseMs;
    this.#doubtful = doubtful;
    this.#repeats = repeats;
  }

  async begin(action: ActionUnderWay, plan: Plan): Promise<BegunAction> {
    const intent = intentOf(this.#journal.newId(), action, plan);
    action.id = intent.id;
    const begun = await this.#write(intent, action);
    if ('answer' in begun) return begun;
    return begun.begun ? { id: intent.id } : { answer: await this.#repeats.answerOf(begun.holder, intent) };
  }

  /** An answer: the intent may not be on record, so it is not to be carried out. */
  async #write(intent: Intent, { watch }: ActionUnderWay): Promise<Begun | { answer: Answer }> {
    const { id, idempotencyKey } = intent;
    const patience = new Patience();
    let writing: Promise<Begun> | undefined;
    try {
      this.#doubtful.checkRoom();
      writing = this.#journal.begin(intent, this.#leaseMs, patience);
      const begun = await watch.recorded('intent', inTime(this.#clock, writing, patience));
      this.#outage.succeeded();
      return begun;
    } catch (error) {
      watch.recordFailed('intent');
      this.#outage.failed('intent', error);
      if (writing) this.#refuseLater(id, writing);
      if (!(error instanceof NotWritten)) return { answer: withActionId(journalUnavailable('intent'), id) };
      return { answer: journalUnavailable(idempotencyKey === undefined ? undefined : 'idempotency-key') };
    }
  }

  /** Resolves once nothing is undecided any more. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#undecided);
  }

  /** Sees to it that recovery does not find an intent pending, and carry it out, that was refused while it was written. */
  #refuseLater(id: string, writing: Promise<Begun>): void {
    const known = writing
      .then(
        ({ begun }) => begun,
        (error) => !(error instanceof NotWritten),
      )
      .then((mayBeOnRecord) => {
        this.#undecided.delete(known);
        if (mayBeOnRecord) this.#doubtful.add(id);
      });
    this.#undecided.add(known);
  }
}

/** What the journal is to keep of an action. */
export function intentOf(
  id: string,
  { operation, asker, input }: Pick<ActionUnderWay, 'operation' | 'asker' | 'input'>,
  plan: Plan,
): Intent {
  const { applicationId, roomId, listOwnerId, place, userIds, call } = plan;
  const { reason, idempotencyKey } = input;
  return {
    id,
    requestId: asker.requestId,
    actor: asker.caller.sub,
    operation: journalName(operation),
    place,
    applicationId,
    ...(roomId !== undefined && { roomId }),
    ...(listOwnerId !== undefined && { listOwnerId }),
    userIds,
    input: JSON.stringify(call),
    ...(reason && { reason }),
    ...(idempotencyKey && { idempotencyKey, inputDigest: digestOf(input) }),
  };
}

/** What gateways up to version 0.1.0 compare of two inputs. They may run beside this one, on the same database. */
function digestOf(input: ActionInput): string {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  given.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(given)).digest('base64');
}
