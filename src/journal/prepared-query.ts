import type { Compilable, CompiledQuery } from 'kysely';

/** Stands in a query for a value that comes later. */
class Placeholder {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** Stands for the value of a name. */
export type ValueOf<Values> = <Name extends keyof Values>(name: Name) => Values[Name];

/**
 * Compiles a query once, for values that come later: Kysely takes longer over an action's three queries than SQLite
 * does. `build` is given a function that stands for the value of a name; it may not look at that value.
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
