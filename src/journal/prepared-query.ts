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

/**
 * Compiles a query once, for values that come later. Compiling takes Kysely longer than SQLite needs to run an action's
 * three queries. `build` gets a function that returns a placeholder for each value, and must not look at the values.
 */
export function prepareQuery<Values extends object>(
  build: (value: ValueOf<Values>) => Compilable,
): (values: Values) => CompiledQuery {
  const compiled = build((name) => new Placeholder(name) as never).compile();
  return (values) => ({
    ...compiled,
    parameters: compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    ),
  });
}
