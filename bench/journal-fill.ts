/** Fills a journal with a million actions over 180 days, as a busy product has them, in a file or on a server. */
import Database from 'libsql';
import pg from 'pg';
import { History, type Row } from './journal-history.js';
import { idAt, NEWEST, ROWS } from './journal-world.js';

const BATCH = 5_000;

type Insert = (table: string, rows: readonly Row[]) => Promise<void>;

async function fill(name: string, insert: Insert, old: boolean): Promise<void> {
  const startedAt = performance.now();
  const history = new History({ old });
  const counts = new Map<string, number>();
  for (let first = 0; first < ROWS; first += BATCH) {
    const made = new Map<string, Row[]>();
    const add = (table: string, row: Row) => {
      const rows = made.get(table);
      if (rows) rows.push(row);
      else made.set(table, [row]);
    };
    for (let index = first; index < Math.min(first + BATCH, ROWS); index++) history.make(index, add);
    for (const [table, rows] of made) {
      await insert(table, rows);
      counts.set(table, (counts.get(table) ?? 0) + rows.length);
    }
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const told = [...counts].map(([table, count]) => `${count.toLocaleString('en')} ${table}`);
  process.stdout.write(`\n${name}, in ${seconds} s: ${told.join(', ')}\n`);
}

/** Deletes what an earlier run added to a kept journal. */
const LATER = Object.entries({
  action_targets: 'action_id',
  action_str_rooms: 'action_id',
  undos: 'action_id',
  causes: 'action_id',
  media_instructions: 'action_id',
  timed_targets: 'action_id',
  actions: 'id',
}).map(([table, id]) => `delete from ${table} where ${id} >= '${idAt(NEWEST)}'`);

/** `old`: the schema is that of 0.1.0. */
interface FillOptions {
  old?: boolean;
}

function laterIn({ old }: FillOptions): readonly string[] {
  return old ? LATER.filter((statement) => /from action(s|_targets) /.test(statement)) : LATER;
}

/** Fills a file. A file that is already filled is reset to that state. */
export async function fillFile(file: string, options: FillOptions = {}): Promise<void> {
  const connection = new Database(file);
  for (const statement of laterIn(options)) connection.exec(statement);
  // These settings are faster than the gateway's, because nobody misses this data after a power cut.
  for (const setting of ['synchronous = OFF', 'cache_size = -1000000']) connection.pragma(setting);
  const filled = connection.prepare('select 1 from actions limit 1').all().length > 0;
  if (!filled) {
    const insert: Insert = async (table, rows) => {
      // A row's number is its rowid here.
      const columns = Object.keys(rows[0] ?? {}).filter(
        (column) => table !== 'actions' || column !== 'number',
      );
      const statement = connection.prepare(
        `insert into ${table} (${columns}) values (${columns.map(() => '?')})`,
      );
      connection.exec('BEGIN');
      for (const row of rows) statement.run(...columns.map((column) => row[column] ?? null));
      connection.exec('COMMIT');
    };
    await fill('SQLite', insert, options.old ?? false);
  }
  connection.close();
}

/** Fills a database. A database that is already filled is reset to that state. */
export async function fillServer(url: string, options: FillOptions = {}): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows: filled } = await client.query('select 1 from actions limit 1');
  if (filled.length === 0) {
    await client.query('set synchronous_commit = off');
    const insert: Insert = async (table, rows) => {
      const columns = Object.keys(rows[0] ?? {});
      await client.query(
        `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(rows)],
      );
    };
    await fill('PostgreSQL', insert, options.old ?? false);
    if (!options.old) await client.query(`select setval('action_number', ${ROWS})`);
  }
  for (const statement of laterIn(options)) await client.query(statement);
  // Does what autovacuum would do in time.
  await client.query('vacuum analyze');
  await client.end();
}
