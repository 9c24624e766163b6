import type Database from 'libsql';
import { wholePlace } from './action-record.js';

/**
 * Deletes those of these rows of `actions` that are pending, with everything that other tables have of them. Their callers learn
 * that nothing was sent, so recovery must not carry them out.
 */
export function withdrawIntents(db: Database.Database, rowIds: readonly (number | bigint)[]): void {
  const rows = JSON.stringify(rowIds.map(Number));
  const pending = "rowid in (select value from json_each(?)) and status = 'PENDING'";
  const withdraw = db.transaction(() => {
    db.prepare(
      `delete from action_targets where (user_id, action_id) in
        (select user.value, actions.id from actions, json_each(user_ids) as user where actions.${pending}
          union all
          select ? || acts_in, id from actions where user_ids = '[]' and ${pending})`,
    ).run(rows, wholePlace(''), rows);
    // What such an action was to end has not ended.
    db.prepare(
      `update media_instructions set ended_how = null, end_action_id = null
        where end_action_id in (select id from actions where ${pending})`,
    ).run(rows);
    for (const table of ['action_str_rooms', 'undos', 'causes', 'media_instructions']) {
      db.prepare(`delete from ${table} where action_id in (select id from actions where ${pending})`).run(
        rows,
      );
    }
    db.prepare(`delete from actions where ${pending}`).run(rows);
  });
  withdraw.immediate();
}
