import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encoded, signed } from '../identity/signed-tokens.js';
import { admin, check, expectHarmless, SECRET, withFuzzedGateway } from './fuzzed-gateway.js';
import { mostly, value } from './random-values.js';

withFuzzedGateway();

describe('random tokens', () => {
  const viewer = JSON.stringify({ query: '{ viewer { subject } }' });

  it('made by damaging a token are refused, or name the same subject', async () => {
    const edits = fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(6),
        fc.string({ maxLength: 3 }).map((text) => text.replaceAll(/[^ -~]/g, '.')),
      ),
      { minLength: 1, maxLength: 3 },
    );
    await check(
      edits,
      async (edits) => {
        const token = edits.reduce((text, [at, cut, insert]) => {
          const place = at % (text.length + 1);
          return text.slice(0, place) + insert + text.slice(place + cut);
        }, admin);
        const { status, text } = await expectHarmless({
          body: viewer,
          headers: { authorization: `Bearer ${token}` },
        });
        // The last character of a signature has unused bits, so a different text can be the same token.
        expect(status === 401 || JSON.parse(text).data.viewer.subject === 'admin').toBe(true);
      },
      300,
    );
  });

  it('of any text, with any scheme, are refused', async () => {
    const part = fc.oneof(
      value.map(encoded),
      fc.string({ maxLength: 30 }).map((text) => text.replaceAll(/[^!-~]/g, '')),
    );
    const token = fc.oneof(
      fc.tuple(part, part, part).map((parts) => parts.join('.')),
      part,
    );
    const scheme = fc.constantFrom('Bearer ', 'bearer  ', 'Basic ', '', 'Bearer', 'Negotiate ');
    await check(
      fc.tuple(scheme, token),
      async ([scheme, token]) => {
        const { status } = await expectHarmless({ body: viewer, headers: { authorization: scheme + token } });
        expect(status).toBe(401);
      },
      300,
    );
  });

  it('with any claims and a valid signature do no harm', async () => {
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const ids = fc.oneof(
      value,
      fc.array(value, { maxLength: 5 }),
      fc.constantFrom<unknown>('*', ['*'], [10006], [2 ** 53 - 1, -1, 0, 4294967295]),
    );
    const claims = fc.record(
      {
        sub: mostly('fuzz'),
        exp: fc.oneof(
          { weight: 8, arbitrary: fc.constantFrom<unknown>(exp, exp + 0.5) },
          { weight: 1, arbitrary: value },
        ),
        nbf: mostly(0),
        iat: mostly(0),
        scope: fc.oneof(
          value,
          fc.constant('moderation:media moderation:blacklist moderation:blacklist:own moderation:audit'),
        ),
        sdk_app_ids: ids,
        app_ids: ids,
        rooms: ids,
        volc_user_id: fc.oneof(
          value,
          fc.constantFrom<unknown>('10001', 10001, '9999999999999999999', 2 ** 53),
        ),
        aud: value,
        jti: value,
      },
      { requiredKeys: ['sub', 'exp'] },
    );
    const queries = [
      '{ viewer { subject scopes sdkAppIds appIds allRooms rooms volcUserId expiresAt } vendors { vendor } }',
      'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) { __typename ... on ForbiddenError { missingGrant } } }',
      'mutation { addToBlacklist(input: { userId: "10001", users: [{ userId: "10002" }] }) { __typename ... on ForbiddenError { missingGrant } } }',
    ];
    await check(
      fc.tuple(claims, fc.constantFrom(...queries)),
      ([claims, query]) => {
        const authorization = `Bearer ${signed({ alg: 'HS256' }, claims, 'HS256', Buffer.from(SECRET))}`;
        return expectHarmless({ body: JSON.stringify({ query }), headers: { authorization } });
      },
      400,
    );
  });
});
