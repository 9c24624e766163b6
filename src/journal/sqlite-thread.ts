import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CompiledQuery } from 'kysely';
import type { OnCommit } from './journal-database.js';
import type {
  SqliteAnswer,
  SqliteAnswers,
  SqliteRequest,
  SqliteResult,
  SqliteWorkerData,
} from './sqlite-messages.js';

/** Compiled, also where the rest runs from its sources: a thread loads nothing else. */
const WORKER = new URL('../../dist/journal/sqlite-worker.js', import.meta.url);

interface Waiting {
  resolve(results: SqliteResult[]): void;
  reject(error: Error): void;
}

/** A SQLite connection in a thread of its own. */
export class SqliteThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  #ended: Error | undefined;

  private constructor(worker: Worker, onCommit: OnCommit) {
    this.#worker = worker;
    worker.on('message', ({ answers, commit }: SqliteAnswers) => {
      if (commit) onCommit(commit.ms, commit.committed);
      for (const answer of answers) this.#settle(answer);
    });
    worker.on('error', (error) => this.#end(error));
    worker.on('exit', () => this.#end(new Error('the journal is closed')));
  }

  /** Rejects when the file cannot be opened. */
  static async open(workerData: SqliteWorkerData, onCommit: OnCommit = () => {}): Promise<SqliteThread> {
    const worker = new Worker(WORKER, { workerData });
    await once(worker, 'message');
    return new SqliteThread(worker, onCommit);
  }

  /** Resolves when `queries` have run; those that write are on the disk then. */
  run(queries: readonly CompiledQuery[]): Promise<SqliteResult[]> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      const id = this.#requests++;
      this.#waiting.set(id, { resolve, reject });
      const request: SqliteRequest = {
        id,
        queries: queries.map(({ sql, parameters }) => ({ sql, parameters })),
      };
      this.#worker.postMessage(request);
    });
  }

  /** Resolves when everything that was asked for before has run. */
  async close(): Promise<void> {
    if (this.#ended) return;
    const exit = once(this.#worker, 'exit');
    this.#worker.postMessage('close');
    await exit;
  }

  #settle(answer: SqliteAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.results);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}
