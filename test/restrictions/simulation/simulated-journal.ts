import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import Database from 'libsql';
import type { JournalDatabase, Work, Written } from '../../../src/journal/journal-database.js';
import { migrateSqlite } from '../../../src/journal/migrate-sqlite.js';
import { SQLITE } from '../../../src/journal/sql-dialect.js';
import type { JournalTables } from '../../../src/journal/tables.js';
import { sqliteTurnError } from '../../../src/journal/turn-refused.js';
import type { Clock } from '../../../src/time/clock.js';

/** A gateway's clock and its state. Nothing happens any more in a gateway that died. */
export interface Life {
  readonly clock: Clock;
  readonly died: boolean;
}

/**
 * A real SQLite database in memory, with the journal's tables. Gateways reach it through connections that take time, on
 * a simulated clock. It outlives them, as a file does.
 */
export class SimulatedJournal {
  readonly #database = new Database(':memory:');
  readonly #statements = new Map<string, Database.Statement>();
  #tables: string[] = [];
  #turns: Promise<unknown> = Promise.resolve();

  static async open(): Promise<SimulatedJournal> {
    const journal = new SimulatedJournal();
    const run = async (queries: readonly CompiledQuery[]) => journal.commit(queries, 0);
    await migrateSqlite(kyselyOn(run), run);
    journal.#database.exec(
      'create table simulated_time (now integer not null); insert into simulated_time values (0)',
    );
    const tables = journal.#all("select name from sqlite_master where type = 'table'") as { name: string }[];
    journal.#tables = tables
      .map(({ name }) => name)
      .filter((name) => !/^sqlite_|migration|^simulated_time$/.test(name));
    return journal;
  }

  /** Forgets everything. */
  clear(): void {
    for (const table of this.#tables) this.#database.exec(`delete from "${table}"`);
  }

  /** Runs all queries in one transaction. `now`: the database's time, in milliseconds since the epoch. */
  commit(queries: readonly CompiledQuery[], now: number): Written[] {
    this.#database.exec('begin immediate');
    try {
      if (now > 0) this.#statement('update simulated_time set now = ?').run([Math.floor(now)]);
      const written = queries.map(({ sql: text, parameters }) => {
        const statement = this.#statement(text);
        if (statement.reader) return { changes: 0, rows: statement.all(parameters as unknown[]) };
        const { changes, lastInsertRowid } = statement.run(parameters as unknown[]);
        const isAction = changes > 0 && isIntent({ sql: text });
        return { changes, rows: [], ...(isAction && { number: Number(lastInsertRowid) }) };
      });
      this.#database.exec('commit');
      return written;
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }

  /** One after the other. `work` waits for nothing but the journal. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => {});
    return turn;
  }

  /** Reads at once, for a verdict. */
  read<Row>(query: string, ...parameters: unknown[]): Row[] {
    return this.#all(query, parameters) as Row[];
  }

  /** A gateway's connection. `latency`: how long a message takes, in milliseconds. */
  connect(life: Life, epochMs: () => number, latency: Latency): JournalDatabase {
    return new Connection(this, life, epochMs, latency);
  }

  #all(query: string, parameters: readonly unknown[] = []): unknown[] {
    return this.#statement(query).all(parameters as unknown[]);
  }

  #statement(text: string): Database.Statement {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

/** How long a message takes, in milliseconds. The named ones are answers to writes of actions. */
export type Latency = (message?: 'intent written' | 'outcome written') => number;

function isIntent({ sql }: Pick<CompiledQuery, 'sql'>): boolean {
  return sql.startsWith('insert into "actions"');
}

function isOutcome({ sql }: Pick<CompiledQuery, 'sql'>): boolean {
  return sql.startsWith('update "actions" set') && sql.includes('"finished_at"');
}

/** Writes in the order of the calls. What a gateway that died had not sent yet is never written. */
class Connection implements JournalDatabase {
  readonly db: JournalDatabase['db'];
  readonly pages: JournalDatabase['pages'];
  readonly nowMs = sql<number>`(select now from simulated_time)`;
  readonly #journal: SimulatedJournal;
  readonly #life: Life;
  readonly #epochMs: () => number;
  readonly #latency: Latency;
  /** When the write that was sent last arrives. */
  #lastArrival = 0;

  constructor(journal: SimulatedJournal, life: Life, epochMs: () => number, latency: Latency) {
    this.#journal = journal;
    this.#life = life;
    this.#epochMs = epochMs;
    this.#latency = latency;
    this.db = kyselyOn((queries) => this.writeAndRead(queries));
    this.pages = { db: kyselyOn((queries) => this.writeAndRead(queries)), dialect: SQLITE };
  }

  rowsOf(jsonArray: string | RawBuilder<unknown>) {
    return sql<{ value: string }>`json_each(${jsonArray})`;
  }

  async write(queries: readonly CompiledQuery[]): Promise<number[]> {
    return (await this.writeAndRead(queries)).map(({ changes }) => changes);
  }

  writeAndRead(queries: readonly CompiledQuery[]): Promise<Written[]> {
    const { clock } = this.#life;
    const arrival = Math.max(this.#lastArrival, clock.now() + this.#latency());
    this.#lastArrival = arrival;
    const written = queries.some(isIntent) ? 'intent written' : undefined;
    const message = queries.some(isOutcome) ? 'outcome written' : written;
    return new Promise((resolve, reject) => {
      clock.after(arrival - clock.now(), () => {
        try {
          const written = this.#journal.commit(queries, this.#epochMs());
          // Another gateway's answer may overtake this one, and the gateway may die before it hears of its own write.
          clock.after(this.#latency(message), () => resolve(written));
        } catch (error) {
          clock.after(this.#latency(), () => reject(error));
        }
      });
    });
  }

  /** As with a lock that all gateways share: nobody else's turn comes between what it reads and what it writes. */
  async inTurn<Result>(work: Work<Result>): Promise<Result> {
    const pause = () => new Promise<void>((resolve) => void this.#life.clock.after(this.#latency(), resolve));
    const run = (queries: readonly CompiledQuery[]) => this.#journal.commit(queries, this.#epochMs());
    await pause();
    try {
      const result = await this.#journal.inTurn(async () => {
        const { queries, result } = await work(async (query) => (run([query])[0]?.rows ?? []) as never);
        if (queries.length > 0) run(queries);
        return result;
      });
      await pause();
      return result;
    } catch (error) {
      throw sqliteTurnError(error);
    }
  }

  async close(): Promise<void> {}
}

type Run = (queries: readonly CompiledQuery[]) => Promise<Written[]>;

function kyselyOn(run: Run): Kysely<JournalTables> {
  return new Kysely<JournalTables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driverOn(run),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

function driverOn(run: Run): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const [result] = await run([query]);
      return { rows: (result?.rows ?? []) as Row[], numAffectedRows: BigInt(result?.changes ?? 0) };
    },
    streamQuery() {
      throw new Error('not supported');
    },
  };
  const nothing = async () => {};
  return {
    init: nothing,
    acquireConnection: async () => connection,
    beginTransaction: nothing,
    commitTransaction: nothing,
    rollbackTransaction: nothing,
    releaseConnection: nothing,
    destroy: nothing,
  };
}
