import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/journal/postgres-database.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { EVERYWHERE, SECRET, tokenOf } from '../history/signed-callers.js';
import { isLeftOut } from '../left-out.js';
import { type PgBouncer, startPgBouncer } from '../pgbouncer-server.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { NOTHING_AGAIN, startSandboxWithoutEvents } from '../sandbox-gateway.js';
import { eventsIn, follow } from './followed-actions.js';

const token = tokenOf('admin', { scope: 'moderation:audit moderation:media', ...EVERYWHERE });
/** Between two looks of readers who cannot listen. */
const LOOK_EVERY_MS = 200;

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.remove());

/** When a gateway with this address is woken to read the feed, so many times. */
async function wakes(url: string, count: number, onFirst = async () => {}): Promise<number[]> {
  const database = await openPostgres(url, () => {});
  const times: number[] = [];
  await new Promise<void>((resolve) => {
    database.listenToFeed(() => {
      times.push(performance.now());
      if (times.length === 1) void onFirst();
      if (times.length === count) resolve();
    });
  });
  await database.close();
  return times;
}

const pausesIn = (times: readonly number[]) => times.slice(1).map((at, index) => at - (times[index] ?? 0));

describe.skipIf(isLeftOut('PgBouncer'))('behind PgBouncer, where nobody can listen', () => {
  let bouncer: PgBouncer;
  beforeAll(async () => {
    bouncer = await startPgBouncer(postgres.url);
  });
  afterAll(() => bouncer?.stop());

  it('a gateway looks every 200 ms, and not oftener', async () => {
    const pauses = pausesIn(await wakes(bouncer.url, 11));
    // Node's timers may be a millisecond early.
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(LOOK_EVERY_MS - 2);
    // The shortest of ten is not the one that the machine held up.
    expect(Math.min(...pauses)).toBeLessThan(2 * LOOK_EVERY_MS);
  });

  it('a gateway that can listen does not look, and hears of a commit through a server that is asked directly', async () => {
    const sandbox = await startSandboxWithoutEvents({
      DATABASE_URL: bouncer.url,
      AUTH_JWT_SECRET: SECRET.toString(),
      ...NOTHING_AGAIN,
    });
    let committedAt = Number.NaN;
    const act = async () => {
      // Several looks would come meanwhile.
      await new Promise((resolve) => setTimeout(resolve, 5 * LOOK_EVERY_MS));
      committedAt = performance.now();
      await mute(sandbox, 'direct');
    };
    const [, heard = 0] = await wakes(postgres.url, 2, act);
    expect(heard).toBeGreaterThanOrEqual(committedAt);
    await sandbox.close();
  });

  it('tells all that another gateway has done, once and in order, also while PgBouncer is away for a moment', async () => {
    const environment = { AUTH_JWT_SECRET: SECRET.toString(), ...NOTHING_AGAIN };
    const [reading, acting] = [
      await startSandboxWithoutEvents({ DATABASE_URL: bouncer.url, ...environment }),
      await startSandboxWithoutEvents({ DATABASE_URL: postgres.url, ...environment }),
    ];
    const reader = await follow(reading, { filter: { roomId: 10006 } }, token);
    const acted: string[] = [];
    for (let acts = 0; acts < 3; acts += 1) acted.push(await mute(acting, `before-${acts}`));
    await reader.until((answers) => eventsIn(answers).length === 6);
    await bouncer.stop();
    for (let acts = 0; acts < 3; acts += 1) acted.push(await mute(acting, `meanwhile-${acts}`));
    expect(eventsIn(reader.answers)).toHaveLength(6);
    bouncer = await startPgBouncer(postgres.url, [], Number(new URL(bouncer.url).port));
    await reader.until((answers) => eventsIn(answers).length === 12, 30_000);
    await reader.close();
    expect(eventsIn(reader.answers).map(({ kind, action }) => `${kind} ${action.id}`)).toEqual(
      acted.flatMap((id) => [`BEGUN ${id}`, `ENDED ${id}`]),
    );
    await reading.close();
    await acting.close();
  }, 60_000);
});

async function mute(gateway: Sandbox, reason: string): Promise<string> {
  const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED', reason } as const;
  const { data } = await send(gateway, SetUserMediaStateDocument, { input }, { token });
  return data?.setUserMediaState.actionId ?? '';
}
