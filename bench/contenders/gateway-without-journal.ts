/**
 * The gateway with a journal that takes everything down as written and writes nothing: what the journal costs is the
 * difference. No configuration can do this, and none should.
 */
const DIST = new URL('../../../dist/', import.meta.url);
const { Journal } = await compiled<typeof import('../../src/journal/journal.js')>('journal/journal.js');

function compiled<Module>(file: string): Promise<Module> {
  return import(new URL(file, DIST).href);
}

Journal.prototype.begin = async () => ({ begun: true });
Journal.prototype.end = async () => {};
Journal.prototype.add = async () => {};

await compiled('main.js');
