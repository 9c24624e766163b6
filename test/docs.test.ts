import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  buildSchema,
  FieldsOnCorrectTypeRule,
  type GraphQLInterfaceType,
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
import { createServer } from 'vite';
import { describe, expect, it } from 'vitest';
import { variableNames } from '../src/config/gateway.js';
import { EMULATORS } from '../src/emulators/emulators.js';
import { sandboxVariables } from '../src/sandbox/variables.js';
import { sendText } from './graphql-client.js';
import { startTestSandbox } from './sandbox-gateway.js';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** The code blocks of a page in `language`. */
function blocks(page: string, language: string): string[] {
  return [...read(page).matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, blockLanguage]) => blockLanguage === language)
    .map(([, , code = '']) => code.trim());
}

/** Pages whose code equals a file that other tests check and run. */
const CODE_OF_PAGES: readonly [page: string, ...files: string[]][] = [
  ['client/README.md', 'docs/fetch.ts'],
  ['docs/apollo-client.md', 'docs/apollo-client.ts'],
  ['docs/urql.md', 'docs/urql.ts'],
  ['docs/subscribe.md', 'docs/subscribe.ts'],
  ['docs/tokens.md', 'docs/mint-token.ts', 'docs/fetch-with-token.ts'],
  ['README.md', 'docs/fetch.ts'],
];

describe.each(CODE_OF_PAGES)('the code in %s', (page, ...files) => {
  it(`equals ${files.join(' and ')}`, () => {
    const inPage = blocks(page, 'ts').join('\n\n');
    expect(inPage).not.toBe('');
    const inFiles = files.map((file) => read(file)).join('\n\n');
    for (const paragraph of inPage.split('\n\n')) expect(inFiles).toContain(paragraph);
  });
});

