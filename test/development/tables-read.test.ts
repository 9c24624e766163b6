import type Database from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { wholeTablesRead } from '../tables-read.js';
import { emptyJournal } from '../whole-table-reads.js';

let journal: Database.Database;

beforeAll(async () => {
  journal = await emptyJournal();
});
afterAll(() => void journal.close());

const undoing = `with recursive undoing(action_id, undone_id) as (
  select action_id, undone_id from undos where undone_id in (select value from json_each(?))
  union select undos.action_id, undos.undone_id from undos inner join undoing on undos.undone_id = undoing.action_id)`;

it.each<[string, string, string[]]>([
  [
    'looks in all actions for a few',
    `${undoing} select undoing.action_id from undoing inner join actions on actions.id = undoing.action_id
      where actions.status not in ('REFUSED', 'DENIED') limit 1000`,
    ['actions'],
  ],
  [
    'looks each of a few up',
    `${undoing} select undoing.action_id from undoing cross join actions
      where actions.id = undoing.action_id and actions.status not in ('REFUSED', 'DENIED') limit 1000`,
    [],
  ],
  ['has a condition that no index helps', 'select id from actions where reason = ?', ['actions']],
  ['stops only at a match', 'select id from actions where reason = ? limit 1', ['actions']],
  ['goes through all of an index', 'select distinct actor from actions', ['actions']],
  ['sorts all', 'select id from actions order by reason limit 10', ['actions']],
  ['counts all', 'select count(user_id) from participants where here = ?', ['participants']],
  ['changes all', 'update actions set reason = ?', ['actions']],
  ['deletes by a condition that no index helps', 'delete from causes where cause_id = ?', ['causes']],
  ['reads the newest', 'select id from actions order by rowid desc limit 10', []],
  ['reads only the greatest', 'select max(place) from feed', []],
  ['reads from the beginning to a bound', 'delete from feed where place <= ?', []],
  ['looks one up', 'update actions set status = ? where id = ?', []],
  [
    'reads some of what is due',
    'select place from rooms where open = 0 and people = 0 order by heard_at limit ?',
    [],
  ],
  ['is for a table that is no more', 'select * from earlier_actions where id = ?', []],
])('finds what a statement reads that %s', (_title, statement, tables) => {
  expect(wholeTablesRead(journal, statement)).toEqual(tables);
});
