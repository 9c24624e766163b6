import { describe, expect, it } from 'vitest';
import type { InterruptedAction } from '../../../src/actions/operation.js';
import { TargetOrder } from '../../../src/actions/target-order.js';
import type { ActionRecord } from '../../../src/journal/action-record.js';
import { setUserMediaState } from '../../../src/operations/set-user-media-state/set-user-media-state.operation.js';
import type { VendorAnswer, VendorRequest } from '../../../src/vendors/calling/send-request.js';
import { SimulatedClock } from '../../vendors/calling/simulated-clock.js';
import { connectSimulated } from '../../vendors/calling/simulated-vendors.js';

const MUTE = {
  sdkAppId: 1400188366,
  roomId: 10006,
  userId: 'alice',
  state: 'AUDIO_DISABLED',
  region: 'ap-singapore',
} as const;
const UNMUTE = { ...MUTE, state: 'AUDIO_VIDEO_ENABLED' } as const;

/** Recovers a mute, during which another gateway does something newer to the same user. What is sent? */
async function sentBeside(newer: { operation: string; call: object }): Promise<unknown[]> {
  const clock = new SimulatedClock();
  const sent: unknown[] = [];
  const send = async ({ body }: VendorRequest): Promise<VendorAnswer> => {
    sent.push(JSON.parse(body).IsMute);
    return { status: 200, body: JSON.stringify({ Response: { RequestId: 'r' } }) };
  };
  const { TENCENT_TRTC: trtc } = connectSimulated(clock, undefined, { send });
  const action = (operation: string, call: object): InterruptedAction => ({
    record: { operation, input: JSON.stringify(call) } as ActionRecord,
    order: new TargetOrder(),
    vendorRequest: () => ({ caller: 'a', deadline: clock.now() + 8_000 }),
    isSuperseded: async () => false,
    undoneOf: async () => new Set(),
    newerOn: async () => undefined,
  });
  const mute: InterruptedAction = {
    ...action('SET_USER_MEDIA_STATE', MUTE),
    newerOn: async () => action(newer.operation, newer.call),
  };
  const recovered = setUserMediaState.recover(MUTE, trtc, mute);
  await clock.run(8_000);
  expect((await recovered)?.answer).toMatchObject({ state: 'AUDIO_DISABLED' });
  return sent;
}

describe('a media state that is set again after a crash', () => {
  it('gives way to a newer one that was set meanwhile', async () => {
    expect(await sentBeside({ operation: 'SET_USER_MEDIA_STATE', call: UNMUTE })).toEqual([2, 0]);
  });

  it('is not followed by an action of an operation that this version does not know', async () => {
    const call = { ...MUTE, state: undefined, region: undefined };
    expect(await sentBeside({ operation: 'REMOVE_FROM_ROOM', call })).toEqual([2]);
  });
});
