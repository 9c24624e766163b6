import { type CompiledQuery, sql } from 'kysely';
import { firstIdAt } from './action-id.js';
import type { Intent, Outcome } from './action-record.js';
import type { ActionWrites } from './action-writes.js';
import type { JournalDatabase } from './journal-database.js';

const INTENT: Omit<Intent, 'id'> = {
  requestId: '',
  actor: '',
  operation: '',
  place: '',
  applicationId: 0,
  strRoomId: '',
  userIds: [''],
  input: '{}',
};

/** An outcome for an id that no action has. The update changes no row, but it fails without the right to write. */
const OUTCOME = {
  id: firstIdAt(0),
  outcome: {
    status: 'REFUSED',
    answer: '{}',
    vendorRequestIds: [],
    attempts: 0,
    freesKey: true,
    ends: { endsAt: 0, userIds: [''], inheriting: [''] },
  } satisfies Outcome,
};

/** Writes all that an action can write, and rolls it back to a savepoint. The commit still writes to the disk. */
export function trialWrite(database: JournalDatabase, writes: ActionWrites, id: string): CompiledQuery[] {
  const statement = (text: string) => sql.raw(text).compile(database.db);
  return [
    statement('savepoint trial'),
    ...writes.begin({ ...INTENT, id, undoes: id, causedBy: id }, 0),
    ...writes.end(OUTCOME.id, OUTCOME.outcome, 0),
    ...(database.alsoProbed ?? []),
    statement('rollback to savepoint trial'),
  ];
}
