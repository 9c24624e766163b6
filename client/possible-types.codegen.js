/** A plugin for GraphQL Code Generator: which types an abstract type of the schema can be, for caches that match fragments. */
import { isAbstractType } from 'graphql';

export function plugin(schema) {
  const possibleTypes = Object.fromEntries(
    Object.values(schema.getTypeMap())
      .filter((type) => isAbstractType(type) && !type.name.startsWith('__'))
      .map((type) => {
        const names = schema.getPossibleTypes(type).map(({ name }) => name);
        return [type.name, names.some((name) => name.endsWith('Error')) ? [...names, '.*Error'] : names];
      }),
  );
  return `export const possibleTypes: Record<string, string[]> = ${JSON.stringify(possibleTypes, null, 2)};\n`;
}