describe('docs/adding-an-operation.md', () => {
  const page = read('docs/adding-an-operation.md');
  // A whole file follows the line that begins with its path, which is between quotes.
  const files = [
    ...page.matchAll(
      /^(?:Beside it, )?`((?:src|test)\/[^`]+|dismiss-room\.test\.ts)`[^`]*?:\n\n```\w+\n(.*?)^```$/gms,
    ),
  ];

  it.each(files.map(([, path = '', text]) => [path, text]))('has %s as it is', (path, text) => {
    const whole = path.includes('/') ? path : `test/operations/dismiss-room/${path}`;
    expect(text).toBe(read(whole));
  });

  it('has all files of the operation', () => {
    expect(files.map(([, path]) => path)).toEqual([
      'src/vendors/trtc/calls/dismiss-room.ts',
      'src/emulators/trtc/dismiss-room.ts',
      'src/operations/dismiss-room/dismiss-room.input.ts',
      'src/operations/dismiss-room/dismiss-room.answer.ts',
      'src/operations/dismiss-room/dismiss-room.operation.ts',
      'src/operations/dismiss-room/dismiss-room.resolver.ts',
      'src/operations/dismiss-room/operation.graphql',
      'src/operations/dismiss-room/examples.ts',
      'dismiss-room.test.ts',
    ]);
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

  it('has the environment that other tests run with the library', () => {
    const environments = blocks('docs/relay.md', 'ts').filter((code) => code.includes('new Environment'));
    expect(environments).toEqual([read('docs/relay-environment.ts').trim()]);
  });

  it('has operations that the schema knows', () => {
    const code = blocks('docs/relay.md', 'ts').join('\n');
    const documents = [...code.matchAll(/graphql`(.*?)`/gs)].map(([, document = '']) => document);
    expect(documents).toHaveLength(3);
    // Relay's compiler checks its own directives and the variables that they declare.
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

describe.each(['docs/apollo-client.md', 'docs/urql.md', 'docs/relay.md', 'client/README.md'])(
  '%s',
  (page) => {
    it('says how a page in a browser may call: by CORS_ORIGINS, or through the server of Vite', async () => {
      expect(read(page)).toContain('CORS_ORIGINS');
      const [code = ''] = blocks(page, 'js');
      // As Vite loads the file, with a gateway on a free port.
      const sandbox = await startTestSandbox();
      const source = code.replace('http://127.0.0.1:4000', sandbox.url);
      const { default: config } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
      const vite = await createServer({
        configFile: false,
        root: join(ROOT, 'docs'),
        logLevel: 'error',
        optimizeDeps: { noDiscovery: true },
        server: { ...config.server, port: 0, host: '127.0.0.1', watch: null, ws: false },
      });
      await vite.listen();
      const url = vite.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '';
      const answer = await sendText({ url, tokens: sandbox.tokens }, '{ viewer { subject } }');
      await vite.close();
      await sandbox.close();
      expect(answer).toEqual({ status: 200, data: { viewer: { subject: 'admin' } } });
    });
  },
);

describe('docs/operating.md', () => {
  const [configuration = ''] = /^## Configuration\n.*?(?=^## )/ms.exec(read('docs/operating.md')) ?? [];

  it('explains every variable that can be set, and no other', () => {
    const rows = configuration.split('\n').filter((line) => /^\| `[A-Z]/.test(line));
    const inTable = rows.flatMap(
      (row) =>
        row.match(/\b[A-Z]+(_[A-Z]+)+\b|\b(PORT|HOST|PLAYGROUND|INTROSPECTION|(https?|no)_proxy)\b/g) ?? [],
    );
    const withFile =
      configuration.split('These variables have such a form:')[1]?.match(/\b[A-Z]+(_[A-Z]+)+\b/g) ?? [];
    const explained = [...inTable, ...withFile.map((name) => `${name}_FILE`)];
    // Only the emulators read their ports and the address of their callbacks.
    const ofEmulators = Object.values(EMULATORS).flatMap(({ variables }) => Object.keys(variables.shape));
    const ofSandbox = Object.keys(sandboxVariables.shape);
    const all = new Set([...variableNames(), ...ofEmulators, ...ofSandbox]);
    expect([...new Set(explained)].sort()).toEqual([...all].sort());
  });
});

describe('README.md', () => {
  it('has a mutation that the schema knows', () => {
    const [mutation = ''] = blocks('README.md', 'graphql');
    expect(validate(buildSchema(read('schema.graphql')), parse(mutation))).toEqual([]);
  });

  it('has a limited length', () => {
    expect(read('README.md').split('\n').length).toBeLessThanOrEqual(151);
  });
});

describe('docs/first-answer.md', () => {
  it("installs the client's package in its version", () => {
    const commands = blocks('docs/first-answer.md', 'sh').join('\n');
    const { version } = JSON.parse(read('client/package.json'));
    expect(commands).toContain(`/moderation-gateway-client-${version}.tgz`);
  });
});

describe('docs/answers.md', () => {
  const schema = buildSchema(read('schema.graphql'));

  it('has a query that the schema knows', () => {
    const [query = ''] = blocks('docs/answers.md', 'graphql');
    expect(validate(schema, parse(query))).toEqual([]);
  });

  it('explains every error of the schema', () => {
    const errors = schema.getPossibleTypes(schema.getType('ModerationError') as GraphQLInterfaceType);
    const page = read('docs/answers.md');
    expect(errors.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

/** The anchor that GitHub makes from a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

const PAGES = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'client/README.md',
  'examples/README.md',
  'examples/console/README.md',
  'examples/nextjs/README.md',
  'ops/README.md',
  'src/emulators/README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

describe('links', () => {
  it.each(PAGES)('in %s lead to an existing file and heading', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    const broken = links.filter(([, path = '', anchor]) => {
      const file = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(ROOT, file))) return true;
      const headings = () => [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
      return anchor !== undefined && !headings().some((heading) => anchorOf(heading) === anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it.each(['README.md', 'client/README.md', 'docs/apollo-client.md', 'docs/urql.md', 'docs/relay.md'])(
    'are in %s',
    (page) => {
      expect(read(page)).toMatch(/\]\((?!https?:)/);
    },
  );
});
