import { describe, expect, it } from 'vitest';
import {
  ModerationActionDocument,
  type ModerationActionFilter,
  ModerationActionsDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import {
  APP,
  actionIdOf,
  add,
  byId,
  ids,
  list,
  mute,
  newModerator,
  OTHER_APP,
  OTHER_VOLC_APP,
  sandbox,
  target,
  withRecordedGateway,
} from './recorded-gateway.js';
import { EVERYWHERE, tokenOf } from './signed-callers.js';

withRecordedGateway();

describe('a reader of moderationActions', () => {
  it('without the scope moderation:audit gets an error that names it', async () => {
    const { token } = newModerator();
    const actions = await send(target, ModerationActionsDocument, {}, { token });
    const action = await send(target, ModerationActionDocument, { id: 'x' }, { token });
    for (const { errors } of [actions, action]) {
      expect(errors).toMatchObject([
        {
          message: 'This needs a token with the scope moderation:audit.',
          extensions: { code: 'FORBIDDEN', missingGrant: 'moderation:audit' },
        },
      ]);
    }
    expect(actions.data ?? null).toBeNull();
    expect(action.data).toEqual({ moderationAction: null });
  });

  it('sees the rooms and applications that the token names, and no others', async () => {
    const { sub: actor, token: caller } = newModerator();
    sandbox.trtc.enterRoom(APP, 7, '29376');
    sandbox.trtc.enterRoom(APP, '7', '29376');
    const rows = {
      muted: await mute(caller),
      inRoom7: await mute(caller, { roomId: 7 }),
      inStrRoom7: await mute(caller, { roomId: null, strRoomId: '7' }),
      inOtherApp: await mute(caller, { sdkAppId: OTHER_APP }),
      added: await add(caller),
      addedInOtherApp: await add(caller, { appId: OTHER_VOLC_APP }),
      inUnservedApp: await mute(caller, { sdkAppId: 5 }),
    };
    expect(rows.inUnservedApp).toMatchObject({ code: 'APPLICATION_NOT_SERVED' });
    const all = Object.keys(rows).reverse();
    const cases: [Record<string, unknown>, string[]][] = [
      [EVERYWHERE, all],
      [{ rooms: '*' }, ['added', 'inRoom7', 'muted']],
      [{}, ['added']],
      [{ rooms: [] }, ['added']],
      [{ str_rooms: '*' }, ['added', 'inStrRoom7']],
      [{ str_rooms: ['x', '7'], rooms: [10006] }, ['added', 'inStrRoom7', 'muted']],
      [{ str_rooms: ['7'], rooms: '*' }, ['added', 'inStrRoom7', 'inRoom7', 'muted']],
      [{ str_rooms: [7, '10006'] }, ['added']],
      [{ str_rooms: '7', rooms: [7] }, ['added', 'inRoom7']],
      [{ rooms: [7] }, ['added', 'inRoom7']],
      [{ rooms: [7, 10006, 11, 12] }, ['added', 'inRoom7', 'muted']],
      [{ rooms: [7], app_ids: [] }, ['inRoom7']],
      [
        { rooms: [10006], sdk_app_ids: [OTHER_APP], app_ids: [OTHER_VOLC_APP] },
        ['addedInOtherApp', 'inOtherApp'],
      ],
      [{ rooms: '*', sdk_app_ids: [OTHER_APP, 5], app_ids: [] }, ['inUnservedApp', 'inOtherApp']],
      [
        { rooms: '*', sdk_app_ids: '*', app_ids: 'nonsense' },
        ['inUnservedApp', 'inOtherApp', 'inRoom7', 'muted'],
      ],
      [{ rooms: 'nonsense', sdk_app_ids: '*', app_ids: '*' }, ['addedInOtherApp', 'added']],
    ];
    for (const [claims, expected] of cases) {
      const reader = tokenOf('reader', { scope: 'moderation:audit', ...claims });
      const found = await ids({ actor }, { token: reader });
      const names = found.map((id) => Object.entries(rows).find(([, { actionId }]) => actionId === id)?.[0]);
      expect(names, JSON.stringify(claims)).toEqual(expected);
      const ofUser = await ids({ actor, targetUserId: '29376' }, { token: reader });
      expect(ofUser, JSON.stringify(claims)).toEqual(found.filter((id) => !addedIds().includes(id)));
      for (const [name, { actionId }] of Object.entries(rows)) {
        const action = await byId(actionId ?? '', reader);
        expect(action?.id, `${name} to ${JSON.stringify(claims)}`).toBe(
          expected.includes(name) ? actionId : undefined,
        );
      }
    }
    function addedIds() {
      return [rows.added.actionId, rows.addedInOtherApp.actionId] as unknown[];
    }
  });

  it('sees nothing of other rooms, whatever filter is used', async () => {
    const { sub: actor, token: caller } = newModerator();
    await mute(caller);
    const reader = tokenOf('reader', { scope: 'moderation:audit', rooms: [7], app_ids: [] });
    const filters: ModerationActionFilter[] = [
      { roomId: 10006 },
      { roomId: 10006, actor },
      { strRoomId: '10006' },
      { targetUserId: '29376' },
      { actor, status: ['APPLIED'] },
      { operation: ['SET_USER_MEDIA_STATE'], actor },
    ];
    for (const filter of filters) {
      const found = await list(filter, { token: reader });
      expect(
        found.filter(({ roomId }) => roomId !== 7),
        JSON.stringify(filter),
      ).toEqual([]);
    }
  });

  it('gets null for an id that no action has', async () => {
    const known = actionIdOf(await mute(newModerator().token));
    const others = [
      '',
      'x',
      '0',
      '\0',
      known.toUpperCase(),
      `${known} `,
      `${known.slice(0, -1)}${known.endsWith('0') ? '1' : '0'}`,
      '0b7c4a52-5a3c-4c11-9d70-2f6a3a1f4d0e',
      'x'.repeat(10_000),
    ];
    for (const id of others) expect(await byId(id), id.slice(0, 40)).toBeNull();
    expect(await byId(known)).toMatchObject({ id: known });
  });
});
