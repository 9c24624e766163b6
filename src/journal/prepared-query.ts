import { createHash } from 'node:crypto';
import type { Compilable, CompiledQuery } from 'kysely';

/** A placeholder in a compiled query for a value that comes later. */
class Placeholder {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** Returns a placeholder for the value called `name`. */
export type ValueOf<Values> = <Name extends keyof Values>(name: Name) => Values[Name];

/** A query that is sent again and again, with other values. */
export interface PreparedQuery extends CompiledQuery {
  /** Two queries with the same name have the same text. */
  readonly name: string;
}

/**
 * Compiles a query once, for values that come later. Compiling takes Kysely longer than SQLite needs to run an action's
 * three queries. `build` gets a function that returns a placeholder for each value, and must not look at the values.
 *
 * Each value is one parameter, however often the query names it, because binding a parameter takes SQLite's thread longer
 * than most of what it does with it.
 */
export function prepareQuery<Values extends object>(
  build: (value: ValueOf<Values>) => Compilable,
): (values: Values) => PreparedQuery {
  const placeholders = new Map<PropertyKey, Placeholder>();
  const placeholder = (name: PropertyKey) => {
    const known = placeholders.get(name) ?? new Placeholder(name);
    placeholders.set(name, known);
    return known;
  };
  const compiled = build((name) => placeholder(name) as never).compile();
  const parameters = [...new Set(compiled.parameters)];
  const numbers = compiled.parameters.map((parameter) => 1 + parameters.indexOf(parameter));
  const text = numbered(compiled.sql, numbers);
  const name = createHash('sha256').update(text).digest('base64url');
  const { query, queryId } = compiled;
  return (values) => ({
    query,
    queryId,
    sql: text,
    name,
    parameters: parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    ),
  });
}

/** Gives the parameters of a text, in the order in which they come, these numbers. PostgreSQL writes `$1`, SQLite `?`. */
function numbered(text: string, numbers: readonly number[]): string {
  const found = text.match(PARAMETER) ?? [];
  if (found.length !== numbers.length) throw new Error(`a text looks like a parameter in: ${text}`);
  let next = 0;
  return text.replace(PARAMETER, (parameter) => `${parameter[0]}${numbers[next++]}`);
}

const PARAMETER = /\$\d+|\?/g;
