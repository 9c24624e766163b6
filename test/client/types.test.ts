import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Program } from './packed-client.js';
import { typedProgram } from './typed-program.js';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

let program: Program;
beforeAll(async () => {
  program = await Program.create();
});
afterAll(() => program?.remove());

/** Ways to compile a program: for Node, as an ES module and as CommonJS, which Jest has; and for a bundler. */
const WAYS = [
  ['node16', ['program.mts', 'program.cts'], { module: 'node16' }],
  ['a bundler', ['program.ts'], { module: 'esnext', moduleResolution: 'bundler' }],
] as const;

/** A compiler takes seconds of processor time, and many on a busy machine. */
const LONG = { timeout: 300_000 };

describe.each(WAYS)("the client's types for %s", LONG, (_name, files, options) => {
  const compile = (entry: string) => {
    for (const file of files) program.write(file, typedProgram(schema, entry));
    return program.compile(files, options);
  };

  it('are right with documents as strings, where graphql is not installed', async () => {
    program.unlink('graphql');
    expect(await compile('moderation-gateway-client/strings')).toEqual([]);
  });

  it('are right for every operation, answer, error, enum and input of the schema', async () => {
    program.link('graphql');
    expect(await compile('moderation-gateway-client')).toEqual([]);
  });
});

it(
  "the program that checks the client's types does not compile when a type is missing or wrong",
  LONG,
  async () => {
    const right = typedProgram(schema, 'moderation-gateway-client/strings');
    program.write('wrong.mts', right.replaceAll('ForbiddenError', 'Forbidden'));
    const complaints = await program.compile(['wrong.mts'], { module: 'node16' });
    expect(complaints.length).toBeGreaterThan(5);
  },
);
