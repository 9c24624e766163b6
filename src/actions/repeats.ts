import { conflict, foreignAnswer, stillRunning } from '../errors/journal-errors.js';
import type { ActionRecord, Intent } from '../journal/action-record.js';
import type { Journal } from '../journal/journal.js';
import type { Clock } from '../time/clock.js';
import { type Answer, withActionId } from './answer.js';
import type { Outcomes } from './outcomes.js';
import { isSamePlan } from './planned-input.js';
import type { RecordedAnswers } from './recorded-answers.js';

const POLL_EVERY_MS = 100;

/** Answers requests whose idempotency key belongs to an earlier action. */
export class Repeats {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #deadlineMs: number;
  readonly #answers: RecordedAnswers;
  readonly #outcomes: Outcomes;

  /** `deadlineMs`: how long the vendor's part of an action may take. */
  constructor(
    journal: Journal,
    clock: Clock,
    deadlineMs: number,
    answers: RecordedAnswers,
    outcomes: Outcomes,
  ) {
    this.#journal = journal;
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
    this.#answers = answers;
    this.#outcomes = outcomes;
  }

  /** The answer of `holder`, the action that has the same key as `intent`. A conflict if its input differs. */
  async answerOf(holder: ActionRecord, intent: Intent): Promise<Answer> {
    // An undo is a repeat only of an undo of the same action.
    const isRepeat = isSamePlan(holder, intent) && holder.undoes === intent.undoes;
    if (!isRepeat) return withActionId(conflict(), holder.id);
    const running = this.#outcomes.answerOf(holder.id);
    if (running) return running;
    const finished = await this.#whenFinished(holder);
    if (finished?.answer === undefined) return withActionId(stillRunning(), holder.id);
    const answer = this.#answers.read(finished.answer, finished.operation);
    return answer ?? withActionId(foreignAnswer(finished.status), holder.id);
  }

  /** Waits for an action of another gateway, at most for `#deadlineMs`. */
  async #whenFinished(action: ActionRecord): Promise<ActionRecord | undefined> {
    const deadline = this.#clock.now() + this.#deadlineMs;
    let current: ActionRecord | undefined = action;
    while (current?.status === 'PENDING') {
      if (this.#clock.now() > deadline) return undefined;
      await new Promise<void>((resolve) => this.#clock.after(POLL_EVERY_MS, resolve));
      current = await this.#journal.find(action.id).catch(() => current);
    }
    return current;
  }
}
