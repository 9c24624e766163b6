import { type Kysely, Migrator } from 'kysely';
import { MIGRATIONS_TABLE, migrations, refuseNewer } from './migrations.js';

/**
 * Brings a database up to date. If several gateways start at once, one migrates and the others wait. Rejects with
 * `JournalUnusable` if a newer gateway has used the database.
 */
export async function migratePostgres<Tables>(db: Kysely<Tables>): Promise<void> {
  const known = migrations('postgres');
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => known },
    migrationTableName: MIGRATIONS_TABLE,
    migrationLockTableName: `${MIGRATIONS_TABLE}_lock`,
  });
  // Kysely's migrator would report such a journal as corrupted.
  refuseNewer(await namesOfDone(db), known);
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

async function namesOfDone<Tables>(db: Kysely<Tables>): Promise<string[]> {
  const notes = db as unknown as Kysely<{ [MIGRATIONS_TABLE]: { name: string } }>;
  try {
    const done = await notes.selectFrom(MIGRATIONS_TABLE).select('name').execute();
    return done.map(({ name }) => name);
  } catch (error) {
    // No gateway has used this database yet.
    if ((error as { code?: string }).code === NO_SUCH_TABLE) return [];
    throw error;
  }
}

const NO_SUCH_TABLE = '42P01';
