import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CompiledQuery } from 'kysely';
import { NotWritten, type OnCommit } from './journal-database.js';
import {
  NUMBERED_QUERIES,
  type SqliteAnswers,
  type SqliteMessage,
  type SqliteQuery,
  type SqliteResult,
  type SqliteWorkerData,
} from './sqlite-messages.js';

/** Bundled, also where the rest runs from its sources: a thread loads nothing else. */
const WORKER = new URL('../../dist/bundle/sqlite-worker.js', import.meta.url);

/** Of a batch nothing is left once it is answered, so V8 need not let the remains of many lie before it clears up. */
const NURSERY = { maxYoungGenerationSizeMb: 4 };

interface Waiting {
  queries: readonly CompiledQuery[];
  resolve(results: SqliteResult[]): void;
  reject(error: Error): void;
}

/**
 * A SQLite connection in a thread of its own. What is asked for while the thread is busy goes to it in one message, and
 * into one commit: messages and commits are what costs.
 */
export class SqliteThread {
  readonly #worker: Worker;
  /** In the order of the requests: those that the thread has, then those that wait until it has done them. */
  #under: Waiting[] = [];
  #waiting: Waiting[] = [];
  readonly #numbers = new Map<string, number>();
  #ended: Error | undefined;

  private constructor(worker: Worker, onCommit: OnCommit) {
    this.#worker = worker;
    worker.on('message', (message: string) => {
      const { answers, commit }: SqliteAnswers = JSON.parse(message);
      if (commit) onCommit(commit.ms, commit.committed);
      const answered = this.#under;
      this.#under = [];
      this.#next();
      for (const [index, { resolve, reject }] of answered.entries()) {
        const answer = answers[index];
        if (answer && 'results' in answer) resolve(answer.results);
        else reject(answer?.rolledBack ? new NotWritten(answer.error) : new Error(answer?.error));
      }
    });
    worker.on('error', (error) => this.#end(error));
    worker.on('exit', () => this.#end());
  }

  /** Rejects when the file cannot be opened. */
  static async open(workerData: SqliteWorkerData, onCommit: OnCommit = () => {}): Promise<SqliteThread> {
    const worker = new Worker(WORKER, { workerData, resourceLimits: NURSERY });
    await once(worker, 'message');
    return new SqliteThread(worker, onCommit);
  }

  /** Resolves when `queries` have run; those that write are on the disk then. Rejects as `JournalDatabase.write` does. */
  run(queries: readonly CompiledQuery[]): Promise<SqliteResult[]> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(notSent(this.#ended));
      // What comes in the same turn of the event loop goes along.
      if (this.#under.length === 0 && this.#waiting.length === 0) setImmediate(() => this.#next());
      this.#waiting.push({ queries, resolve, reject });
    });
  }

  /** Resolves when everything that was asked for before has run. */
  async close(): Promise<void> {
    if (this.#ended) return;
    while (this.#under.length > 0 || this.#waiting.length > 0) await this.run([]);
    const exit = once(this.#worker, 'exit');
    this.#send('close');
    await exit;
  }

  #next(): void {
    if (this.#under.length > 0 || this.#waiting.length === 0) return;
    this.#under = this.#waiting;
    this.#waiting = [];
    this.#send(this.#under.map(({ queries }) => queries.map((query) => this.#numbered(query))));
  }

  #send(message: SqliteMessage): void {
    this.#worker.postMessage(JSON.stringify(message));
  }

  #numbered({ sql, parameters }: CompiledQuery): SqliteQuery {
    const number = this.#numbers.get(sql);
    if (number === undefined && this.#numbers.size < NUMBERED_QUERIES) {
      this.#numbers.set(sql, this.#numbers.size);
    }
    return [number ?? sql, parameters];
  }

  #end(error = new Error('the journal is closed')): void {
    this.#ended ??= error;
    for (const { reject } of this.#under) reject(this.#ended);
    for (const { reject } of this.#waiting) reject(notSent(this.#ended));
    this.#under = [];
    this.#waiting = [];
  }
}

function notSent(cause: Error): NotWritten {
  return new NotWritten(cause.message, { cause });
}
