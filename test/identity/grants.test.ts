import 'reflect-metadata';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIST, ROOM, WHOLE_ROOM } from '../../src/actions/places.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument, VendorsDocument, ViewerDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { SAMPLED_OPERATIONS, type SampledOperation } from '../operations/samples.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';

const SECRET = 'a secret for tests, of 32 bytes or more';
const [DEFAULT, OTHER, NOT_SERVED] = [1001, 1002, 1003];

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandboxWithoutEvents({
    AUTH_JWT_SECRET: SECRET,
    TRTC_SDK_APP_IDS: `${DEFAULT},${OTHER}`,
    VOLC_APP_IDS: `${DEFAULT},${OTHER}`,
    CALLER_REQUESTS_PER_SECOND: '0',
  });
});
afterAll(() => sandbox.close());

/** By the kind of place that they act in; a new kind needs a table of its own. */
const IN_ROOMS = SAMPLED_OPERATIONS.filter(({ operation }) => [ROOM, WHOLE_ROOM].includes(operation.place));
const ON_LISTS = SAMPLED_OPERATIONS.filter(({ operation }) => operation.place === LIST);

it('every operation acts in a kind of place whose claims are tried here', () => {
  expect([...IN_ROOMS, ...ON_LISTS].map(({ mutation }) => mutation).sort()).toEqual(
    SAMPLED_OPERATIONS.map(({ mutation }) => mutation).sort(),
  );
});

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
  'moderation:rooms',
  'moderation:blacklist',
  'moderation:blacklist:own',
  'moderation:audit',
  'moderation:media moderation:blacklist:own',
  'MODERATION:MEDIA moderation:medias moderation:blacklist:',
];
/** Of applications and of rooms alike: a claim, and what it allows. */
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
const STR_ROOM_CLAIMS: readonly (readonly [claim: unknown, allows: readonly string[] | 'all'])[] = [
  [undefined, []],
  [['10006'], ['10006']],
  [
    ['a room', '10006'],
    ['a room', '10006'],
  ],
  ['*', 'all'],
  [['*'], 'all'],
  // Room 10006 is another room.
  [[10006], []],
  ['10006', []],
  [[['10006'], null, '10006/', ' 10006', ''], []],
];

const USER_CLAIMS: readonly unknown[] = [undefined, '10001', 10001, '10002', '010001', ['10001'], 2 ** 60];

const APPLICATIONS_ASKED = [undefined, DEFAULT, OTHER, NOT_SERVED];
const ROOMS_ASKED = [10006, 10007];
const STR_ROOMS_ASKED = ['10006', 'a room'];
const OWNERS_ASKED = ['10001', '10003'];

function allows<Id>(allowed: readonly Id[] | 'all', id: Id): boolean {
  return allowed === 'all' || allowed.includes(id);
}

function has(scope: string | undefined, wanted: string): boolean {
  return (scope ?? '').split(' ').includes(wanted);
}

/**
 * Of two kinds of claims: each with each, if the scope lets something be done. Otherwise each claim at least once, and the widest
 * together: whatever they are, nothing may be done.
 */
function pairsOf<A, B>(these: readonly A[], those: readonly B[], isEach: boolean): (readonly [A, B])[] {
  const isSame = (a: number, b: number) => a % those.length === b || b % these.length === a;
  const isWidest = (pair: readonly unknown[]) =>
    pair.every((claim) => Array.isArray(claim) && claim[1] === 'all');
  return these.flatMap((one, a) =>
    those.flatMap((other, b) =>
      isEach || isSame(a, b) || isWidest([one, other]) ? [[one, other] as const] : [],
    ),
  );
}

interface Case {
  /** Fields of the input. */
  place: object;
  /** Whether the token allows it. */
  may: boolean;
}

