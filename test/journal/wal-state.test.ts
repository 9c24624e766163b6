import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWal, type WalState } from '../../src/journal/wal-state.js';

const PAGE = 4096;
const FRAME = 24 + PAGE;
const HEADER = 32;
/** Each transaction writes a few pages, as an action does. */
const TRANSACTIONS = 20;

interface Copy {
  database: Buffer;
  wal: Buffer;
  index: Buffer;
}

let folder: string;
/** The files that a killed process leaves, after all transactions and after all except the last. */
let whole: Copy;
let beforeLast: Copy;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wal-state-'));
  const file = join(folder, 'written.db');
  const db = open(file);
  db.exec('create table actions (id integer primary key, text text)');
  db.exec('create index by_text on actions (text)');
  for (let id = 1; id <= TRANSACTIONS; id++) {
    if (id === TRANSACTIONS) beforeLast = copyOf(file);
    db.prepare('insert into actions values (?, ?)').run([id, `${id}`.repeat(2_500)]);
  }
  whole = copyOf(file);
  db.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function open(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('wal_autocheckpoint = 0');
  return db;
}

function copyOf(file: string): Copy {
  const [database, wal, index] = ['', '-wal', '-shm'].map((ending) => readFileSync(`${file}${ending}`));
  return { database, wal, index } as Copy;
}

function stateOf(wal: Buffer, index?: Buffer): WalState {
  const bytes = (buffer: Buffer) => new Uint8Array(buffer);
  const read = (position: number, length: number) => bytes(wal.subarray(position, position + length));
  return readWal({ size: wal.length, read }, index && bytes(index));
}

let files = 0;

/** The number of rows that SQLite finds. */
function rowsFound(wal: Buffer): number {
  const file = join(folder, `${files++}.db`);
  writeFileSync(file, whole.database);
  writeFileSync(`${file}-wal`, wal);
  const db = new Database(file);
  try {
    const [row] = db.prepare('select count(*) as rows from actions').all() as { rows: number }[];
    return row?.rows ?? 0;
  } catch {
    return 0;
  } finally {
    db.close();
  }
}

function damaged({ wal }: Copy, at: number, bytes: Uint8Array): Buffer {
  const copy = Buffer.from(wal);
  copy.set(bytes.subarray(0, Math.max(0, wal.length - at)), Math.min(at, wal.length));
  return copy;
}

const garbage = new Uint8Array(300).fill(0xa5);
const frames = () => (whole.wal.length - HEADER) / FRAME;
const middle = () => HEADER + Math.floor(frames() / 2) * FRAME;
const positions: Record<string, () => number> = {
  'the header': () => 0,
  'the first frame’s header': () => HEADER,
  'the first page': () => HEADER + 500,
  'a frame’s header in the middle': middle,
  'a page in the middle': () => middle() + 2_000,
  'two frames': () => middle() - 150,
  'the last frame’s header': () => whole.wal.length - FRAME,
  'the last page': () => whole.wal.length - 1_000,
};

