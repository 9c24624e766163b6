import type { Kysely } from 'kysely';
import { expect, vi } from 'vitest';
import type { JournalTables } from '../src/journal/tables.js';

/**
 * Waits until nobody's media state is to be sent once more. That happens after an answer was lost and after a gateway
 * died, and takes faults that a test meant for its own calls. Tests may run beside each other, which `expect.poll` does not bear.
 */
export async function untilNothingIsInDoubt(db: Kysely<JournalTables>): Promise<void> {
  const inDoubt = db.selectFrom('media_people').where('again_at', 'is not', null).select('user_id');
  await vi.waitFor(async () => expect(await inDoubt.execute()).toEqual([]), { timeout: 30_000 });
}
