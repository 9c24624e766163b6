import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import {
  AddToBlacklistDocument,
  SetUserMediaStateDocument,
  VendorsDocument,
  ViewerDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';

const SECRET = 'a secret for tests, of 32 bytes or more';
const [DEFAULT, OTHER, NOT_SERVED] = [1001, 1002, 1003];

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startTestSandbox({
    AUTH_JWT_SECRET: SECRET,
    TRTC_SDK_APP_IDS: `${DEFAULT},${OTHER}`,
    VOLC_APP_IDS: `${DEFAULT},${OTHER}`,
    CALLER_REQUESTS_PER_SECOND: '0',
  });
  for (const sdkAppId of [DEFAULT, OTHER]) {
    for (const roomId of ROOMS_ASKED) {
      for (let user = 0; user < 8; user++) sandbox.trtc.enterRoom(sdkAppId, roomId, `${user}`);
    }
  }
});
afterAll(() => sandbox.close());

type Claims = Readonly<Record<string, unknown>>;

function sign(claims: Claims): Promise<string> {
  const defined = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  return new SignJWT(defined)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('someone')
    .setExpirationTime('1h')
    .sign(Buffer.from(SECRET));
}

const SCOPES = [
  undefined,
  '',
  'moderation:media',
  'moderation:blacklist',
  'moderation:blacklist:own',
  'moderation:audit',
  'moderation:media moderation:blacklist:own',
  'MODERATION:MEDIA moderation:medias moderation:blacklist:',
];
/** Claims for applications or rooms, with the ids that each allows. */
const APPLICATION_CLAIMS: readonly (readonly [claim: unknown, allows: readonly number[] | 'all'])[] = [
  [undefined, [DEFAULT]],
  [[DEFAULT], [DEFAULT]],
  [[OTHER], [OTHER]],
  [[`${OTHER}`], [OTHER]],
  [
    [DEFAULT, OTHER],
    [DEFAULT, OTHER],
  ],
  ['*', 'all'],
  [['*'], 'all'],
  [[], []],
  [`${OTHER}`, []],
  [OTHER, []],
  [null, []],
  [{ [OTHER]: true }, []],
  [[[OTHER], null, true, '01002', '1e3', 1002.5], []],
];
const ROOM_CLAIMS: readonly (readonly [claim: unknown, allows: readonly number[] | 'all'])[] = [
  [undefined, []],
  [[10006], [10006]],
  [
    ['10007', 10006],
    [10007, 10006],
  ],
  ['*', 'all'],
  ['10006', []],
];

const APPLICATIONS_ASKED = [undefined, DEFAULT, OTHER, NOT_SERVED];
const ROOMS_ASKED = [10006, 10007];
const OWNERS_ASKED = ['10001', '10003'];

function allows(allowed: readonly number[] | 'all', id: number): boolean {
  return allowed === 'all' || allowed.includes(id);
}

function has(scope: string | undefined, wanted: string): boolean {
  return (scope ?? '').split(' ').includes(wanted);
}

describe.each(SCOPES)('the scope %j', (scope) => {
  it('allows setUserMediaState exactly where the claims name the room and application', async () => {
    let granted = 0;
    for (const [sdk_app_ids, applications] of APPLICATION_CLAIMS) {
      for (const [rooms, allowedRooms] of ROOM_CLAIMS) {
        const token = await sign({ scope, sdk_app_ids, rooms });
        sandbox.trtc.clearRequests();
        const cases = ROOMS_ASKED.flatMap((roomId) =>
          APPLICATIONS_ASKED.map((sdkAppId) => ({ roomId, sdkAppId })),
        );
        const asked = cases.map(async ({ roomId, sdkAppId }, index) => {
          // Each action has another user, so that no action waits for another or shares its call.
          const userId = `${index}`;
          const input = { roomId, userId, state: 'AUDIO_DISABLED', ...(sdkAppId && { sdkAppId }) } as const;
          const { data } = await send(sandbox, SetUserMediaStateDocument, { input }, { token });
          return { sdk_app_ids, rooms, sdkAppId, roomId, userId, got: data?.setUserMediaState.__typename };
        });
        const answers = await Promise.all(asked);
        const allowed = new Set<string>();
        expect(answers).toEqual(
          cases.map(({ roomId, sdkAppId }, index) => {
            const application = sdkAppId ?? DEFAULT;
            const may =
              application !== NOT_SERVED &&
              has(scope, 'moderation:media') &&
              allows(applications, application) &&
              allows(allowedRooms, roomId);
            if (may) allowed.add(`${index}`);
            const got = may ? 'SetUserMediaStateSuccess' : 'ForbiddenError';
            return { sdk_app_ids, rooms, sdkAppId, roomId, userId: `${index}`, got };
          }),
        );
        const sentFor = sandbox.trtc.requests().map(({ body }) => JSON.parse(body).UserId);
        expect(sentFor.sort()).toEqual([...allowed].sort());
        granted += allowed.size;
      }
    }
    expect(granted > 0).toBe(has(scope, 'moderation:media'));
  });

  it('allows changes of exactly the blacklists that the claims name', async () => {
    let granted = 0;
    for (const [app_ids, applications] of APPLICATION_CLAIMS) {
      for (const volc_user_id of [undefined, '10001', 10001, '10002', '010001', ['10001'], 2 ** 60]) {
        const token = await sign({ scope, app_ids, volc_user_id });
        sandbox.volcengine.reset();
        sandbox.volcengine.clearRequests();
        const cases = OWNERS_ASKED.flatMap((owner) => APPLICATIONS_ASKED.map((appId) => ({ owner, appId })));
        const asked = cases.map(async ({ owner, appId }, index) => {
          // Each action has another inbox, and so another list: no action shares another's call.
          const inboxType = index;
          const input = { userId: owner, inboxType, users: [{ userId: '50000' }], ...(appId && { appId }) };
          const { data } = await send(sandbox, AddToBlacklistDocument, { input }, { token });
          return { app_ids, volc_user_id, appId, owner, inboxType, got: data?.addToBlacklist.__typename };
        });
        const answers = await Promise.all(asked);
        const allowed = new Set<number>();
        expect(answers).toEqual(
          cases.map(({ owner, appId }, inboxType) => {
            const application = appId ?? DEFAULT;
            const own = owner === '10001' && (volc_user_id === '10001' || volc_user_id === 10001);
            const may =
              application !== NOT_SERVED &&
              allows(applications, application) &&
              (has(scope, 'moderation:blacklist') || (has(scope, 'moderation:blacklist:own') && own));
            if (may) allowed.add(inboxType);
            const got = may ? 'AddToBlacklistSuccess' : 'ForbiddenError';
            return { app_ids, volc_user_id, appId, owner, inboxType, got };
          }),
        );
        const sentFor = sandbox.volcengine.requests().map(({ body }) => JSON.parse(body).InboxType);
        expect(sentFor.sort()).toEqual([...allowed].sort());
        granted += allowed.size;
      }
    }
    expect(granted > 0).toBe(has(scope, 'moderation:blacklist') || has(scope, 'moderation:blacklist:own'));
  });

  it('allows Query.vendors exactly if it includes moderation:audit', async () => {
    const { data, errors } = await send(sandbox, VendorsDocument, {}, { token: await sign({ scope }) });
    if (has(scope, 'moderation:audit')) expect(data?.vendors).toHaveLength(2);
    else {
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', missingGrant: 'moderation:audit' } }]);
    }
  });
});

