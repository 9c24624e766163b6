import type { CompiledQuery } from 'kysely';
import pg from 'pg';
import { NotWritten, type OnCommit } from './journal-database.js';
import type { Patience } from './patience.js';

/** No connection could be made, for anything that waits. */
export class Unreachable extends NotWritten {}

/** Queries that are written together or not at all. */
export interface WriteUnit {
  queries: readonly CompiledQuery[];
  /** Kept out of others' transactions, since it may wait for another gateway's. */
  alone: boolean;
  /** Where it begins actions. */
  places?: readonly string[];
}

interface Waiting extends WriteUnit {
  alone: boolean;
  resolve(changes: number[]): void;
  reject(error: Error): void;
}

/**
 * Writes units in the order in which they came, one transaction at a time: all that comes while one is on its way to
 * the disk goes into the next.
 */
export class GroupCommit {
  readonly #commit: (units: readonly WriteUnit[]) => Promise<number[][]>;
  readonly #onCommit: OnCommit;
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  /** `commit` resolves with the rows changed by each query of each unit, and rejects as `JournalDatabase.write` does. */
  constructor(commit: (units: readonly WriteUnit[]) => Promise<number[][]>, onCommit: OnCommit = () => {}) {
    this.#commit = commit;
    this.#onCommit = onCommit;
  }

  write(unit: WriteUnit, patience?: Patience): Promise<number[]> {
    return new Promise((resolve, reject) => {
      const waiting = { ...unit, resolve, reject };
      this.#waiting.push(waiting);
      patience?.waitIn(this.#waiting, waiting);
      this.#running ??= this.#run();
    });
  }

  /** Refuses what has not been sent, and resolves when nothing is under way. */
  async close(): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(new NotWritten('the journal is closed'));
    await this.#running;
  }

  async #run(): Promise<void> {
    // What came with the first goes with it.
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
      const changes = await this.#commit(group);
      this.#onCommit(performance.now() - startedAt, true);
      for (const [index, { resolve }] of group.entries()) resolve(changes[index] ?? []);
    } catch (error) {
      this.#onCommit(performance.now() - startedAt, false);
      if (group.length > 1 && isAboutOne(error)) {
        // One that the database refuses must not take the others with it.
        for (const unit of group) unit.alone = true;
        this.#waiting.unshift(...group);
        return;
      }
      // Whoever waits for a server that is not there would wait longer and longer.
      const others = error instanceof Unreachable ? this.#waiting.splice(0) : [];
      for (const { reject } of [...group, ...others]) reject(error as Error);
    }
  }
}

/**
 * The server refused the data of one unit (SQLSTATE classes 22 and 23), or ended this transaction because it and another
 * one waited for each other (40P01). Nothing of the group is on disk. Any other refusal would meet each unit in turn.
 */
function isAboutOne(error: unknown): boolean {
  if (!(error instanceof NotWritten && error.cause instanceof pg.DatabaseError)) return false;
  return /^2[23]|^40P01$/.test(error.cause.code ?? '');
}

/** So that no transaction takes long. */
const MAX_UNITS = 200;
