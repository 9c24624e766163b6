import { createHash } from 'node:crypto';
import type { RequestContext } from '../context.js';
import {
  conflict,
  foreignAnswer,
  interrupted,
  journalUnavailable,
  stillRunning,
  unrecorded,
} from '../errors/journal-errors.js';
import type {
  ForbiddenError,
  GatewayUnavailableError,
  IdempotencyConflictError,
} from '../errors/moderation-error.js';
import type { ActionRecord, Intent, Outcome } from '../journal/action-record.js';
import type { Begun, Journal } from '../journal/journal.js';
import { NotWritten } from '../journal/journal-database.js';
import type { OutageLog } from '../journal/outage-log.js';
import { Patience } from '../journal/patience.js';
import type { ActionWatch, JournalRecord } from '../observability/action-watch.js';
import type { Clock } from '../time/clock.js';
import type { ActionInput } from './action.input.js';
import { DenialLimit, denialOf } from './denials.js';
import { DoubtfulIntents } from './doubtful-intents.js';
import { isSamePlan } from './planned-input.js';
import { type Answer, outcomeOf, recordedAnswer, withActionId } from './recorded-answer.js';

/** How long the journal may take for an intent, and an action's deadline may be exceeded for its outcome. */
const JOURNAL_PATIENCE_MS = 5_000;
const OUTCOME_RETRY_MS = 250;
const LONGEST_RETRY_MS = 1_000;
const RUNNING_POLL_MS = 100;

/** What a caller asks for, with defaults filled in. */
export interface AskedAction {
  operation: string;
  /** Where it acts, as the journal's `Intent` has it. */
  place: string;
  applicationId: number;
  roomId?: number;
  listOwnerId?: string;
  userIds: readonly string[];
  /** The input as the caller gave it. */
  input: ActionInput;
  /** What the input comes to, with defaults: what it takes to do it again. */
  call: object;
}

/** What came of it, and how many vendor calls it took. */
export interface Done<Result extends Answer> {
  answer: Result;
  attempts: number;
}

/**
 * Carries out actions so that each is on record before its vendor hears of it, and its outcome before its caller does.
 *
 * An idempotency key gives the recorded answer for 24 hours, on any gateway with the same journal; a repeat waits for
 * the first while that runs. An action that has changed nothing for certain leaves its key free: a client that was
 * told to try again later may do so under the same key.
 */
export class RecordedActions {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #deadlineMs: number;
  readonly #outage: OutageLog;
  /** Long enough for all that may come before the outcome is written. */
  readonly #leaseMs: number;
  readonly #doubtful: DoubtfulIntents;
  readonly #denials: DenialLimit;
  /** By action id: those of this gateway that are not over. */
  readonly #running = new Map<string, Promise<Answer>>();
  /** Outcomes that are still to be written, though somebody may have stopped waiting for it. */
  readonly #unwritten = new Set<Promise<boolean>>();
  /** Intents that were refused while they were being written: whether they are on record is about to be known. */
  readonly #undecided = new Set<Promise<void>>();
  #closed = false;

  /** `deadlineMs`: how long the vendor's part of an action may take; `operations`: the names of all that there are. */
  constructor(
    journal: Journal,
    clock: Clock,
    deadlineMs: number,
    outage: OutageLog,
    operations: readonly string[],
  ) {
    this.#journal = journal;
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
    this.#leaseMs = deadlineMs + 4 * JOURNAL_PATIENCE_MS;
    this.#outage = outage;
    this.#doubtful = new DoubtfulIntents(journal, clock, outage, this.#leaseMs);
    this.#denials = new DenialLimit(journal, operations);
  }

  /** Records the intent, runs `act`, records its answer, and gives it; or says why `act` was not run. */
  async run<Result extends Answer>(
    asked: AskedAction,
    context: RequestContext,
    watch: ActionWatch,
    act: () => Promise<Done<Result>>,
  ): Promise<Result | GatewayUnavailableError | IdempotencyConflictError> {
    const intent = this.#intentOf(asked, context);
    watch.actionId = intent.id;
    const begun = await this.#begin(intent, watch);
    if ('refused' in begun) return begun.refused;
    if (!begun.begun) return this.#repeated(begun, intent) as Promise<Result>;

    const answer = this.#finish(intent, watch, act);
    this.#running.set(intent.id, answer as Promise<Answer>);
    try {
      return await answer;
    } finally {
      this.#running.delete(intent.id);
    }
  }

