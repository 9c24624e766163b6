/**
 * A plugin for GraphQL Code Generator: the possible types of each union and interface, for caches that match fragments.
 * The pattern `.*Error` stands for errors that later versions of the gateway add.
 */
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
