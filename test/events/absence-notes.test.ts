import type { FastifyBaseLogger } from 'fastify';
import { expect, it } from 'vitest';
import { AbsenceNotes } from '../../src/events/absence-notes.js';
import { OutageLog } from '../../src/journal/outage-log.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';

const PERSON = { applicationId: 1, room: { roomId: 1 }, userId: 'anna' };

/** Notes whose storing ends as each test says. */
function notesWithStore() {
  const lines: string[] = [];
  const write = (_details: object, message: string) => void lines.push(message);
  const log = { error: write, info: write } as FastifyBaseLogger;
  const ends: { resolve(wasMissed: boolean): void; reject(error: Error): void }[] = [];
  let missed = 0;
  const notes = new AbsenceNotes({
    store: () => new Promise((resolve, reject) => ends.push({ resolve, reject })),
    onMissed() {
      missed += 1;
    },
    outage: new OutageLog(log, new SimulatedClock(), { begin: 'begin', end: 'end' }),
  });
  return { notes, ends, lines, missed: () => missed };
}

it('a shutdown waits for the absences that are being stored', async () => {
  const { notes, ends, missed } = notesWithStore();
  notes.notice(PERSON, 1);
  notes.notice(PERSON, 2);
  let isClosed = false;
  const closing = notes.close().then(() => {
    isClosed = true;
  });
  ends[0]?.resolve(true);
  await new Promise(setImmediate);
  expect(isClosed).toBe(false);
  ends[1]?.resolve(false);
  await closing;
  expect(missed()).toBe(1);
});

it('absences that cannot be stored are logged as one outage', async () => {
  const { notes, ends, lines } = notesWithStore();
  for (const at of [1, 2, 3]) notes.notice(PERSON, at);
  for (const { reject } of ends) reject(new Error('the database is away'));
  await notes.close();
  expect(lines).toEqual(['begin']);
  notes.notice(PERSON, 4);
  ends[3]?.resolve(true);
  await notes.close();
  expect(lines).toEqual(['begin', 'end']);
});
