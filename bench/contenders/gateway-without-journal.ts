/**
 * The gateway with a journal that reports every write as done and writes nothing. The difference shows the cost of the
 * journal. No configuration allows this, and none should. The bundle cannot do it either, so this uses the modules from
 * before the bundling.
 */
import { compiled } from '../compiled.js';

const { Journal } = await compiled<typeof import('../../src/journal/journal.js')>('journal/journal.js');

/** Nothing is known of anybody. */
const KNOWN = JSON.stringify([...Array<null>(9).fill(null), []]);
let number = 0;
Journal.prototype.begin = async () => ({
  begun: true,
  written: [
    { changes: 1, number: ++number, rows: [] },
    { changes: 0, rows: [{ known: KNOWN }] },
  ],
});
Journal.prototype.end = async () => true;
Journal.prototype.add = async () => {};

await compiled('main.js');