/** Asks for all of these with one token, and expects the allowed ones to be done and no other to be sent. */
async function expectExactly(
  sampled: SampledOperation,
  cases: readonly Case[],
  claims: object,
  token: string,
): Promise<number> {
  const emulator = sampled.vendor.emulator(sandbox);
  emulator.reset();
  // Each is about a target of its own if it can be, so that none waits for another or shares its call.
  const inputs = cases.map(({ place }, index) => ({
    ...sampled.input,
    ...sampled.targets?.about(index),
    ...place,
  }));
  const allowed = [...cases.keys()].filter((index) => cases[index]?.may);
  const prepare = (index: number) =>
    sampled.prepare(sandbox, { [sampled.applicationField]: DEFAULT, ...inputs[index] });
  // Without targets, a room that is named with its application and without it is acted on twice, so prepared twice.
  const rounds = sampled.targets
    ? [[...cases.keys()]]
    : [true, false].map((named) =>
        [...cases.keys()].filter(
          (index) => sampled.applicationField in (cases[index]?.place ?? {}) === named,
        ),
      );
  const got = new Map<number, string>();
  for (const round of rounds) {
    round.filter((index) => cases[index]?.may).forEach(prepare);
    const members = await sampled.members(
      sandbox,
      round.map((index) => inputs[index] as object),
      { token },
    );
    round.forEach((index, position) => {
      got.set(index, members[position] as string);
    });
  }
  expect(cases.map(({ place }, index) => ({ claims, ...place, got: got.get(index) }))).toEqual(
    cases.map(({ place, may }) => ({ claims, ...place, got: may ? sampled.success : 'ForbiddenError' })),
  );
  const requests = emulator.requests();
  const { targets } = sampled;
  for (const api of targets ? [...sampled.apisBefore, sampled.api] : []) {
    const sent = requests.filter(({ action }) => action === api);
    expect(sent.map(({ body }) => targets?.indexIn(body)).sort((a = 0, b = 0) => a - b)).toEqual(allowed);
  }
  expect(requests).toHaveLength(allowed.length * (sampled.apisBefore.length + 1));
  return allowed.length;
}

describe.each(SCOPES)('the scope %j', (scope) => {
  it.each(IN_ROOMS)('lets a caller do $title exactly where its claims say so', async (sampled) => {
    const needed = sampled.operation.place === WHOLE_ROOM ? 'moderation:rooms' : 'moderation:media';
    const claims: readonly (readonly [unknown, readonly (number | string)[] | 'all'])[] = sampled.isInStrRoom
      ? STR_ROOM_CLAIMS
      : ROOM_CLAIMS;
    let granted = 0;
    for (const [application, room] of pairsOf(APPLICATION_CLAIMS, claims, has(scope, needed))) {
      const [sdk_app_ids, applications] = application;
      const [claim, allowedRooms] = room;
      // The claim for the other kind of rooms grants nothing here.
      const rooms = sampled.isInStrRoom ? { rooms: '*', str_rooms: claim } : { rooms: claim, str_rooms: '*' };
      const token = await sign({ scope, sdk_app_ids, ...rooms });
      const cases = (sampled.isInStrRoom ? STR_ROOMS_ASKED : ROOMS_ASKED).flatMap((room) =>
        APPLICATIONS_ASKED.map((application) => ({
          place: {
            [sampled.isInStrRoom ? 'strRoomId' : 'roomId']: room,
            ...(application && { sdkAppId: application }),
          },
          may:
            application !== NOT_SERVED &&
            has(scope, needed) &&
            allows(applications, application ?? DEFAULT) &&
            allows(allowedRooms, room),
        })),
      );
      granted += await expectExactly(sampled, cases, { sdk_app_ids, ...rooms }, token);
    }
    expect(granted > 0).toBe(has(scope, needed));
  });

  it.each(ON_LISTS)('lets a caller do $title on exactly the lists that its claims name', async (sampled) => {
    const isAble = has(scope, 'moderation:blacklist') || has(scope, 'moderation:blacklist:own');
    let granted = 0;
    for (const [application, volc_user_id] of pairsOf(APPLICATION_CLAIMS, USER_CLAIMS, isAble)) {
      const [app_ids, applications] = application;
      const token = await sign({ scope, app_ids, volc_user_id });
      const cases = OWNERS_ASKED.flatMap((owner) =>
        APPLICATIONS_ASKED.map((application) => {
          const own = owner === '10001' && (volc_user_id === '10001' || volc_user_id === 10001);
          return {
            place: { userId: owner, ...(application && { appId: application }) },
            may:
              application !== NOT_SERVED &&
              allows(applications, application ?? DEFAULT) &&
              (has(scope, 'moderation:blacklist') || (has(scope, 'moderation:blacklist:own') && own)),
          };
        }),
      );
      granted += await expectExactly(sampled, cases, { app_ids, volc_user_id }, token);
    }
    expect(granted > 0).toBe(isAble);
  });

  it('lets a caller read Query.vendors exactly if it includes moderation:audit', async () => {
    const { data, errors } = await send(sandbox, VendorsDocument, {}, { token: await sign({ scope }) });
    if (has(scope, 'moderation:audit')) expect(data?.vendors).toHaveLength(2);
    else {
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', missingGrant: 'moderation:audit' } }]);
    }
  });
});