describe('a write-ahead log of SQLite', () => {
  it('counts as whole when SQLite has written it', () => {
    expect(stateOf(whole.wal, whole.index)).toEqual({ readable: TRANSACTIONS + 2, unfinished: 0 });
    expect(stateOf(whole.wal)).toEqual({ readable: TRANSACTIONS + 2, unfinished: 0 });
    expect(rowsFound(whole.wal)).toBe(TRANSACTIONS);
  });

  it.each(Object.keys(positions))('counts as damaged if 300 bytes are wrong in %s', (name) => {
    const wal = damaged(whole, positions[name]?.() ?? 0, garbage);
    expect(rowsFound(wal)).toBeLessThan(TRANSACTIONS);
    expect(stateOf(wal, whole.index).damage).toBeDefined();
  });

  it('counts as damaged whenever wrong bytes make transactions unreadable', () => {
    const spots = fc.array(
      fc.record({
        at: fc.nat(whole.wal.length - 1),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
      }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(spots, (spots) => {
        let wal = whole.wal;
        for (const { at, bytes } of spots) wal = damaged({ ...whole, wal }, at, bytes);
        const { damage, readable } = stateOf(wal, whole.index);
        const found = rowsFound(wal);
        if (!damage) expect(found).toBe(TRANSACTIONS);
        else expect(found).toBe(Math.max(0, readable - 2));
      }),
      { numRuns: 150 },
    );
  });

  it('counts as damaged wherever it is cut off, if its index says that it was longer', () => {
    for (const frame of [0, 1, 5, frames() - 1]) {
      for (const more of [0, 10, 24, 2_000]) {
        const wal = whole.wal.subarray(0, HEADER + frame * FRAME + more);
        expect(stateOf(wal, whole.index).damage, `${frame} frames and ${more} bytes`).toBeDefined();
      }
    }
  });

  it('has an unfinished transaction at its end after a power cut, whatever parts reached the disk', () => {
    const from = beforeLast.wal.length;
    const lost = fc.subarray(
      Array.from({ length: (whole.wal.length - from) / 512 }, (_, sector) => sector),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(lost, fc.boolean(), (lost, withIndex) => {
        const wal = Buffer.from(whole.wal);
        for (const sector of lost) wal.fill(0, from + sector * 512, from + (sector + 1) * 512);
        fc.pre(!wal.equals(whole.wal));
        const state = stateOf(wal, withIndex ? beforeLast.index : undefined);
        expect(state.damage).toBeUndefined();
        expect(state.readable).toBe(TRANSACTIONS + 1);
        expect(rowsFound(wal)).toBe(TRANSACTIONS - 1);
      }),
      { numRuns: 100 },
    );
    const cut = whole.wal.subarray(0, whole.wal.length - 100);
    expect(stateOf(cut, beforeLast.index)).toEqual({
      readable: TRANSACTIONS + 1,
      unfinished: expect.any(Number),
    });
  });

  it('counts as damaged before a later transaction, even without an index', () => {
    // Not at the end of the last but one: both together would look like one unfinished transaction.
    const last = (beforeLast.wal.length - HEADER) / FRAME;
    for (let frame = 0; frame < last - 1; frame++) {
      const wal = damaged(whole, HEADER + frame * FRAME + 1_000, garbage);
      expect(stateOf(wal).damage, `frame ${frame} of ${frames()}`).toBeDefined();
    }
  });

  it('counts as whole when SQLite has begun it again and older frames follow the new ones', () => {
    const file = join(folder, 'begun-anew.db');
    const db = open(file);
    db.exec('create table actions (id integer primary key, text text)');
    const insert = db.prepare('insert into actions values (?, ?)');
    for (let id = 1; id <= 10; id++) insert.run([id, 'x'.repeat(2_500)]);
    const { length } = readFileSync(`${file}-wal`);
    db.pragma('wal_checkpoint(RESTART)');
    for (let id = 11; id <= 13; id++) insert.run([id, 'x'.repeat(2_500)]);
    const { wal, index } = copyOf(file);
    db.close();
    expect(wal.length).toBe(length);
    expect(stateOf(wal, index)).toEqual({ readable: 3, unfinished: 0 });
    expect(stateOf(wal)).toEqual({ readable: 3, unfinished: 0 });
  });

  it('counts as whole when a partly written transaction was rolled back', () => {
    const file = join(folder, 'rolled-back.db');
    const db = open(file);
    db.exec('create table actions (id integer primary key, text text)');
    db.pragma('cache_size = 5');
    db.exec('begin');
    const insert = db.prepare('insert into actions values (?, ?)');
    for (let id = 1; id <= 100; id++) insert.run([id, 'x'.repeat(4_000)]);
    db.exec('rollback');
    insert.run([1, 'x']);
    insert.run([2, 'x']);
    const { wal, index } = copyOf(file);
    db.close();
    for (const state of [stateOf(wal, index), stateOf(wal)]) {
      expect(state).toMatchObject({ readable: 3 });
      expect(state.damage).toBeUndefined();
    }
  });

  it('counts as whole without frames if its index says that all frames are in the database', () => {
    const file = join(folder, 'carried-over.db');
    const db = open(file);
    db.exec('create table actions (id integer primary key, text text)');
    db.pragma('wal_checkpoint(FULL)');
    const { index } = copyOf(file);
    db.close();
    expect(stateOf(Buffer.alloc(0), index)).toEqual({ readable: 0, unfinished: 0 });
    expect(stateOf(Buffer.alloc(0), whole.index).damage).toBeDefined();
  });

  it.each([
    ['nothing', 0],
    ['a header', HEADER],
    ['nothing but zeros', 3 * FRAME],
  ])('is whole where it has %s', (_, length) => {
    expect(stateOf(Buffer.alloc(length))).toEqual({ readable: 0, unfinished: 0 });
  });
});
