import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  buildSchema,
  FieldsOnCorrectTypeRule,
  isScalarType,
  isSpecifiedScalarType,
  KnownArgumentNamesRule,
  KnownTypeNamesRule,
  PossibleFragmentSpreadsRule,
  parse,
  ScalarLeafsRule,
  VariablesInAllowedPositionRule,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** The code blocks of a page in `language`. */
function blocks(page: string, language: string): string[] {
  return [...read(page).matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, blockLanguage]) => blockLanguage === language)
    .map(([, , code = '']) => code.trim());
}

/** Pages whose code is that of a file, which is checked and run elsewhere in these tests. */
const CODE_OF_PAGES = [
  ['client/README.md', 'docs/fetch.ts'],
  ['docs/apollo-client.md', 'docs/apollo-client.ts'],
  ['docs/urql.md', 'docs/urql.ts'],
  ['README.md', 'docs/fetch.ts'],
] as const;

describe.each(CODE_OF_PAGES)('the code in %s', (page, file) => {
  it(`is that of ${file}`, () => {
    const inPage = blocks(page, 'ts').join('\n\n');
    expect(inPage).not.toBe('');
    for (const paragraph of inPage.split('\n\n')) expect(read(file)).toContain(paragraph);
  });
});

describe('docs/relay.md', () => {
  const schema = buildSchema(read('schema.graphql'));

  it('gives the compiler a type for every custom scalar', () => {
    const [config = ''] = blocks('docs/relay.md', 'json');
    const scalars = Object.values(schema.getTypeMap())
      .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
      .map(({ name }) => name);
    expect(Object.keys(JSON.parse(config).customScalarTypes).sort()).toEqual(scalars.sort());
  });

  it('has operations that the schema knows', () => {
    const code = blocks('docs/relay.md', 'ts').join('\n');
    const documents = [...code.matchAll(/graphql`(.*?)`/gs)].map(([, document = '']) => document);
    expect(documents).toHaveLength(3);
    // Relay's own directives, and variables that they declare, are left to its compiler.
    const rules = [
      FieldsOnCorrectTypeRule,
      KnownArgumentNamesRule,
      KnownTypeNamesRule,
      PossibleFragmentSpreadsRule,
      ScalarLeafsRule,
      VariablesInAllowedPositionRule,
    ];
    const errors = documents.flatMap((document) => validate(schema, parse(document), rules));
    expect(errors).toEqual([]);
  });
});

describe('links', () => {
  it.each(['README.md', 'client/README.md', 'docs/apollo-client.md', 'docs/urql.md', 'docs/relay.md'])(
    'in %s lead somewhere',
    (page) => {
      const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
      expect(links).not.toEqual([]);
      expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
    },
  );
});
