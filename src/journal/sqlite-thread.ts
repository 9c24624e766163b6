import { Worker } from 'node:worker_threads';
import type { CompiledQuery } from 'kysely';
import type { LostFile } from './file-identity.js';
import { NotWritten, type OnCommit, type Written } from './journal-database.js';
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

/**
 * The worker is bundled, even if the rest runs from its sources, because a worker thread has no loader for TypeScript.
 */
const WORKER = new URL('../../dist/bundle/sqlite-worker.js', import.meta.url);

const LIMITS = {
  /** Nothing of a batch is needed once it is answered, so a small young generation suffices. */
  maxYoungGenerationSizeMb: 4,
  /**
   * Room for some of the longest answers and their texts. A thread that needs more ends alone, without ending the
   * process.
   */
  maxOldGenerationSizeMb: 512,
};

export interface SqliteThreadOptions {
  file: string;
  readonly: boolean;
  /** The identity of the database file that must be opened. Undefined: any file. */
  expected?: string | undefined;
  onCommit?: OnCommit;
  /** Called when the worker ends unexpectedly. */
  onDeath?(error: Error): void;
  /** Called when a file was replaced since it was opened. */
  onLoss?(lost: LostFile): void;
}

interface Waiting {
  queries: readonly CompiledQuery[];
  resolve(results: Written[]): void;
  reject(error: Error): void;
}

/**
 * A SQLite connection in a thread of its own. Requests that arrive while the thread is busy go to it in one message and
 * into one commit, because messages and commits are the main cost. Read-only requests go one by one, because their
 * answers can be long.
 *
 * If the thread dies, the requests that it has fail. The next request starts a new thread.
 */
export class SqliteThread {
  readonly #options: SqliteThreadOptions;
  #worker: Worker | undefined;
  #starting: Promise<void> | undefined;
  #database: string | undefined;
  /** The requests that the thread has, in their order. The others wait in `#waiting`. */
  #under: Waiting[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #numbers = new Map<string, number>();
  #whenIdle: () => void = () => {};
  /** Why no more requests are accepted. */
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

  /** The identity of the open database file. A new thread must find the same file. */
  get database(): string | undefined {
    return this.#database;
  }

  /** Resolves when `queries` have run and their writes are on disk. Rejects as `JournalDatabase.write` does. */
  run(queries: readonly CompiledQuery[], patience?: Patience): Promise<Written[]> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(notSent(this.#ended));
      // Requests from the same turn of the event loop share the message.
      if (this.#under.length === 0 && this.#waiting.length === 0) setImmediate(() => this.#next());
      const waiting = { queries, resolve, reject };
      this.#waiting.push(waiting);
      patience?.waitIn(this.#waiting, waiting);
    });
  }

  /** Sends nothing more to the thread. */
  end(error: Error): void {
    this.#ended ??= error;
    this.#refuseWaiting(this.#ended);
    this.#next();
  }

  /** Resolves when every request from before has run. */
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
      if (answer && 'results' in answer) resolve(answer.results.map(writtenBy));
      else reject(answer?.rolledBack ? new NotWritten(answer.error) : new Error(answer?.error));
    }
  }

  /** Is called twice for one death, by the error and by the exit. */
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

function writtenBy(result: SqliteResult): Written {
  if (typeof result === 'number') return CHANGED[result] ?? { changes: result, rows: NO_ROWS };
  if ('inserted' in result) return { changes: 1, rows: NO_ROWS, number: result.inserted };
  return { changes: 0, rows: result };
}

const NO_ROWS: readonly unknown[] = [];
/** By the number of changes: what nearly all queries that write have done. */
const CHANGED: readonly Written[] = [0, 1].map((changes) => ({ changes, rows: NO_ROWS }));

/** Rejects if the worker cannot open its file. */
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
