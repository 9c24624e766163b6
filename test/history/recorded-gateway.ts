import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  type AddToBlacklistInput,
  ModerationActionDocument,
  type ModerationActionFilter,
  ModerationActionsDocument,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
} from '../generated/graphql.js';
import { send, type Target } from '../graphql-client.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { ownTimeOfDay } from '../time-of-day.js';
import { EVERYWHERE, SECRET, tokenOf } from './signed-callers.js';

export const APP = 1400188366;
export const OTHER_APP = 1400188367;
export const VOLC_APP = 123456;
export const OTHER_VOLC_APP = 654321;
export const AUDITOR = tokenOf('auditor', { scope: 'moderation:audit', ...EVERYWHERE });

const moderators = new Map<string, number>();
/** A new caller, whose actions are separate from those of other tests. */
export function newModerator(name = 'moderator'): { sub: string; token: string } {
  const count = (moderators.get(name) ?? 0) + 1;
  moderators.set(name, count);
  const sub = `${name}-${count}`;
  return { sub, token: tokenOf(sub, { scope: 'moderation:media moderation:blacklist', ...EVERYWHERE }) };
}

let timeOfDay: () => number;
/** The gateway's time of day. */
export const nowMs = (): number => timeOfDay();

export let file: string;
export let sandbox: Sandbox;
export let target: Target;

/** Starts a gateway with a journal in a file before the tests of a file, and closes it afterwards. */
export function withRecordedGateway(): void {
  const folder = mkdtempSync(join(tmpdir(), 'moderation-actions-'));
  file = join(folder, 'journal.db');
  beforeAll(async () => {
    timeOfDay = ownTimeOfDay();
    sandbox = await startTestSandbox(
      {
        AUTH_JWT_SECRET: SECRET.toString(),
        DATABASE_URL: `file:${file}`,
        TRTC_SDK_APP_IDS: `${APP},${OTHER_APP}`,
        VOLC_APP_IDS: `${VOLC_APP},${OTHER_VOLC_APP}`,
        ...NOTHING_AGAIN,
      },
      { ...withoutJitter, epochMs: nowMs },
    );
    target = { url: sandbox.url, tokens: { admin: AUDITOR } };
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    sandbox.trtc.reset();
    sandbox.volcengine.reset();
    sandbox.trtc.clearFaults();
    sandbox.volcengine.clearFaults();
  });
}

export const MUTE: SetUserMediaStateInput = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' };
export const ADD: AddToBlacklistInput = { userId: '10001', users: [{ userId: '10002' }] };

export async function mute(caller: string, change: Partial<SetUserMediaStateInput> = {}) {
  const input = { ...MUTE, ...change };
  const { data } = await send(target, SetUserMediaStateDocument, { input }, { token: caller });
  if (!data) throw new Error('no data');
  return data.setUserMediaState;
}

export async function add(caller: string, change: Partial<AddToBlacklistInput> = {}) {
  const input = { ...ADD, ...change };
  const { data } = await send(target, AddToBlacklistDocument, { input }, { token: caller });
  if (!data) throw new Error('no data');
  return data.addToBlacklist;
}

export interface PageOptions {
  first?: number | null;
  after?: string | null;
  token?: string;
}

export async function page(filter: ModerationActionFilter | null, { token, ...variables }: PageOptions = {}) {
  const options = token === undefined ? {} : { token };
  const { data, errors } = await send(target, ModerationActionsDocument, { filter, ...variables }, options);
  if (!data) throw new Error(JSON.stringify(errors));
  return data.moderationActions;
}

export async function list(filter: ModerationActionFilter, options?: PageOptions) {
  return (await page(filter, options)).edges.map(({ node }) => node);
}

export async function ids(filter: ModerationActionFilter, options?: PageOptions): Promise<string[]> {
  return (await list(filter, options)).map(({ id }) => id);
}

export async function byId(id: string, token = AUDITOR) {
  const { data, errors } = await send(target, ModerationActionDocument, { id }, { token });
  expect(errors).toBeUndefined();
  return data?.moderationAction;
}

export function actionIdOf(answer: { actionId?: string | null }): string {
  if (!answer.actionId) throw new Error('no actionId');
  return answer.actionId;
}

export const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
export const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
