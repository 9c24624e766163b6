import { interrupted, unrecorded } from '../errors/journal-errors.js';
import type { GatewayUnavailableError } from '../errors/moderation-error.js';
import type { Outcome } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { Clock } from '../time/clock.js';
import type { ActionUnderWay } from './action-under-way.js';
import { type Answer, outcomeOf, withActionId } from './answer.js';
import { inTime } from './journal-patience.js';
import type { Done } from './operation.js';
import type { RecordedAnswers } from './recorded-answers.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 1_000;

/** Records what came of actions, before their callers hear of it. */
export class Outcomes {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #outage: OutageLog;
  readonly #answers: RecordedAnswers;
  /** By action id: the actions of this gateway that have not finished. */
  readonly #running = new Map<string, Promise<Answer>>();
  /** By action id: outcomes that are not written yet. Their callers may have stopped waiting for that. */
  readonly #unwritten = new Map<string, Promise<boolean>>();
  #closed = false;

  constructor(journal: Journal, clock: Clock, outage: OutageLog, answers: RecordedAnswers) {
    this.#journal = journal;
    this.#clock = clock;
    this.#outage = outage;
    this.#answers = answers;
  }

  /** The answer of an action that this gateway is carrying out. Undefined for any other action. */
  answerOf(id: string): Promise<Answer> | undefined {
    return this.#running.get(id);
  }

  /** Records the answer of an action that has just begun to act, and gives it. `call`: what is carried out. */
  record<Result extends Answer>(
    action: ActionUnderWay,
    id: string,
    acting: Promise<Done<Result>>,
    call: object,
  ): Promise<Result | GatewayUnavailableError> {
    const answer = this.#whenRecorded(action, id, acting, call);
    this.#running.set(id, answer);
    const forget = () => this.#running.delete(id);
    answer.then(forget, forget);
    return answer;
  }

  /** Resolves once every outcome is written or given up. From now on, a failed write is not repeated. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#unwritten.values());
  }

  async #whenRecorded<Result extends Answer>(
    action: ActionUnderWay,
    id: string,
    acting: Promise<Done<Result>>,
    call: object,
  ): Promise<Result | GatewayUnavailableError> {
    const { watch, targets, operation } = action;
    const startedAt = this.#clock.now();
    let done: Done<Result | GatewayUnavailableError>;
    let fault: unknown;
    try {
      done = await acting;
    } catch (error) {
      fault = error;
      done = { answer: interrupted('UNKNOWN'), attempts: 0 };
    }
    const answer = withActionId(done.answer, id);
    const outcome = outcomeOf(answer, targets, done.attempts, this.#clock.now() - startedAt);
    const ends = operation.ends?.(id, call, { recovered: false, ...outcome });
    const written = this.#write(action, id, { ends, alongside: done.alongside, ...outcome });
    this.#unwritten.set(id, written);
    try {
      const ended = await watch.recorded('outcome', inTime(this.#clock, written));
      if (!ended) return (await this.#recoveredAnswer(id)) as Result;
    } catch {
      return withActionId(unrecorded(), id);
    }
    if (fault) throw fault;
    return answer;
  }

  /**
   * The answer that another gateway recorded. It took this gateway for dead, which happens when a process is stopped for a
   * while, and found out the outcome itself.
   */
  async #recoveredAnswer(id: string): Promise<Answer> {
    const action = await inTime(this.#clock, this.#journal.find(id));
    const answer = action?.answer && this.#answers.read(action.answer, action.operation);
    return answer || withActionId(interrupted('UNKNOWN'), id);
  }

  /** Repeats the write of an outcome until it succeeds or the gateway shuts down. */
  async #write(action: ActionUnderWay, id: string, outcome: Outcome): Promise<boolean> {
    let isRecorded = false;
    try {
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
        try {
          const ended = await this.#journal.end(id, outcome);
          isRecorded = true;
          this.#outage.succeeded();
          return ended;
        } catch (error) {
          action.watch.recordFailed('outcome');
          this.#outage.failed('outcome', error);
          if (this.#closed) throw error;
          await new Promise<void>((resolve) => this.#clock.after(pause, resolve));
        }
      }
    } finally {
      this.#unwritten.delete(id);
      action.markRecorded(isRecorded);
    }
  }
}
