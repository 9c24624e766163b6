import { Worker } from 'node:worker_threads';
import type { CompiledQuery } from 'kysely';
import type { LostFile } from './file-identity.js';
import { NotWritten, type OnCommit } from './journal-database.js';
import type { Patience } from './patience.js';
import {
  NUMBERED_QUERIES,
  type SqliteAnswers,
  type SqliteMessage,
  type SqliteOpened,
  type SqliteQuery,
  type SqliteResult,
  type SqliteWorkerData,
} from './sqlite-messages.js';

/** Bundled, also where the rest runs from its sources: a thread loads nothing else. */
const WORKER = new URL('../../dist/bundle/sqlite-worker.js', import.meta.url);

const LIMITS = {
  /** Of a batch nothing is left once it is answered, so V8 need not let the remains of many lie before it clears up. */
  maxYoungGenerationSizeMb: 4,
  /** Some of the longest answers, and their text. A thread that needs more ends alone, not with the process. */
  maxOldGenerationSizeMb: 512,
};

export interface SqliteThreadOptions {
  file: string;
  readonly: boolean;
  /** The database file that is to be opened, by its identity. Undefined: whatever is there. */
  expected?: string | undefined;
  onCommit?: OnCommit;
  /** The worker has ended, though nobody asked it to. */
  onDeath?(error: Error): void;
  /** A file is not the one that was opened. */
  onLoss?(lost: LostFile): void;
}

interface Waiting {
  queries: readonly CompiledQuery[];
  resolve(results: SqliteResult[]): void;
  reject(error: Error): void;
}

/**
 * A SQLite connection in a thread of its own. What is asked for while the thread is busy goes to it in one message, and
 * into one commit: messages and commits are what costs. What is only read goes one by one, since answers can be long.
 *
 * A thread that dies takes the requests that it has with it. The next request starts another.
 */
export class SqliteThread {
  readonly #options: SqliteThreadOptions;
  #worker: Worker | undefined;
  #starting: Promise<void> | undefined;
  #database: string | undefined;
  /** In the order of the requests: those that the thread has, then those that wait until it has done them. */
  #under: Waiting[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #numbers = new Map<string, number>();
  #whenIdle: () => void = () => {};
  /** Why there is no more to be asked. */
  #ended: Error | undefined;

  private constructor(options: SqliteThreadOptions) {
    this.#options = options;
    this.#database = options.expected;
  }

  /** Rejects when the file cannot be opened. */
  static async open(options: SqliteThreadOptions): Promise<SqliteThread> {
    const thread = new SqliteThread(options);
    await thread.#start();
    return thread;
  }

  /** The identity of the database file that it has open, and will open again. */
  get database(): string | undefined {
    return this.#database;
  }

  /** Resolves when `queries` have run; those that write are on the disk then. Rejects as `JournalDatabase.write` does. */
  run(queries: readonly CompiledQuery[], patience?: Patience): Promise<SqliteResult[]> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(notSent(this.#ended));
      // What comes in the same turn of the event loop goes along.
      if (this.#under.length === 0 && this.#waiting.length === 0) setImmediate(() => this.#next());
      const waiting = { queries, resolve, reject };
      this.#waiting.push(waiting);
      patience?.waitIn(this.#waiting, waiting);
    });
  }

  /** From now on, nothing more is sent to the thread. */
  end(error: Error): void {
    this.#ended ??= error;
    this.#refuseWaiting(this.#ended);
    this.#next();
  }

  /** Resolves when everything that was asked for before has run. */
  async close(): Promise<void> {
    if (this.#under.length > 0 || this.#waiting.length > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve;
      });
    }
    this.end(new Error('the journal is closed'));
    await this.#starting;
    const worker = this.#worker;
    if (!worker) return;
    const exit = new Promise((resolve) => worker.once('exit', resolve));
    this.#send(worker, 'close');
    await exit;
  }

  async #start(): Promise<void> {
    const { file, readonly } = this.#options;
    const workerData: SqliteWorkerData = { file, readonly, expected: this.#database };
    const worker = new Worker(WORKER, { workerData, resourceLimits: LIMITS });
    const first = await firstMessage(worker);
    if ('error' in first) throw new Error(first.error);
    this.#database ??= first.database;
    this.#numbers.clear();
    this.#worker = worker;
    worker.on('message', (message: string) => this.#answered(JSON.parse(message)));
    worker.on('error', (error) => this.#died(error));
    worker.on('exit', (code) => this.#died(new Error(`it ended with ${code}`)));
  }

  #next(): void {
    if (this.#under.length > 0) return;
    if (this.#waiting.length === 0) {
      this.#whenIdle();
      return;
    }
    const worker = this.#worker;
    if (!worker) {
      this.#starting ??= this.#start()
        .catch((error) => this.#refuseWaiting(error))
        .finally(() => {
          this.#starting = undefined;
          this.#next();
        });
      return;
    }
    this.#under = this.#waiting.splice(0, this.#options.readonly ? 1 : this.#waiting.length);
    this.#send(
      worker,
      this.#under.map(({ queries }) => queries.map((query) => this.#numbered(query))),
    );
  }

  #answered({ answers, commit, lost }: SqliteAnswers): void {
    if (commit) this.#options.onCommit?.(commit.ms, commit.committed);
    if (lost) this.#options.onLoss?.(lost);
    const answered = this.#under.slice(0, answers.length);
    this.#waiting.unshift(...this.#under.slice(answers.length));
    this.#under = [];
    this.#next();
    for (const [index, { resolve, reject }] of answered.entries()) {
      const answer = answers[index];
      if (answer && 'results' in answer) resolve(answer.results);
      else reject(answer?.rolledBack ? new NotWritten(answer.error) : new Error(answer?.error));
    }
  }

  /** Comes once with the error, and again with the exit. */
  #died(cause: Error): void {
    if (!this.#worker) return;
    this.#worker = undefined;
    const error = new Error(`the journal's thread ended: ${cause.message}`, { cause });
    for (const { reject } of this.#under.splice(0)) reject(error);
    if (!this.#ended) this.#options.onDeath?.(error);
    this.#next();
  }

  #refuseWaiting(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(notSent(error));
  }

  #send(worker: Worker, message: SqliteMessage): void {
    worker.postMessage(JSON.stringify(message));
  }

  #numbered({ sql, parameters }: CompiledQuery): SqliteQuery {
    const number = this.#numbers.get(sql);
    if (number === undefined && this.#numbers.size < NUMBERED_QUERIES) {
      this.#numbers.set(sql, this.#numbers.size);
    }
    return [number ?? sql, parameters];
  }
}

/** Rejects with what keeps the worker from opening its file. */
function firstMessage(worker: Worker): Promise<SqliteOpened> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: string) => resolve(JSON.parse(message)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the journal's thread ended with ${code}`)));
  });
}

function notSent(cause: Error): NotWritten {
  return new NotWritten(cause.message, { cause });
}
