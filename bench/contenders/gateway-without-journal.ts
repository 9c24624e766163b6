/**
 * The gateway with a journal that takes everything for written and writes nothing: what the journal costs is the
 * difference. No configuration can do this, and none should; nor can the bundle, so this is what it is made of.
 */
import { compiled } from '../compiled.js';

const { Journal } = await compiled<typeof import('../../src/journal/journal.js')>('journal/journal.js');

Journal.prototype.begin = async () => ({ begun: true });
Journal.prototype.end = async () => true;
Journal.prototype.add = async () => {};

await compiled('main.js');