describe('a refusal of a caller without the grant', () => {
  const media = { scope: 'moderation:media', rooms: [10006] };
  it.each([
    [{ rooms: '*' }, 'moderation:media'],
    [{ ...media, sdk_app_ids: [OTHER] }, 'sdk_app_ids'],
    [{ ...media, rooms: [10007] }, 'rooms'],
    [{ scope: 'moderation:media' }, 'rooms'],
  ])(
    'of setUserMediaState, for a token with %j, names the missing grant %s',
    async (claims, missingGrant) => {
      const input = { roomId: 10006, userId: '29376', state: 'AUDIO_DISABLED' } as const;
      const { data } = await send(
        sandbox,
        SetUserMediaStateDocument,
        { input },
        { token: await sign(claims) },
      );
      expect(data?.setUserMediaState).toMatchObject({
        __typename: 'ForbiddenError',
        code: 'FORBIDDEN',
        missingGrant,
        message: expect.stringContaining(missingGrant),
        outcome: 'NOT_APPLIED',
        retryable: false,
        vendor: null,
      });
    },
  );

  const own = { scope: 'moderation:blacklist:own' };
  it.each([
    [{}, 'moderation:blacklist'],
    [{ ...own, volc_user_id: '10001', app_ids: [OTHER] }, 'app_ids'],
    [own, 'volc_user_id'],
    [{ ...own, volc_user_id: '10002' }, 'moderation:blacklist'],
  ])('of addToBlacklist, for a token with %j, names the missing grant %s', async (claims, missingGrant) => {
    const input = { userId: '10001', users: [{ userId: '10002' }] };
    const { data } = await send(sandbox, AddToBlacklistDocument, { input }, { token: await sign(claims) });
    expect(data?.addToBlacklist).toMatchObject({
      __typename: 'ForbiddenError',
      code: 'FORBIDDEN',
      missingGrant,
    });
  });

  it('is the same whether or not the room and the user exist', async () => {
    const token = await sign({ scope: 'moderation:media', rooms: [10007] });
    const answers = [];
    for (const [roomId, userId] of [
      [10006, '29376'],
      [10006, 'nobody'],
      [4711, 'nobody'],
    ] as const) {
      const input = { roomId, userId, state: 'AUDIO_DISABLED' } as const;
      const { data } = await send(sandbox, SetUserMediaStateDocument, { input }, { token });
      // Each denial is an action of its own.
      answers.push({ ...data?.setUserMediaState, actionId: undefined });
    }
    expect(answers[0]).toMatchObject({ __typename: 'ForbiddenError' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});

describe('Query.viewer', () => {
  it('shows the claims of the token', async () => {
    const token = await sign({
      scope: 'moderation:media other',
      sdk_app_ids: [OTHER, NOT_SERVED],
      rooms: [10006, 0],
      volc_user_id: '9223372036854775807',
    });
    const { data } = await send(sandbox, ViewerDocument, {}, { token });
    expect(data?.viewer).toEqual({
      subject: 'someone',
      scopes: ['moderation:media', 'other'],
      sdkAppIds: [OTHER],
      appIds: [DEFAULT],
      allRooms: false,
      rooms: [10006],
      volcUserId: '9223372036854775807',
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('shows everything for a token that allows everything', async () => {
    const token = await sign({ scope: 'moderation:audit', sdk_app_ids: '*', app_ids: ['*'], rooms: '*' });
    const { data } = await send(sandbox, ViewerDocument, {}, { token });
    expect(data?.viewer).toMatchObject({
      sdkAppIds: [DEFAULT, OTHER],
      appIds: [DEFAULT, OTHER],
      allRooms: true,
      rooms: [],
      volcUserId: null,
    });
  });
});
