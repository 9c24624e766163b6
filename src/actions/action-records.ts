import type { Journal } from '../journal/journal.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { Clock } from '../time/clock.js';
import { Denials } from './denials.js';
import { DoubtfulIntents } from './doubtful-intents.js';
import { Intents } from './intents.js';
import { JOURNAL_PATIENCE_MS } from './journal-patience.js';
import { journalName, type Operation } from './operation.js';
import { Outcomes } from './outcomes.js';
import type { RecordedAnswers } from './recorded-answers.js';
import { Repeats } from './repeats.js';

interface ActionRecordsOptions {
  journal: Journal;
  clock: Clock;
  /** How long the vendor's part of an action may take. */
  deadlineMs: number;
  /** Hears of each write to the journal, whether it failed or succeeded. */
  outage: OutageLog;
  answers: RecordedAnswers;
  operations: readonly Operation[];
}

/** Writes denials, intents and outcomes of actions to the journal. */
export class ActionRecords {
  readonly denials: Denials;
  readonly intents: Intents;
  readonly outcomes: Outcomes;
  readonly #doubtful: DoubtfulIntents;

  constructor({ journal, clock, deadlineMs, outage, answers, operations }: ActionRecordsOptions) {
    // The lease outlasts every step until the outcome is written.
    const leaseMs = deadlineMs + 4 * JOURNAL_PATIENCE_MS;
    this.denials = new Denials(journal, clock, outage, operations.map(journalName));
    this.outcomes = new Outcomes(journal, clock, outage, answers);
    this.#doubtful = new DoubtfulIntents(journal, clock, outage, leaseMs);
    const repeats = new Repeats(journal, clock, deadlineMs, answers, this.outcomes);
    this.intents = new Intents(journal, clock, outage, leaseMs, this.#doubtful, repeats);
  }

  /** Resolves once every outcome is written, or given up after some time. */
  async close(): Promise<void> {
    await Promise.all([this.outcomes.close(), this.intents.close()]);
    await this.#doubtful.close();
  }
}
