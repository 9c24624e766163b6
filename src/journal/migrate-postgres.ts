import { type Kysely, Migrator } from 'kysely';
import { MIGRATIONS_TABLE, migrations } from './migrations.js';

/** Brings a database up to date. Of several gateways that start at once one does it, and the others wait. */
export async function migratePostgres<Tables>(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations('postgres') },
    migrationTableName: MIGRATIONS_TABLE,
    migrationLockTableName: `${MIGRATIONS_TABLE}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
