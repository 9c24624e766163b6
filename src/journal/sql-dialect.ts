import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Dialect } from './old-actions.js';

/** What the databases say in words of their own. A list is one text, however long it is. */
export interface SqlDialect {
  readonly name: Dialect;
  /** A table with a number in each row's `value`. */
  numbers(list: readonly number[]): RawBuilder<unknown>;
  /** A table with a text in each row's `value`. */
  texts(list: readonly string[]): RawBuilder<unknown>;
  isIn(number: RawBuilder<unknown>, list: readonly number[]): RawBuilder<SqlBool>;
  /** What stands after `in`: ids of actions. */
  ids(list: readonly string[]): RawBuilder<unknown>;
  /** How many entries a JSON array has. */
  lengthOf(jsonArray: RawBuilder<unknown>): RawBuilder<number>;
  /** A part of an index, its end first: of `table as entry`, in a place where `run` stands for one run. */
  entries(range: IndexRange): RawBuilder<unknown>;
  /** The same for each row of a table `run`: what fits, down to an id. */
  entriesOfEach(runs: RawBuilder<unknown>, range: IndexRange, wanted: Wanted): RawBuilder<unknown>;
}

interface Wanted {
  /** No less than the range's `from`. Nothing of the range is left out by its limit down to here. */
  downTo: RawBuilder<unknown>;
  fit: RawBuilder<SqlBool>;
}

export interface IndexRange {
  table: string;
  index: string;
  /** The index's first columns, each with the value that it has in the range; the ids come after them. */
  run: readonly (readonly [column: string, value: RawBuilder<unknown>])[];
  id: string;
  from: RawBuilder<unknown>;
  /** Not included. */
  to: RawBuilder<unknown>;
  /** Makes a partial index one that may be taken. */
  only?: RawBuilder<SqlBool> | undefined;
  /** There are no more, or no more are wanted. */
  limit: number;
  offset?: number;
}

const entry = (column: string) => sql.ref(`entry.${column}`);
const page = ({ limit, offset = 0 }: IndexRange) => sql`limit ${limit} offset ${offset}`;

export const SQLITE: SqlDialect = {
  name: 'sqlite',
  numbers: jsonEach,
  texts: jsonEach,
  isIn: (number, list) => sql`${number} in (select value from ${jsonEach(list)})`,
  ids: (list) => sql`(select value from ${jsonEach(list)})`,
  lengthOf: (jsonArray) => sql`json_array_length(${jsonArray})`,
  entries: (range) =>
    sql`from ${inSqlite(range)} where ${within(range)} order by ${entry(range.id)} desc ${page(range)}`,
  // A cross join has SQLite begin with the first table.
  entriesOfEach: (runs, range, { downTo, fit }) =>
    sql`from ${runs} as run cross join ${inSqlite(range)} where ${within({ ...range, from: downTo })} and ${fit}`,
};

function inSqlite({ table, index }: IndexRange): RawBuilder<unknown> {
  return sql`${sql.table(table)} as entry indexed by ${sql.ref(index)}`;
}

function within({ run, id, from, to, only }: Omit<IndexRange, 'limit'>): RawBuilder<SqlBool> {
  const conditions = [
    ...run.map(([column, value]) => sql`${entry(column)} = ${value}`),
    sql`${entry(id)} >= ${from}`,
    sql`${entry(id)} < ${to}`,
    ...(only ? [only] : []),
  ];
  return sql`${sql.join(conditions, sql` and `)}`;
}

function jsonEach(list: readonly unknown[]): RawBuilder<unknown> {
  return sql`json_each(${JSON.stringify(list)})`;
}

export const POSTGRES: SqlDialect = {
  name: 'postgres',
  numbers: (list) => sql`(select value::bigint as value from ${elements(list)} as element)`,
  texts: elements,
  // PostgreSQL makes a hash table of an array that it is given.
  isIn: (number, list) => sql`${number} = any(${`{${list.join()}}`}::bigint[])`,
  ids: (list) => sql`(select value::uuid from ${elements(list)} as element)`,
  lengthOf: (jsonArray) => sql`json_array_length(${jsonArray}::json)`,
  entries: (range) => inOrder(range),
  // Of a bound that is only found meanwhile, PostgreSQL would reckon that next to nothing is within it.
  entriesOfEach: (runs, range, { downTo, fit }) =>
    sql`from ${runs} as run cross join lateral (select * ${inOrder(range)}) as entry
      where ${entry(range.id)} >= ${downTo} and (${fit}) is true`,
};

/**
 * PostgreSQL cannot be told which index to take, and what it reckons goes wrong where a value is rare: it would read
 * through all actions by their ids. So they are also sorted by the index's first column, which the others do not have
 * in order. It has one value; but that is not seen where it is said to be among several.
 */
function inOrder(range: IndexRange): RawBuilder<unknown> {
  const [first, ...others] = range.run;
  const { table, id } = range;
  return sql`from ${sql.table(table)} as entry
    where ${first ? sql`${entry(first[0])} = any(array[${first[1]}]) and` : sql``}
      ${within({ ...range, run: others })}
    order by ${first ? sql`${entry(first[0])} desc,` : sql``} ${entry(id)} desc ${page(range)}`;
}

function elements(list: readonly unknown[]): RawBuilder<unknown> {
  return sql`jsonb_array_elements_text(${JSON.stringify(list)}::jsonb)`;
}
