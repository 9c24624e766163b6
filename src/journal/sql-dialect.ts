import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Dialect, numberOfOldAction } from './old-actions.js';

/**
 * Expressions that differ between the databases. A list is passed as a single text, so its length does not change the
 * statement.
 */
export interface SqlDialect {
  readonly name: Dialect;
  /** A table with the numbers in a column `value`. */
  numbers(list: readonly number[]): RawBuilder<unknown>;
  /** A table with the texts in a column `value`. */
  texts(list: readonly string[]): RawBuilder<unknown>;
  isIn(number: RawBuilder<unknown>, list: readonly number[]): RawBuilder<SqlBool>;
  /** An action's id where the database cannot tell what a parameter is. */
  id(id: string): RawBuilder<string>;
  /** A list of action ids, to follow `in`. */
  ids(list: readonly string[]): RawBuilder<unknown>;
  /** The number of entries of a JSON array. */
  lengthOf(jsonArray: RawBuilder<unknown>): RawBuilder<number>;
  /** Orders the rows of `actions` in a place: a greater number is newer. Between equal numbers, the greater id is newer. */
  readonly actionNumber: RawBuilder<number>;
  /** Selects the index with this name. It is not usable while it is built, nor after that has failed. */
  indexes(name: string): RawBuilder<{ usable: boolean | number }>;
  /** Selects a range of an index, in descending order, from `table as entry`. It is used where `run` names one run. */
  entries(range: IndexRange): RawBuilder<unknown>;
  /** The same for each row of a table `run`. Only entries that meet `fit` are selected, down to an id. */
  entriesOfEach(runs: RawBuilder<unknown>, range: IndexRange, wanted: Wanted): RawBuilder<unknown>;
}

interface Wanted {
  /** Not below the range's `from`. The range's limit must not cut off any entry above this id. */
  downTo: RawBuilder<unknown>;
  fit: RawBuilder<SqlBool>;
}

export interface IndexRange {
  table: string;
  index: string;
  /** The index's first columns with their values in the range. The id column comes after them. */
  run: readonly (readonly [column: string, value: RawBuilder<unknown>])[];
  id: string;
  from: RawBuilder<unknown>;
  /** Exclusive. */
  to: RawBuilder<unknown>;
  /** The condition of a partial index. Without it in the query, the database does not use the index. */
  only?: RawBuilder<SqlBool> | undefined;
  /** The greatest number of entries. The range has no more, or no more are wanted. */
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
  id: (id) => sql`${id}`,
  ids: (list) => sql`(select value from ${jsonEach(list)})`,
  lengthOf: (jsonArray) => sql`json_array_length(${jsonArray})`,
  // A new row gets a greater rowid than every other row, and there is only one writer. VACUUM may change the rowids, but
  // copies the rows in their order.
  actionNumber: sql`actions.rowid`,
  indexes: (name) => sql`select 1 as usable from sqlite_master where type = 'index' and name = ${name}`,
  entries: (range) =>
    sql`from ${inSqlite(range)} where ${within(range)} order by ${entry(range.id)} desc ${page(range)}`,
  // A cross join makes SQLite begin with the first table.
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
  // PostgreSQL builds a hash table for an array parameter.
  isIn: (number, list) => sql`${number} = any(${`{${list.join()}}`}::bigint[])`,
  id: (id) => sql`cast(${id} as uuid)`,
  // PostgreSQL knows how many an array has. It takes a hundred for JSON, and then rather reads whole tables.
  ids: (list) => sql`(select unnest(${`{${list.join()}}`}::uuid[]))`,
  lengthOf: (jsonArray) => sql`json_array_length(${jsonArray}::json)`,
  actionNumber: sql`coalesce(actions.number, ${numberOfOldAction('actions')})`,
  indexes: (name) => sql`select indisvalid as usable from pg_index where indexrelid = to_regclass(${name})`,
  entries: (range) => inOrder(range),
  // `downTo` is not a bound inside the subquery: PostgreSQL does not know its value when it plans, and would estimate
  // that almost no row is within it.
  entriesOfEach: (runs, range, { downTo, fit }) =>
    sql`from ${runs} as run cross join lateral (select * ${inOrder(range)}) as entry
      where ${entry(range.id)} >= ${downTo} and (${fit}) is true`,
};

/**
 * PostgreSQL takes no hint about which index to use, and its estimates are wrong for rare values: it would read all
 * actions in the order of their ids. So the query also sorts by the index's first column, which no other index can do.
 * That column has only one value here. `= any(array[...])` hides this, since otherwise the planner would drop the
 * column from the sort.
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
