import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  ModerationActionsDocument,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
} from '../generated/graphql.js';
import { send, type Target } from '../graphql-client.js';
import { startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { bothDatabases } from './both-databases.js';
import { SECRET, tokenOf } from './signed-callers.js';

const READERS = 25;
const MUTE: SetUserMediaStateInput = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' };

describe.each(bothDatabases())('a gateway with readers of 1,200 rooms in %s', (_, url) => {
  let sandbox: Sandbox;
  let target: Target;
  let reading = true;
  let pages = 0;
  let readers: Promise<unknown>;

  beforeAll(async () => {
    const environment = { AUTH_JWT_SECRET: SECRET.toString(), DATABASE_URL: url() };
    sandbox = await startTestSandbox({ ...environment, CALLER_REQUESTS_PER_SECOND: '0' }, withoutJitter);
    target = { url: sandbox.url };
    reading = true;
    const rooms = Array.from({ length: 1_200 }, (_, index) => 1 + index);
    const read = async (index: number) => {
      const options = { token: tokenOf(`reader-${index}`, { scope: 'moderation:audit', rooms }) };
      while (reading) {
        const { data, errors } = await send(target, ModerationActionsDocument, { first: 200 }, options);
        if (!data) throw new Error(JSON.stringify(errors));
        pages++;
      }
    };
    readers = Promise.all(Array.from({ length: READERS }, (_, index) => read(index)));
  });
  afterAll(async () => {
    reading = false;
    await Promise.allSettled([readers]);
    await sandbox.close();
  });

  it('carries out actions, and answers repeats of an idempotency key with the first answer', async () => {
    const moderator = tokenOf('moderator', { scope: 'moderation:media', rooms: '*' });
    const mute = async (idempotencyKey: string) => {
      const input = { ...MUTE, idempotencyKey };
      const { data } = await send(target, SetUserMediaStateDocument, { input }, { token: moderator });
      return data?.setUserMediaState;
    };
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => mute(`key-${round}`)));
      const [first] = answers;
      expect(first).toMatchObject({ __typename: 'SetUserMediaStateSuccess' });
      expect(answers).toEqual(Array(10).fill(first));
    }
    expect(sandbox.trtc.requests()).toHaveLength(5);
    const pagesBefore = pages;
    await Promise.race([
      readers,
      expect.poll(() => pages, { timeout: 40_000 }).toBeGreaterThan(pagesBefore + READERS),
    ]);
  });
});
