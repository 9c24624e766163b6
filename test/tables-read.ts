import type Database from 'libsql';

/** Statements that may read a whole table, in the words with which they begin. */
const ALLOWED: readonly string[] = [
  // A metric. It has a row for each room that is remembered.
  'select count(*) as rooms,',
  // A metric. It has a row for each person whose entry has an end.
  'select count(*) as "pending",',
  // A migration, once.
  "insert into feed (action_id, kind) select id, 0 from actions where status = 'PENDING'",
  // It has rows only of actions that were corrected.
  'delete from "superseded_ends" where "up_to" <=',
  // All that is read from an end are those that are pending.
  'with recursive found as ( select given.value as status, ( select min(actions.operation)',
  // Of the oldest 500 places.
  'select max(first.place) as place from (select place, action_id, kind from feed order by place limit 500)',
];

/** Tests of the journal say these themselves. */
const OF_TESTS: readonly RegExp[] = [
  /^select (\*|"?\w+"?|"user_id", "action_id"|\*, cast\(.*\) as "now") from "?\w+"?( order by "?\w+"?)?$/,
  /^select "action_id" as "id", "user_id" as "userId", "ends_at" as "endsAt" from "media_instructions" where "ends_at" is not null$/,
  /^select ("\w+"(, )?)+ from "media_(instructions|people)" where "user_id" (= \?|in \(.*\))$/,
  /^select actions\.rowid as "number", "id" from "actions" where "acts_in" = \? order by "number"$/,
  /^select (user_id|place|count\(\*\) as count) from (participants|rooms) where (place like|application_id =) \?/,
  /^delete from "action_targets" where "action_id" in \(\?/,
  /^update "timed_targets" set /,
];

interface Instruction {
  addr: number;
  opcode: string;
  p1: number;
  p2: number;
}

interface Stored {
  table: string;
  /** It has only some of the table's rows. */
  isPart: boolean;
}

/**
 * The tables from whose beginning or end SQLite reads on row by row for a statement, until there are no more. An index with all rows of
 * a table counts as the table.
 */
export function wholeTablesRead(journal: Database.Database, statement: string): string[] {
  const text = statement.replace(/\s+/g, ' ').trim();
  if (!/^(select|with|insert|update|delete)\b/i.test(text)) return [];
  if (ALLOWED.some((begins) => text.startsWith(begins))) return [];
  if (OF_TESTS.some((test) => test.test(text))) return [];
  const hasLimit = /\blimit (\d+|\?\d*)\)?$/.test(text);
  const programs = programsOf(journal, statement);
  // As many rows as the limit says: nothing sorts them or leaves some out.
  const isSorted = programs.some((program) =>
    program.some(({ opcode }) => /^(SorterOpen|OpenEphemeral)$/.test(opcode)),
  );
  if (hasLimit && !isSorted && !/ where |(?<! left) join /.test(text)) return [];
  const stored = programs.flatMap((program) => readWhole(journal, program));
  const whole = stored.filter(({ isPart }) => !(isPart && hasLimit)).map(({ table }) => table);
  return [...new Set([...whole, ...(programs.length > 0 ? readOfApplications(journal, statement) : [])])];
}

/** One application may have most restrictions, so whoever reads all of one reads the table. */
function readOfApplications(journal: Database.Database, statement: string): string[] {
  const plan = journal.prepare(`explain query plan ${statement}`).all() as { detail: string }[];
  const isWhole = plan.some(({ detail }) =>
    detail.includes('restrictions_by_application (application_id=?)'),
  );
  return isWhole ? ['media_instructions of an application'] : [];
}

/** The instructions within a loop that can lead elsewhere than to the one after them. */
const JUMPS = /^(Goto|If.*|IsNull|NotNull|Eq|Ne|[LG][te]|Found|Not.*|Seek.*|Idx[LG][TE]|Once|Decr.*)$/;

/** A statement has a program, and one for each trigger. Each begins with address 0. None: the statement is for older tables. */
function programsOf(journal: Database.Database, statement: string): Instruction[][] {
  let instructions: Instruction[];
  try {
    instructions = journal.prepare(`explain ${statement}`).all() as Instruction[];
  } catch (error) {
    if (/no such (table|column|index)/.test((error as Error).message)) return [];
    throw error;
  }
  const programs: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.addr === 0) programs.push([]);
    programs.at(-1)?.push(instruction);
  }
  return programs;
}

function readWhole(journal: Database.Database, program: readonly Instruction[]): Stored[] {
  const begun = program.filter(({ opcode }) => opcode === 'Rewind' || opcode === 'Last');
  return begun.filter((begin) => isWhole(begin, program)).flatMap(({ p1 }) => storedOf(journal, program, p1));
}

/** Whether the loop that begins here goes on to the other end. */
function isWhole(begin: Instruction, program: readonly Instruction[]): boolean {
  const next = program.find(
    ({ opcode, p1, addr }) => /^(Next|Prev)$/.test(opcode) && p1 === begin.p1 && addr > begin.addr,
  );
  if (!next) return false;
  // Where only the first row is of use, the way to the next one is left out.
  const inLoop = program.slice(begin.addr + 1, next.addr);
  const isLeftOut =
    inLoop.at(-1)?.opcode === 'Goto' &&
    !inLoop.some(({ opcode, p2 }) => JUMPS.test(opcode) && p2 === next.addr);
  // It ends at a row that is too great.
  const hasBound = inLoop.some(({ opcode, p2 }) => /^(Idx)?G[TE]$/i.test(opcode) && p2 === begin.p2);
  return !isLeftOut && !hasBound;
}

/** None: it is a table of SQLite's own, or of the migrations, or lasts only as long as the statement. */
function storedOf(journal: Database.Database, program: readonly Instruction[], cursor: number): Stored[] {
  const opened = program.filter(({ opcode, p1 }) => /^Open(Read|Write)$/.test(opcode) && p1 === cursor);
  return opened.flatMap(({ p2 }) => {
    const row = journal.prepare('select tbl_name as name, sql from sqlite_master where rootpage = ?').get(p2);
    const { name, sql } = (row ?? {}) as { name?: string; sql?: string | null };
    if (name === undefined || name === 'journal_migrations') return [];
    return [{ table: name, isPart: / where /i.test((sql ?? '').replace(/\s+/g, ' ')) }];
  });
}