const media = { scope: 'moderation:media', rooms: [10006] };
const own = { scope: 'moderation:blacklist:own' };

/** What the token lacks, by its claims, for an action in room 10006 and for one on the list of 10001. */
const MISSING_IN_ROOM: readonly (readonly [claims: Claims, missingGrant: string])[] = [
  [{ rooms: '*' }, 'moderation:media'],
  [{ ...media, sdk_app_ids: [OTHER] }, 'sdk_app_ids'],
  [{ ...media, rooms: [10007] }, 'rooms'],
  [{ scope: 'moderation:media', str_rooms: '*' }, 'rooms'],
];
const MISSING_IN_STR_ROOM: readonly (readonly [claims: Claims, missingGrant: string])[] = [
  [{ str_rooms: '*' }, 'moderation:media'],
  [{ ...media, str_rooms: ['10006'], sdk_app_ids: [OTHER] }, 'sdk_app_ids'],
  [{ ...media, str_rooms: ['10007'] }, 'str_rooms'],
  [{ scope: 'moderation:media', rooms: '*' }, 'str_rooms'],
];
const MISSING_ON_LIST: readonly (readonly [claims: Claims, missingGrant: string])[] = [
  [{}, 'moderation:blacklist'],
  [{ ...own, volc_user_id: '10001', app_ids: [OTHER] }, 'app_ids'],
  [own, 'volc_user_id'],
  [{ ...own, volc_user_id: '10002' }, 'moderation:blacklist'],
];

describe.each(SAMPLED_OPERATIONS)('a refusal of $title', (sampled) => {
  const { place } = sampled.operation;
  const inRoom = sampled.isInStrRoom ? MISSING_IN_STR_ROOM : MISSING_IN_ROOM;
  // Another scope is for the room itself.
  const forPlace = (text: unknown) =>
    JSON.parse(
      place === WHOLE_ROOM
        ? JSON.stringify(text).replaceAll('moderation:media', 'moderation:rooms')
        : JSON.stringify(text),
    );
  it.each(place === LIST ? MISSING_ON_LIST : (forPlace(inRoom) as typeof inRoom))(
    'for a token with %j names the missing grant %s',
    async (claims, missingGrant) => {
      const place = {
        ...(sampled.isInStrRoom ? { strRoomId: '10006' } : { roomId: 10006 }),
        userId: '10001',
      };
      const known = Object.fromEntries(Object.entries(place).filter(([field]) => field in sampled.input));
      const answer = await sampled.answer(
        sandbox,
        { ...sampled.input, ...known },
        { token: await sign(claims) },
      );
      expect(answer).toMatchObject({
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

  it('is the same whether or not what it is about exists', async () => {
    const token = await sign({
      scope: 'moderation:media moderation:rooms moderation:blacklist:own',
      volc_user_id: '5',
    });
    sampled.vendor.emulator(sandbox).reset();
    const ask = async () => ({
      ...(await sampled.answer(sandbox, sampled.input, { token })),
      // Each denial is an action of its own.
      actionId: undefined,
    });
    const missing = await ask();
    expect(missing).toMatchObject({ __typename: 'ForbiddenError' });
    sampled.prepare(sandbox, { ...sampled.input, [sampled.applicationField]: DEFAULT });
    expect(await ask()).toEqual(missing);
    sampled.apply(sandbox, { ...sampled.input, [sampled.applicationField]: DEFAULT });
    expect(await ask()).toEqual(missing);
  });
});

it('a refusal of setUserMediaState is the same whether or not the room and the user exist', async () => {
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

describe('the viewer', () => {
  it('shows the claims of the token', async () => {
    const token = await sign({
      scope: 'moderation:media other',
      sdk_app_ids: [OTHER, NOT_SERVED],
      rooms: [10006, 0],
      str_rooms: ['10006', 10007, 'a room', 'no/room', ''],
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
      allStrRooms: false,
      strRooms: ['10006', 'a room'],
      volcUserId: '9223372036854775807',
      trtcUserId: null,
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('with everything sees everything', async () => {
    const token = await sign({
      scope: 'moderation:audit',
      sdk_app_ids: '*',
      app_ids: ['*'],
      rooms: '*',
      str_rooms: ['*'],
    });
    const { data } = await send(sandbox, ViewerDocument, {}, { token });
    expect(data?.viewer).toMatchObject({
      sdkAppIds: [DEFAULT, OTHER],
      appIds: [DEFAULT, OTHER],
      allRooms: true,
      rooms: [],
      allStrRooms: true,
      strRooms: [],
      volcUserId: null,
    });
  });
});
