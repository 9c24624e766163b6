import { describe, expect, it } from 'vitest';
import { structureComplaints } from '../../src/development/structure.js';

/** Writes a file for each path, with the given text. */
const files = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([path, text]) => ({ path, text }));

const CLEAN = {
  'src/main.ts': "import { perform } from './actions/perform.js';\nperform();\n",
  'src/actions/perform.ts':
    "import type { Record } from '../journal/record.js';\nexport const perform = () => {};\n",
  'src/journal/record.ts': "import { z } from 'zod';\nexport type Record = z.infer<typeof z.string>;\n",
  'src/journal/old-actions.ts': "export const FIRST = 'ADD_TO_BLACKLIST';\n",
  'src/operations/add-to-blacklist/resolver.ts':
    "import { perform } from '../../actions/perform.js';\nexport const addToBlacklist = perform;\n",
};

describe('structureComplaints', () => {
  it('has no complaint about a tree that follows the rules', () => {
    expect(structureComplaints(files(CLEAN))).toEqual([]);
  });

  it('reports an import cycle of files, with its path', () => {
    const circle = {
      'src/rooms/a.ts': "import { b } from './b.js';\nexport const a = b;\n",
      'src/rooms/b.ts': "export * from './c.js';\n",
      'src/rooms/c.tsx': "export const load = () => import('./a.js');\n",
    };
    expect(structureComplaints(files({ ...CLEAN, ...circle }))).toEqual([
      'Files import each other in a circle: src/rooms/a.ts → src/rooms/b.ts → src/rooms/c.tsx → src/rooms/a.ts',
    ]);
  });

  it.each([
    "import type { B } from './b.js';\nexport type A = B;\n",
    "import { type B } from './b.js';\nexport type A = B;\n",
    "export type { B } from './b.js';\n",
    "export type A = import('./b.js').B;\n",
  ])('counts imports of types: %j', (text) => {
    const b = "import type { A } from './a.js';\nexport type B = A | undefined;\n";
    expect(structureComplaints(files({ 'src/rooms/a.ts': text, 'src/rooms/b.ts': b }))).toEqual([
      'Files import each other in a circle: src/rooms/a.ts → src/rooms/b.ts → src/rooms/a.ts',
    ]);
  });

  it('reports an import cycle of folders whose files have no cycle', () => {
    const circle = {
      'src/rooms/roster.ts':
        "import type { Event } from '../events/event.js';\nexport type Roster = Event[];\n",
      'src/events/event.ts': 'export interface Event {}\n',
      'src/events/received.ts':
        "import type { Room } from '../rooms/room.js';\nexport type Received = Room;\n",
      'src/rooms/room.ts': 'export interface Room {}\n',
    };
    expect(structureComplaints(files({ ...CLEAN, ...circle }))).toEqual([
      'Folders import each other in a circle: src/events → src/rooms → src/events',
    ]);
  });

  it('treats each file directly in src as its own folder', () => {
    const context = {
      'src/context.ts': "import type { Roster } from './rooms/roster.js';\nexport type Context = Roster;\n",
      'src/rooms/roster.ts': 'export interface Roster {}\n',
      'src/rooms/room.ts': "import type { Context } from '../context.js';\nexport type Room = Context;\n",
    };
    expect(structureComplaints(files(context))).toEqual([
      'Folders import each other in a circle: src/context.ts → src/rooms → src/context.ts',
    ]);
    const apart = { ...context, 'src/context.ts': 'export interface Context {}\n' };
    const server = { 'src/server.ts': "export * from './rooms/room.js';\n" };
    expect(structureComplaints(files({ ...apart, ...server }))).toEqual([]);
  });

  it.each(['add-to-blacklist', 'addToBlacklist', 'AddToBlacklist', 'ADD_TO_BLACKLIST'])(
    'refuses the name %s in a file of the engine, in comments too',
    (name) => {
      const engine = { 'src/vendors/calling/retry.ts': `// Retries ${name}.\nexport const TIMES = 3;\n` };
      expect(structureComplaints(files({ ...CLEAN, ...engine }))).toEqual([
        `src/vendors/calling/retry.ts names an operation, but the engine knows none: ${name}`,
      ]);
    },
  );

  it('lets files outside the engine name operations', () => {
    const outside = {
      'src/vendors/volcengine/blacklist.ts': '// addToBlacklist\n',
      'test/actions/a.test.ts': '// addToBlacklist\n',
    };
    expect(structureComplaints(files({ ...CLEAN, ...outside }))).toEqual([]);
  });

  it('allows 300 lines for a source file, and 400 for a test', () => {
    const lines = (count: number) => '// …\n'.repeat(count);
    expect(structureComplaints(files({ 'src/a.ts': lines(300), 'test/a.test.ts': lines(400) }))).toEqual([]);
    expect(structureComplaints(files({ 'src/a.ts': lines(301), 'test/a.test.ts': lines(401) }))).toEqual([
      'src/a.ts has 301 lines; the limit is 300',
      'test/a.test.ts has 401 lines; the limit is 400',
    ]);
  });

  it('refuses file names that do not say what is in the file', () => {
    expect(
      structureComplaints(
        files({ 'src/rooms/room-utils.ts': '', 'src/services/x.ts': '', 'src/database.ts': '' }),
      ),
    ).toEqual([
      'src/rooms/room-utils.ts: "util" does not say what the file holds',
      'src/services/x.ts: "service" does not say what the file holds',
    ]);
  });
});