  /** Records that a caller was not let do what they asked for. */
  async deny(
    asked: AskedAction,
    context: RequestContext,
    watch: ActionWatch,
    answer: ForbiddenError,
  ): Promise<ForbiddenError> {
    const intent = this.#intentOf(denialOf(asked), context);
    try {
      if (!(await this.#inTime(this.#denials.admits(intent.actor)))) return answer;
      watch.actionId = intent.id;
      withActionId(answer, intent.id);
      const patience = new Patience();
      const added = this.#journal.add(intent, { ...outcomeOf(answer, 0, 0), status: 'DENIED' }, patience);
      await watch.recorded('denial', this.#inTime(added, patience));
      this.#outage.succeeded();
    } catch (error) {
      this.#failed('denial', watch, error);
    }
    return answer;
  }

  /** Resolves once every outcome is written or, after some time, given up. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#unwritten, ...this.#undecided]);
    await this.#doubtful.close();
  }

  /** `refused`: the intent may not be on record, so it is not to be carried out. */
  async #begin(intent: Intent, watch: ActionWatch): Promise<Begun | { refused: GatewayUnavailableError }> {
    const patience = new Patience();
    let begun: Promise<Begun> | undefined;
    try {
      this.#doubtful.checkRoom();
      begun = this.#journal.begin(intent, this.#leaseMs, patience);
      const inTime = await watch.recorded('intent', this.#inTime(begun, patience));
      this.#outage.succeeded();
      return inTime;
    } catch (error) {
      this.#failed('intent', watch, error);
      if (begun) this.#refuseLater(intent.id, begun);
      if (!(error instanceof NotWritten)) {
        return { refused: withActionId(journalUnavailable('intent'), intent.id) };
      }
      return {
        refused: journalUnavailable(intent.idempotencyKey === undefined ? undefined : 'idempotency-key'),
      };
    }
  }

  /** Sees to it that nobody finds an intent pending, and carries it out, that was refused before it was written. */
  #refuseLater(id: string, begun: Promise<Begun>): void {
    const known = begun
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

  async #finish<Result extends Answer>(
    intent: Intent,
    watch: ActionWatch,
    act: () => Promise<Done<Result>>,
  ): Promise<Result | GatewayUnavailableError> {
    const { id } = intent;
    const startedAt = this.#clock.now();
    let done: Done<Result | GatewayUnavailableError>;
    let fault: unknown;
    try {
      done = await act();
    } catch (error) {
      fault = error;
      done = { answer: interrupted('UNKNOWN'), attempts: 0 };
    }
    const answer = withActionId(done.answer, id);
    const outcome = outcomeOf(answer, done.attempts, this.#clock.now() - startedAt);
    const written = this.#write(id, watch, outcome);
    try {
      const ended = await watch.recorded('outcome', this.#inTime(written));
      if (!ended) return (await this.#recoveredAnswer(id)) as Result;
    } catch {
      return withActionId(unrecorded(), id);
    }
    if (fault) throw fault;
    return answer;
  }

  /** This gateway was taken for dead, as one that was stopped for a while is, and its action was resolved meanwhile. */
  async #recoveredAnswer(id: string): Promise<Answer> {
    const action = await this.#inTime(this.#journal.find(id));
    return (
      (action?.answer && recordedAnswer(action.answer, action.operation)) ||
      withActionId(interrupted('UNKNOWN'), id)
    );
  }

  /** Writes an outcome, again and again until it succeeds or the gateway ends. */
  #write(id: string, watch: ActionWatch, outcome: Outcome): Promise<boolean> {
    const write = async () => {
      for (let pause = OUTCOME_RETRY_MS; ; pause = Math.min(2 * pause, LONGEST_RETRY_MS)) {
        try {
          const ended = await this.#journal.end(id, outcome);
          this.#outage.succeeded();
          return ended;
        } catch (error) {
          this.#failed('outcome', watch, error);
          if (this.#closed) throw error;
          await new Promise<void>((resolve) => this.#clock.after(pause, resolve));
        }
      }
    };
    const written = write();
    this.#unwritten.add(written);
    const over = () => void this.#unwritten.delete(written);
    written.then(over, over);
    return written;
  }

  #failed(record: JournalRecord, watch: ActionWatch, error: unknown): void {
    watch.recordFailed(record);
    this.#outage.failed(record, error);
  }

  /** The answer of the action that holds the key; a conflict if it was asked for something else. */
  async #repeated(begun: Extract<Begun, { begun: false }>, intent: Intent): Promise<Answer> {
    const { holder } = begun;
    if (!isSamePlan(holder, intent)) return withActionId(conflict(), holder.id);
    const running = this.#running.get(holder.id);
    if (running) return running;
    const finished = await this.#whenFinished(holder);
    if (finished?.answer === undefined) return withActionId(stillRunning(), holder.id);
    const answer = recordedAnswer(finished.answer, finished.operation);
    return answer ?? withActionId(foreignAnswer(finished.status), holder.id);
  }

  /** Waits for an action of another gateway, as long as one of this gateway's own could take. */
  async #whenFinished(action: ActionRecord): Promise<ActionRecord | undefined> {
    const deadline = this.#clock.now() + this.#deadlineMs;
    let current: ActionRecord | undefined = action;
    while (current?.status === 'PENDING') {
      if (this.#clock.now() > deadline) return undefined;
      await new Promise<void>((resolve) => this.#clock.after(RUNNING_POLL_MS, resolve));
      current = await this.#journal.find(action.id).catch(() => current);
    }
    return current;
  }

  /** Rejects when `promise` takes longer than the journal may. */
  #inTime<T>(promise: Promise<T>, patience?: Patience): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(JOURNAL_PATIENCE_MS, () => {
        // What has not been sent says so first: nobody has to wonder what came of it.
        patience?.end();
        setImmediate(() => reject(new Error('the journal takes too long')));
      });
      promise.then(resolve, reject).then(cancel);
    });
  }

  #intentOf(asked: AskedAction, { caller, requestId }: RequestContext): Intent {
    const { operation, place, applicationId, roomId, listOwnerId, userIds, input, call } = asked;
    return {
      id: this.#journal.newId(),
      requestId,
      actor: caller.sub,
      operation,
      place,
      applicationId,
      ...(roomId !== undefined && { roomId }),
      ...(listOwnerId !== undefined && { listOwnerId }),
      userIds,
      input: JSON.stringify(call),
      ...(input.reason && { reason: input.reason }),
      ...(input.idempotencyKey && { idempotencyKey: input.idempotencyKey, inputDigest: digestOf(input) }),
    };
  }
}

/** What gateways up to 0.1.0 compare of two inputs. They may run beside this one, on the same database. */
function digestOf(input: object): string {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  given.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(given)).digest('base64');
}
