import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import * as client from 'moderation-gateway-client';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const versionIn = (path: string) => JSON.parse(read(path)).version;
const schema = buildSchema(read('schema.graphql'));
const rootFields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
  Object.values(type?.getFields() ?? {}),
);

it('the client package exports a document for each query and mutation, possibleTypes and matchResult', () => {
  const documents = rootFields.map(
    ({ name }) => `${name.replace(/^./, (letter) => letter.toUpperCase())}Document`,
  );
  expect(documents).toContain('SetUserMediaStateDocument');
  expect(Object.keys(client).sort()).toEqual([...documents, 'matchResult', 'possibleTypes'].sort());
});

it("the client package has the gateway's version", () => {
  expect(versionIn('client/package.json')).toBe(versionIn('package.json'));
});
