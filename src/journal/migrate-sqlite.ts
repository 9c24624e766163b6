import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  type Migration,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { MIGRATIONS_TABLE, migrations, refuseNewer } from './migrations.js';

/**
 * Brings a file up to date. The caller must hold the file's lock. `commit` runs all queries in one transaction, so a
 * migration and the note of it are written together.
 */
export async function migrateSqlite<Tables>(
  db: Kysely<Tables>,
  commit: (queries: readonly CompiledQuery[]) => Promise<unknown>,
): Promise<void> {
  const notes = db as unknown as Kysely<{ [MIGRATIONS_TABLE]: { name: string; timestamp: string } }>;
  await notes.schema
    .createTable(MIGRATIONS_TABLE)
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (column) => column.primaryKey().notNull())
    .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
    .execute();
  const done = (await notes.selectFrom(MIGRATIONS_TABLE).select('name').execute()).map(({ name }) => name);
  const known = migrations('sqlite');
  refuseNewer(done, known);
  for (const name of Object.keys(known).sort()) {
    const migration = known[name];
    if (!migration || done.includes(name)) continue;
    const note = notes.insertInto(MIGRATIONS_TABLE).values({ name, timestamp: new Date().toISOString() });
    await commit([...(await queriesOf(migration)), note.compile()]);
  }
}

/** The queries of a migration, collected without running them. */
async function queriesOf(migration: Migration): Promise<CompiledQuery[]> {
  const queries: CompiledQuery[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    log: ({ query }) => {
      queries.push(query);
    },
  });
  await migration.up(db);
  return queries;
}
