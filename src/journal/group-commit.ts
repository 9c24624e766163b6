import type { CompiledQuery } from 'kysely';
import pg from 'pg';
import { NotWritten, type OnCommit, type Written } from './journal-database.js';
import type { Patience } from './patience.js';

/** No connection could be made. The other waiting units would fail the same way. */
export class Unreachable extends NotWritten {}

/** Queries that are all written, or none of them. */
export interface WriteUnit {
  queries: readonly CompiledQuery[];
  /** Written in a transaction of its own, because it may wait for another gateway's transaction. */
  alone: boolean;
  /** The places of the actions that the unit begins. */
  places?: readonly string[];
}

interface Waiting extends WriteUnit {
  alone: boolean;
  resolve(written: Written[]): void;
  reject(error: Error): void;
}

/**
 * Writes units in the order of their arrival, one transaction at a time. Units that arrive during a transaction share
 * the next one.
 */
export class GroupCommit {
  readonly #commit: (units: readonly WriteUnit[]) => Promise<Written[][]>;
  readonly #onCommit: OnCommit;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  /**
   * `commit` resolves with what each query of each unit changed and read. It rejects as
   * `JournalDatabase.write` does.
   */
  constructor(commit: (units: readonly WriteUnit[]) => Promise<Written[][]>, onCommit: OnCommit = () => {}) {
    this.#commit = commit;
    this.#onCommit = onCommit;
  }

  write(unit: WriteUnit, patience?: Patience): Promise<Written[]> {
    return new Promise((resolve, reject) => {
      const waiting = { ...unit, resolve, reject };
      this.#waiting.push(waiting);
      patience?.waitIn(this.#waiting, waiting);
      this.#running ??= this.#run();
    });
  }

  /** Refuses the units that have not been sent. Resolves once no transaction is under way. */
  async close(): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(new NotWritten('the journal is closed'));
    await this.#running;
  }

  async #run(): Promise<void> {
    // Waits one turn, so that units from the same turn share a transaction.
    await new Promise(setImmediate);
    for (let group = this.#nextGroup(); group.length > 0; group = this.#nextGroup()) {
      await this.#write(group);
    }
    this.#running = undefined;
  }

  #nextGroup(): Waiting[] {
    const firstAlone = this.#waiting.findIndex(({ alone }) => alone);
    const length = firstAlone === -1 ? this.#waiting.length : Math.max(1, firstAlone);
    return this.#waiting.splice(0, Math.min(length, MAX_UNITS));
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    const startedAt = performance.now();
    try {
      const written = await this.#commit(group);
      this.#onCommit(performance.now() - startedAt, true);
      for (const [index, { resolve }] of group.entries()) resolve(written[index] ?? []);
    } catch (error) {
      this.#onCommit(performance.now() - startedAt, false);
      if (group.length > 1 && isAboutOne(error)) {
        // One bad unit must not fail the others, so each is tried alone.
        for (const unit of group) unit.alone = true;
        this.#waiting.unshift(...group);
        return;
      }
      // While the server is away, each attempt takes seconds. Without this, the waiting time would grow with each unit.
      const others = error instanceof Unreachable ? this.#waiting.splice(0) : [];
      for (const { reject } of [...group, ...others]) reject(error as Error);
    }
  }
}

/**
 * Whether only one unit is to blame: the server refused its data (SQLSTATE classes 22 and 23), or ended the transaction
 * because of a deadlock (40P01). Then nothing of the group is on disk. Any other refusal would meet each unit in turn.
 */
function isAboutOne(error: unknown): boolean {
  if (!(error instanceof NotWritten && error.cause instanceof pg.DatabaseError)) return false;
  return /^2[23]|^40P01$/.test(error.cause.code ?? '');
}

/** Keeps each transaction short. */
const MAX_UNITS = 200;
