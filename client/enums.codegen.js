/** A plugin for GraphQL Code Generator: the values of each enum, such as `MEDIA_STATES` for `MediaState`. */
import { isEnumType } from 'graphql';
import { byName } from './documents.js';

export function plugin(schema) {
  return Object.values(schema.getTypeMap())
    .filter((type) => isEnumType(type) && !type.name.startsWith('__'))
    .sort(byName)
    .map((type) => {
      const values = type.getValues().map(({ name }) => `  '${name}',\n`);
      const comment = `/** The values of \`${type.name}\` that this version knows. Later gateways may have more. */`;
      return `${comment}\nexport const ${constantName(type.name)} = [\n${values.join('')}] as const;\n`;
    })
    .join('\n');
}

/** `ActionStatus` becomes `ACTION_STATUSES`. */
function constantName(name) {
  const words = name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
  if (/[^AEIOU]Y$/.test(words)) return words.replace(/Y$/, 'IES');
  return `${words}${/(S|X|CH|SH)$/.test(words) ? 'ES' : 'S'}`;
}
