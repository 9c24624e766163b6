import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RoomEvent } from '../../src/vendors/calling/room-event.js';
import { APP, CALLBACK_KEY, callbackBody, sendCallback } from '../events/callbacks.js';
import { RoomDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { nodeArgsOf } from '../npm-scripts.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { StartedProcess } from '../started-process.js';
import { fold, type ModelRoom } from './roster-model.js';

const KILLS = 4;
const EVENTS = 700;
const VENDOR_LINES = 16;
const token = tokenOf('reader', { scope: 'moderation:media', ...EVERYWHERE });

let folder: string;
let postgres: PostgresServer;
let gateways: Gateway[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roster-kills-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  for (const gateway of gateways) await gateway.end();
  await postgres.remove();
  rmSync(folder, { recursive: true });
});

/** A gateway's process, and the one after it when it is killed. */
class Gateway {
  readonly #databaseUrl: string;
  #process: StartedProcess | undefined;
  url: string | undefined;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  async start(): Promise<this> {
    this.#process = new StartedProcess(nodeArgsOf('start'), {
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      DATABASE_URL: this.#databaseUrl,
      AUTH_JWT_SECRET: SECRET.toString(),
      TRTC_SECRET_ID: 'AKIDnobody',
      TRTC_SECRET_KEY: 'nothing-is-called',
      TRTC_SDK_APP_IDS: `${APP}`,
      TRTC_CALLBACK_KEYS: `${APP}:${CALLBACK_KEY}`,
    });
    this.url = await this.#process.url();
    return this;
  }

  async kill(): Promise<void> {
    this.url = undefined;
    await this.#process?.kill();
  }

  async end(): Promise<void> {
    await this.kill();
  }
}

it.each([
  ['SQLite', 1],
  ['PostgreSQL', 2],
])(
  'gateways on %s that are killed while events come lose none that they took, and know the room',
  async (name, count) => {
    const databaseUrl = name === 'SQLite' ? `file:${join(folder, 'journal.db')}` : postgres.url;
    gateways = await Promise.all(Array.from({ length: count }, () => new Gateway(databaseUrl).start()));
    const events = someEvents();
    let taken = 0;
    const left = events.flatMap((event) => (event.atMs % 7 === 0 ? [event, event] : [event]));
    const lines = Array.from({ length: VENDOR_LINES }, async () => {
      for (let event = left.pop(); event; event = left.pop()) {
        await deliver(event);
        taken++;
      }
    });
    for (let kill = 1; kill <= KILLS; kill++) {
      const gateway = gateways[kill % gateways.length] as Gateway;
      await expect.poll(() => taken, { timeout: 60_000 }).toBeGreaterThan((kill * EVENTS) / (KILLS + 1));
      await gateway.kill();
      await gateway.start();
    }
    await Promise.all(lines);

    const expected = fold(events);
    expect(expected.size).toBe(4);
    for (const { url = '' } of gateways) {
      for (const [room, model] of expected) expect(await roomOf(url, room)).toEqual(shown(model));
    }
    for (const gateway of gateways) await gateway.end();
  },
  240_000,
);

/** As the vendor does: to any gateway, again and again until it is taken. */
async function deliver(event: RoomEvent): Promise<void> {
  for (let tries = 0; ; tries++) {
    const { url } = gateways[Math.floor(Math.random() * gateways.length)] as Gateway;
    const answer = url && (await sendCallback(url, bodyOf(event)).catch(() => undefined));
    if (answer && answer.status === 200) return;
    if (tries > 2_000) throw new Error('no gateway takes the event');
    await sleep(10);
  }
}

const REASON = { normal: 1, guest: 4 };
const ROLES = { ANCHOR: 20, AUDIENCE: 21 };

function bodyOf({ type, room, userId, atMs, role, isGuest, kind }: RoomEvent): string {
  return callbackBody(type, {
    RoomId: room.strRoomId ?? room.roomId ?? 0,
    EventMsTs: atMs,
    ...(userId !== undefined && { UserId: userId }),
    ...(role && { Role: ROLES[role] }),
    ...(kind === 'entered' && { Reason: isGuest ? REASON.guest : REASON.normal, TerminalType: 3 }),
  });
}

/** In any order. */
function someEvents(): RoomEvent[] {
  const start = Date.now() - 60_000;
  const room = fc.constantFrom<RoomEvent['room']>(
    { roomId: 1 },
    { strRoomId: '1' },
    { roomId: 2 },
    { strRoomId: 'stage' },
  );
  const at = fc.integer({ min: start, max: start + 50_000 });
  const userId = fc.nat({ max: 40 }).map((number) => `user-${number}`);
  const kinds = fc.constantFrom<[RoomEvent['kind'] & string, number]>(
    ['entered', 103],
    ['entered', 103],
    ['left', 104],
    ['role-changed', 105],
    ['video-started', 201],
    ['video-stopped', 202],
    ['audio-started', 203],
    ['audio-stopped', 204],
    ['screen-started', 205],
    ['screen-stopped', 206],
  );
  const role = fc.constantFrom('ANCHOR' as const, 'AUDIENCE' as const);
  const people = fc.record({ room, atMs: at, userId, kinds, role, isGuest: fc.boolean() }).map(
    ({ kinds: [kind, type], role, isGuest, ...event }): RoomEvent => ({
      applicationId: APP,
      ...event,
      kind,
      type,
      ...((kind === 'entered' || kind === 'role-changed') && { role }),
      ...(kind === 'entered' && { terminal: 'IOS' as const, ...(isGuest && { isGuest }) }),
    }),
  );
  const ends = fc.record({ strRoomId: fc.constantFrom('2', 'stage'), atMs: at }).map(
    ({ strRoomId, atMs }): RoomEvent => ({
      applicationId: APP,
      room: { strRoomId },
      ...(strRoomId === '2' && { orRoomId: 2 }),
      kind: 'dismissed',
      type: 102,
      atMs,
    }),
  );
  const event = fc.oneof({ arbitrary: people, weight: 100 }, { arbitrary: ends, weight: 1 });
  const events = fc.uniqueArray(event, {
    minLength: EVENTS,
    maxLength: EVENTS,
    selector: ({ room, userId, type, atMs }) => JSON.stringify([room, userId, type, atMs]),
  });
  return fc.sample(events, 1)[0] as RoomEvent[];
}

type ShownRoom = Omit<ModelRoom, 'people'> & { people: Omit<ModelRoom['people'][number], 'isGuest'>[] };

/** Who is a guest is seen in the counts only. */
function shown(room: ModelRoom): ShownRoom {
  return { ...room, people: room.people.map(({ isGuest, ...person }) => person) };
}

async function roomOf(url: string, name: string | number): Promise<ShownRoom> {
  const variables = typeof name === 'number' ? { roomId: name } : { strRoomId: name };
  const { data, errors } = await send({ url }, RoomDocument, { ...variables, first: 200 }, { token });
  if (!data?.room) throw new Error(JSON.stringify(errors ?? 'no room'));
  const { open, openedAt, knownSince, participantCount, publisherCount, participants } = data.room;
  const people = participants.edges.map(({ node }) => ({
    userId: node.userId,
    role: node.role === 'UNKNOWN' ? undefined : node.role,
    terminal: node.terminal ?? undefined,
    audio: node.publishesAudio,
    video: node.publishesVideo,
    screen: node.publishesScreen,
    enteredAt: Date.parse(node.enteredAt),
  }));
  return {
    isOpen: open,
    openedAt: openedAt ? Date.parse(openedAt) : undefined,
    knownSince: Date.parse(knownSince),
    members: participantCount,
    publishers: publisherCount,
    people,
  };
}
