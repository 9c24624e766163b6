import { createHash } from 'node:crypto';
import { journalUnavailable } from '../errors/journal-errors.js';
import type { Intent } from '../journal/action-record.js';
import type { Begun } from '../journal/begun.js';
import type { Journal } from '../journal/journal.js';
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

/** The id of an intent in the journal, or the answer to a request that must not be carried out. */
export type BegunAction = { readonly id: string } | { readonly answer: Answer };

/**
 * Records each action before a vendor is called for it.
 *
 * A repeat with the same idempotency key gets the recorded answer for 24 hours, from any gateway with the same journal. It
 * waits while the first request runs. An action that certainly changed nothing does not keep its key: a client that was
 * told to try again later can use the same key.
 */
export class Intents {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #outage: OutageLog;
  readonly #leaseMs: number;
  readonly #doubtful: DoubtfulIntents;
  readonly #repeats: Repeats;
  /** Writes of refused intents that have not ended. When they end, it is known whether the intents are in the journal. */
  readonly #undecided = new Set<Promise<void>>();

  /** `leaseMs`: how long other gateways leave an action of this gateway alone. */
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
    const begun = await this.#write(intent, action, plan);
    if ('answer' in begun) return begun;
    if (!begun.begun) return { answer: await this.#repeats.answerOf(begun.holder, intent) };
    action.written = begun.written;
    return { id: intent.id };
  }

  /** Resolves with an answer when the intent may not be in the journal. The action must not be carried out then. */
  async #write(
    intent: Intent,
    { watch, operation, media }: ActionUnderWay,
    { call }: Plan,
  ): Promise<Begun | { answer: Answer }> {
    const { id, idempotencyKey } = intent;
    const patience = new Patience();
    let writing: Promise<Begun> | undefined;
    try {
      this.#doubtful.checkRoom();
      writing = this.#journal.begin(intent, this.#leaseMs, patience, operation.alongside?.(id, call, media));
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

  /** Resolves once every write of an intent has ended. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#undecided);
  }

  /** Marks an intent as refused once its write has ended. Otherwise recovery would find it pending, and carry it out. */
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

/** What the journal records of an action before it is carried out. */
export function intentOf(
  id: string,
  {
    operation,
    asker,
    input,
    links = {},
  }: Pick<ActionUnderWay, 'operation' | 'asker' | 'input'> & Partial<Pick<ActionUnderWay, 'links'>>,
  plan: Plan,
): Intent {
  const { applicationId, room, listOwnerId, place, userIds, call } = plan;
  const { reason, idempotencyKey } = input;
  return {
    id,
    requestId: asker.requestId,
    actor: asker.caller.sub,
    operation: journalName(operation),
    place,
    applicationId,
    roomId: room?.roomId,
    strRoomId: room?.strRoomId,
    listOwnerId,
    userIds,
    input: JSON.stringify(call),
    reason: reason || undefined,
    ...links,
    idempotencyKey: idempotencyKey || undefined,
    inputDigest: idempotencyKey ? digestOf(input) : undefined,
  };
}

/** Gateways up to version 0.1.0 compare inputs by this digest. They may share the database with this gateway. */
function digestOf(input: ActionInput): string {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  given.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(given)).digest('base64');
}
