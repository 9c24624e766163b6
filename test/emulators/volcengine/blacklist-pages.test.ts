import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  startVolcengineEmulator,
  type VolcengineEmulator,
} from '../../../src/emulators/volcengine/volcengine-emulator.js';
import { callVolcengine, NOW_MS, VOLCENGINE, type VolcengineCallOptions } from '../signed-calls.js';

let emulator: VolcengineEmulator;
beforeEach(async () => {
  emulator = await startVolcengineEmulator({ ...VOLCENGINE, now: { epochMs: () => NOW_MS } });
});
afterEach(() => emulator.close());

const call = (options: VolcengineCallOptions = {}) => callVolcengine(emulator.url, options);
const add = (infos: string) => call({ body: `{"AppId":123456,"UserId":10001,"BlackListInfos":[${infos}]}` });
const listed = () => [...emulator.blacklist(123456, '10001', 0)];

describe('GetBlackList of the Volcengine emulator', () => {
  const page = (fields: string) =>
    call({ action: 'GetBlackList', body: `{"AppId":123456,"UserId":10001${fields}}` });

  it('gives the list in pages, the newest user first, and a negative cursor at the end', async () => {
    const userIds = Array.from({ length: 25 }, (_, index) => String(20000 + index));
    emulator.seedBlacklist(123456, '10001', 0, userIds);

    const first = (await page(',"Cursor":0,"Limit":20,"NeedTotal":true')).result;
    const second = (await page(`,"Cursor":${first.NewCursor},"Limit":20`)).result;
    expect(first).toMatchObject({ HasMore: true, NewCursor: 20, TotalCount: 25 });
    expect(second).toMatchObject({ HasMore: false, NewCursor: -1 });
    expect(second).not.toHaveProperty('TotalCount');
    const read = [...first.BlackListInfos, ...second.BlackListInfos].map((info) =>
      String(info.BlackListUserId),
    );
    expect(read).toEqual(userIds.toReversed());
    expect((await page(',"Cursor":25,"Limit":20')).result).toEqual({
      BlackListInfos: [],
      HasMore: false,
      NewCursor: -1,
    });
  });

  it.each([',"Limit":20', ',"Cursor":0', ',"Cursor":0,"Limit":21', ',"Cursor":-1,"Limit":20'])(
    'refuses a page with the fields %s',
    async (fields) => {
      expect(await page(fields)).toMatchObject({ status: 400, code: 'InvalidParam' });
    },
  );

  it('tells in seconds when a user was added and changed', async () => {
    await add('{"BlackListUserId":10002}');
    const seconds = Math.floor(NOW_MS / 1000);
    const { result } = await page(',"Cursor":0,"Limit":20');
    expect(result.BlackListInfos).toEqual([
      { BlackListUserId: 10002, CreateTime: seconds, ModifyTime: seconds },
    ]);
  });
});

describe('UpdateBlackList of the Volcengine emulator', () => {
  const update = (infos: string) =>
    call({
      action: 'UpdateBlackList',
      body: `{"AppId":123456,"UserId":10001,"BlackListInfos":[${infos}]}`,
    });

  it('merges an Ext key by key, and fails users who are not on the list', async () => {
    await add('{"BlackListUserId":10002,"BlackListUserExt":{"a":"1","b":"2"}},{"BlackListUserId":10003}');
    const answer = await update(
      '{"BlackListUserId":10002,"BlackListUserExt":{"b":"3","c":"4"}},' +
        '{"BlackListUserId":10009,"BlackListUserExt":{"b":"3"}},' +
        '{"BlackListUserId":10003,"BlackListUserExt":{"__proto__":"5"}}',
    );
    expect(answer.result.FailedInfos).toMatchObject([{ UserId: 10009, Code: 'NotOnTheBlackList' }]);
    expect(JSON.stringify(listed())).toBe(
      '[["10002",{"a":"1","b":"3","c":"4"}],["10003",{"__proto__":"5"}]]',
    );
  });

  it('needs an Ext', async () => {
    await add('{"BlackListUserId":10002}');
    expect(await update('{"BlackListUserId":10002}')).toMatchObject({ status: 400, code: 'InvalidParam' });
  });
});
