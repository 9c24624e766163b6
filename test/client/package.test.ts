import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildSchema } from 'graphql';
import * as client from 'moderation-gateway-client';
import * as strings from 'moderation-gateway-client/strings';
import * as testing from 'moderation-gateway-client/testing';
import { publint } from 'publint';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Program } from './packed-client.js';
import { operationName } from './typed-program.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const versionIn = (path: string) => JSON.parse(read(path)).version;
const schema = buildSchema(read('schema.graphql'));
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const documents = roots.flatMap((root) =>
  Object.keys(root?.getFields() ?? {}).map((field) => `${root && operationName(root, field)}Document`),
);

let program: Program;
beforeAll(async () => {
  program = await Program.create();
});
afterAll(() => program?.remove());

it('the client package exports a document for each query, mutation and subscription, as parsed documents and as strings', () => {
  expect(documents).toContain('SetUserMediaStateDocument');
  for (const exported of [client, strings]) {
    const names = Object.keys(exported).filter((name) => name.endsWith('Document'));
    expect(names.sort()).toEqual([...documents].sort());
  }
});

it("the client package has the gateway's version", () => {
  expect(versionIn('client/package.json')).toBe(versionIn('package.json'));
});

it('publint finds nothing to say about what the package exports', async () => {
  const { messages } = await publint({ pack: { tarball: program.tarball() }, strict: true });
  expect(messages).toEqual([]);
});

describe.each([
  ['moderation-gateway-client', client],
  ['moderation-gateway-client/strings', strings],
  ['moderation-gateway-client/testing', testing],
])('%s', (entry, exported) => {
  it.each([
    ['an ES module', '--input-type=module', `import * as client from '${entry}';`],
    // Jest, and Node before 20.19, have no `require` of ES modules.
    ['CommonJS', '--no-experimental-require-module', `const client = require('${entry}');`],
  ])('is there for %s, without any other package', async (_kind, flag, load) => {
    const print = `${load}; console.log(JSON.stringify(Object.keys(client)))`;
    const names = (await program.node(flag, '--eval', print)) as string[];
    expect(names.sort()).toEqual(Object.keys(exported).sort());
  });
});

describe('a front end with fetch', () => {
  /** Bytes of a minified bundle with these exports of the package, compressed with gzip. */
  async function bytesOf(names: readonly string[]): Promise<number> {
    program.write('bundled.js', `export { ${names.join(', ')} } from 'moderation-gateway-client/strings';\n`);
    const build = await rolldown({ input: 'bundled.js', cwd: program.directory, logLevel: 'silent' });
    const { output } = await build.generate({ minify: true });
    await build.close();
    expect(output).toHaveLength(1);
    return gzipSync(output[0].code).length;
  }

  it.each(documents)('loads at most 1 KB for %s with matchResult and isModerationError', async (document) => {
    expect(await bytesOf([document, 'matchResult', 'isModerationError'])).toBeLessThanOrEqual(1024);
  });

  it('loads at most 2 KB for subscribe and the class of its errors', async () => {
    const bytes = await bytesOf(['subscribe', 'SubscriptionError']);
    expect(bytes).toBeGreaterThan(500);
    expect(bytes).toBeLessThanOrEqual(2048);
  });

  it('loads nothing of what it does not use', async () => {
    expect(await bytesOf(['isModerationError'])).toBeLessThan(100);
  });
});
