import { expect, it } from 'vitest';
import { Journal } from '../../src/journal/journal.js';
import type { JournalDatabase } from '../../src/journal/journal-database.js';
import { openPostgres } from '../../src/journal/postgres-database.js';
import { startPostgres } from '../postgres-server.js';

async function canWrite(database: JournalDatabase): Promise<boolean> {
  try {
    await new Journal(database, 'gateway', Date.now).tryToWrite();
    return true;
  } catch {
    return false;
  }
}

it('the schema of the journal is updated once when gateways start together', async () => {
  const server = await startPostgres();
  const open = async () => {
    const troubles: Error[] = [];
    return { troubles, database: await openPostgres(server.url, (error) => void troubles.push(error)) };
  };
  const opened = await Promise.all(Array.from({ length: 4 }, open));
  for (const { database, troubles } of opened) {
    if (await canWrite(database)) continue;
    // On a busy machine the first takes longer than the others wait at a time. Nothing else may have kept them.
    for (const { message } of troubles) expect(message).toMatch(/timeout/);
    await expect.poll(() => canWrite(database)).toBe(true);
  }
  for (const { database } of opened) await database.close();
  await server.remove();
});
