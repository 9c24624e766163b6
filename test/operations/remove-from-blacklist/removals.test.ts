import { describe, expect, it } from 'vitest';
import { TargetOrder } from '../../../src/actions/target-order.js';
import type { ActionRecord } from '../../../src/journal/action-record.js';
import { removeFromBlacklist } from '../../../src/operations/remove-from-blacklist/remove-from-blacklist.operation.js';
import type { MediaSender } from '../../../src/restrictions/media-sender.js';
import type { VendorAnswer, VendorRequest } from '../../../src/vendors/calling/send-request.js';
import { SimulatedClock } from '../../vendors/calling/simulated-clock.js';
import { connectSimulated } from '../../vendors/calling/simulated-vendors.js';

/** Lists need nothing of media. */
const ON_RECORD = { id: 'an-action', written: [], recorded: Promise.resolve(true), media: {} as MediaSender };

const LIST = { appId: 123456, ownerId: '10001', inboxType: 0 };
/** How long the vendor's answer takes to come back. What it does, it does at once. */
const BACK_MS = 100;

/** Removals in simulated time, from a list that others change too. */
function removals() {
  const clock = new SimulatedClock();
  const listed = new Set<string>();
  const calls: string[] = [];
  const answer = (api: string, body: string): object => {
    const ids: string[] = JSON.parse(body).BlackListUserIds.map(String);
    if (api === 'IsInBlackList') {
      return { IsInBlackListInfos: Object.fromEntries(ids.map((id) => [id, listed.has(id)])) };
    }
    for (const id of ids) listed.delete(id);
    return {};
  };
  const send = ({ path, body }: VendorRequest): Promise<VendorAnswer> => {
    const api = new URLSearchParams(path.slice(2)).get('Action') ?? '';
    calls.push(api);
    const document = { ResponseMetadata: { RequestId: `call-${calls.length}` }, Result: answer(api, body) };
    return new Promise((resolve) => {
      clock.after(BACK_MS, () => resolve({ status: 200, body: JSON.stringify(document) }));
    });
  };
  const { VOLCENGINE_RTC: volcengine } = connectSimulated(clock, undefined, { send });
  const order = new TargetOrder();
  const remove = (caller: string, ...userIds: string[]) =>
    removeFromBlacklist.act({ ...LIST, userIds }, volcengine, {
      ...ON_RECORD,
      order,
      vendorRequest: () => ({ caller, deadline: clock.now() + 8_000 }),
    });
  /** As recovery does it after a crash. `undone`: for whom something else was asked later. */
  const recover = (userIds: readonly string[], undone: readonly string[]) =>
    removeFromBlacklist.recover({ ...LIST, userIds }, volcengine, {
      ...ON_RECORD,
      record: {} as ActionRecord,
      order,
      vendorRequest: () => ({ caller: 'a', deadline: clock.now() + 8_000 }),
      isSuperseded: async () => true,
      undoneOf: async () => new Set(undone),
      newerOn: async () => undefined,
    });
  return { clock, listed, calls, remove, recover };
}

describe('removals of one user', () => {
  it('look again where the list may have changed since the look of an equal one', async () => {
    const { clock, listed, calls, remove } = removals();
    const first = remove('a', '10002');
    await clock.run(BACK_MS / 2);
    // By another gateway, while the answer is on its way that the user is not on the list.
    listed.add('10002');
    const second = remove('b', '10002');
    await clock.run(2_000);
    expect((await first).answer).toMatchObject({ removedUserIds: [], notListedUserIds: ['10002'] });
    expect((await second).answer).toMatchObject({ removedUserIds: ['10002'], notListedUserIds: [] });
    expect(listed).toEqual(new Set());
    expect(calls).toEqual(['IsInBlackList', 'IsInBlackList', 'RemoveBlackList']);
  });

  it('share one look and one call where all of them wait', async () => {
    const { clock, listed, calls, remove } = removals();
    listed.add('10002');
    const all = ['a', 'b', 'c'].map((caller) => remove(caller, '10002'));
    await clock.run(2_000);
    for (const { answer } of await Promise.all(all)) {
      expect(answer).toMatchObject({ removedUserIds: ['10002'], notListedUserIds: [] });
    }
    expect(calls).toEqual(['IsInBlackList', 'RemoveBlackList']);
  });
});

describe('a removal that a gateway left pending', () => {
  it('claims of nobody that they were on the list, or that they were not', async () => {
    const { clock, listed, calls, recover } = removals();
    listed.add('10003');
    const recovered = recover(['10002', '10003', '10004'], ['10004']);
    await clock.run(2_000);
    expect((await recovered)?.answer).toMatchObject({
      removedUserIds: [],
      notListedUserIds: [],
      failures: [
        {
          index: 0,
          userId: '10002',
          error: {
            code: 'INTERRUPTED',
            outcome: 'UNKNOWN',
            message:
              'The gateway failed in the middle. The user is off the list now. Whether this action took them off is unknown.',
          },
        },
        { index: 1, userId: '10003', error: { code: 'INTERRUPTED', outcome: 'NOT_APPLIED' } },
        { index: 2, userId: '10004', error: { code: 'INTERRUPTED', outcome: 'UNKNOWN' } },
      ],
    });
    expect(calls).toEqual(['IsInBlackList']);
  });
});
