import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';
import {
  ask,
  byGet,
  byPost,
  expectVendorsUntouched,
  MUTE,
  REQUESTS,
  subjectOf,
  TOKEN_EXPIRED,
  UNAUTHENTICATED,
  VIEWER,
} from './authenticated-requests.js';
import {
  AUDIENCE,
  CLAIMS,
  DAY,
  EXPECTED,
  GATEWAYS,
  good,
  NOW,
  strangersServer,
  TOLERANCE,
  withKeyServers,
} from './signers.js';
import { faultsOf } from './token-faults.js';

withKeyServers();

/** The only faults of which a client is told to get a new token. */
const EXPIRED = [
  'expired as long ago as is not tolerated any more',
  'expired a year ago',
  'expired in 1970',
  'a negative expiry',
];

describe.each(GATEWAYS)('a gateway with $name', ({ environment, signers }) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    const settings = { PLAYGROUND: 'false', CALLER_REQUESTS_PER_SECOND: '0', ...EXPECTED, ...environment() };
    sandbox = await startSandboxWithoutEvents(settings, { epochMs: () => NOW * 1000 });
  });
  afterAll(() => sandbox.close());

  describe.each(signers)('tokens signed with $alg', (by) => {
    it('are accepted, and the action reaches the vendor', async () => {
      const answer = await ask(sandbox, byPost(MUTE), `Bearer ${good(by)}`);
      expect(answer.body).toEqual({
        data: { setUserMediaState: { __typename: 'SetUserMediaStateSuccess' } },
      });
      expect(sandbox.trtc.requests()).toHaveLength(1);
      sandbox.trtc.clearRequests();
    });

    const { sub } = CLAIMS;
    const fits = (length: number) => {
      const spare = length - good(by, { ...CLAIMS, pad: '' }).length;
      return good(by, { ...CLAIMS, pad: 'x'.repeat(Math.floor((spare * 3) / 4)) });
    };
    it.each<readonly [string, () => string]>([
      ['an ordinary token', () => `Bearer ${good(by)}`],
      ['the scheme in any case', () => `bEARER ${good(by)}`],
      ['more spaces', () => `Bearer   ${good(by)} `],
      [
        'an expiry that is just tolerated',
        () => `Bearer ${good(by, { ...CLAIMS, exp: NOW - TOLERANCE + 1 })}`,
      ],
      ['a start that is just tolerated', () => `Bearer ${good(by, { ...CLAIMS, nbf: NOW + TOLERANCE })}`],
      ['a day to live', () => `Bearer ${good(by, { ...CLAIMS, exp: NOW + DAY })}`],
      ['a fraction of a second', () => `Bearer ${good(by, { ...CLAIMS, exp: NOW + 3600.25 })}`],
      ['several audiences', () => `Bearer ${good(by, { ...CLAIMS, aud: ['other-gateway', AUDIENCE] })}`],
      ['the greatest length', () => `Bearer ${fits(8_192)}`],
    ])('are accepted with %s', async (_name, authorization) => {
      for (const request of [byPost(VIEWER), byGet(VIEWER)]) {
        const { status, body } = await ask(sandbox, request, authorization());
        expect({ status, sub: subjectOf(body) }).toEqual({
          status: 200,
          sub,
        });
      }
    });

    it.each(faultsOf(by))('are refused because of %s', async (name, authorization) => {
      const header = authorization();
      const answers = await Promise.all(REQUESTS.map((request) => ask(sandbox, request, header)));
      const refusal = EXPIRED.includes(name) ? TOKEN_EXPIRED : UNAUTHENTICATED;
      expect(answers).toEqual(REQUESTS.map(() => refusal));
      expectVendorsUntouched(sandbox);
    });
  });

  it('does not fetch keys from an address in a token', () => {
    expect(strangersServer.asked()).toBe(0);
  });
});
