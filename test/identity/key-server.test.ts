import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { systemClock } from '../../src/time/clock.js';
import { post, sendText } from '../graphql-client.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';
import {
  answering,
  type Behaviour,
  down,
  type KeyServer,
  serving,
  silent,
  startKeyServer,
} from './local-key-server.js';
import { encoded, jwkOf, type KeyPair, newEcKeys, newRsaKeys, signed } from './signed-tokens.js';

const EXPECTED = { AUTH_ISSUER: 'https://issuer.example.com/', AUTH_AUDIENCE: 'moderation-gateway' };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Longer than the gateway waits between two fetches that unknown key ids cause. */
const COOLDOWN_MS = 31_000;

interface NamedKey {
  kid: string;
  pair: KeyPair;
}
const named = (kid: string, pair = newEcKeys()): NamedKey => ({ kid, pair });
const publicJwk = ({ kid, pair }: NamedKey) => ({ ...jwkOf(pair), kid });

const FIRST = named('first');
const SECOND = named('second');
const STRANGE = named('strange');

/** Simulated time that has passed in addition to real time. */
let later = 0;
/** By how much the time of day was set forward; negative: back. */
let steppedBy = 0;
/** The real time at which the clock was stopped. */
let stopped: number | undefined;
let serial = 0;
const running: { close(): Promise<void> }[] = [];

/** The gateway's monotonic clock. */
const clock = { ...systemClock, now: () => (stopped ?? performance.now()) + later };

beforeEach(() => {
  later = 0;
  steppedBy = 0;
  stopped = undefined;
  const start = Date.now() - performance.now();
  // The time of day, also as the gateway's JWT library sees it.
  vi.spyOn(Date, 'now').mockImplementation(() => Math.round(start + clock.now() + steppedBy));
});
afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.close();
  vi.restoreAllMocks();
});

async function start(behaviour: Behaviour): Promise<{ keyServer: KeyServer; sandbox: Sandbox }> {
  const keyServer = await startKeyServer(behaviour);
  running.push(keyServer);
  const settings = {
    PLAYGROUND: 'false',
    CALLER_REQUESTS_PER_SECOND: '0',
    AUTH_JWKS_URL: keyServer.url,
    ...EXPECTED,
  };
  const sandbox = await startSandboxWithoutEvents(settings, { clock, epochMs: () => Date.now() });
  running.push(sandbox);
  return { keyServer, sandbox };
}

/** A token that the gateway has never seen, valid for 12 hours. */
function freshToken({ kid, pair }: NamedKey, header: object = {}): string {
  serial += 1;
  const claims = {
    sub: `caller ${serial}`,
    iss: EXPECTED.AUTH_ISSUER,
    aud: EXPECTED.AUTH_AUDIENCE,
    exp: Math.floor(Date.now() / 1000) + 12 * 3600,
  };
  return signed({ alg: 'ES256', kid, ...header }, claims, 'ES256', pair.privateKey);
}

function unsigned(): string {
  const [, claims] = freshToken(FIRST).split('.');
  return `${encoded({ alg: 'none' })}.${claims}.`;
}

/** The HTTP status, and the error code if there is one. */
async function outcomeOf(sandbox: Sandbox, token: string): Promise<string> {
  const { status, errors } = await sendText(sandbox, '{ viewer { subject } }', undefined, { token });
  return [status, errors?.[0]?.extensions?.code].filter(Boolean).join(' ');
}

async function outcomesOf(sandbox: Sandbox, tokens: readonly string[]): Promise<Set<string>> {
  return new Set(await Promise.all(tokens.map((token) => outcomeOf(sandbox, token))));
}

async function readiness({ url }: Sandbox): Promise<unknown> {
  const response = await fetch(`${url}/readyz`);
  const { status, keys } = (await response.json()) as Record<string, unknown>;
  return [response.status, status, keys];
}

const READY = [200, 'ready', 'known'];
const NOT_READY = [503, 'not ready', 'unavailable'];
const REFUSED = '401 UNAUTHENTICATED';
const EXPIRED = '401 TOKEN_EXPIRED';
const UNAVAILABLE = '503 AUTHENTICATION_UNAVAILABLE';
const fresh = (count: number, key: NamedKey) => Array.from({ length: count }, () => freshToken(key));

describe('the keys of a key server', () => {
  it('are fetched once, and then kept', async () => {
    const { keyServer, sandbox } = await start(serving(publicJwk(FIRST), publicJwk(SECOND)));
    const tokens = [...fresh(20, FIRST), ...fresh(20, SECOND)];
    expect(await outcomesOf(sandbox, tokens)).toEqual(new Set(['200']));
    expect(await readiness(sandbox)).toEqual(READY);
    later = 9 * MINUTE_MS;
    expect(await outcomesOf(sandbox, fresh(20, FIRST))).toEqual(new Set(['200']));
    expect(keyServer.asked()).toBe(1);
  });

  it('are fetched again for an unknown key id', async () => {
    const { keyServer, sandbox } = await start(serving(publicJwk(FIRST)));
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
    keyServer.behave(serving(publicJwk(FIRST), publicJwk(SECOND)));
    expect(await outcomeOf(sandbox, freshToken(SECOND))).toBe(REFUSED);

    later = COOLDOWN_MS;
    expect(await outcomeOf(sandbox, freshToken(SECOND))).toBe('200');
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
    expect(keyServer.asked()).toBe(2);
  });

  it('are fetched again in the background when they are ten minutes old', async () => {
    const { keyServer, sandbox } = await start(serving(publicJwk(FIRST)));
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
    keyServer.behave(serving(publicJwk(SECOND)));

    later = 11 * MINUTE_MS;
    await outcomeOf(sandbox, freshToken(FIRST));
    await expect.poll(() => outcomeOf(sandbox, freshToken(SECOND))).toBe('200');
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe(REFUSED);
    expect(keyServer.asked()).toBe(2);
  });

  it.each<[string, ...number[]]>([
    ['put back', -HOUR_MS],
    ['put back again and again', -HOUR_MS, -2 * HOUR_MS, -3 * HOUR_MS],
    ['put forward', HOUR_MS],
    ['put forward and back', HOUR_MS, -HOUR_MS, 0],
  ])('are fetched when they are due, whatever the time of day: it is %s', async (_name, ...steps) => {
    const { keyServer, sandbox } = await start(serving(publicJwk(FIRST)));
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
    for (const [times, step] of steps.entries()) {
      steppedBy = step;
      const fetches = 1 + 2 * times;
      // Setting the time of day does not count as waiting.
      expect(await outcomeOf(sandbox, freshToken(STRANGE))).toBe(REFUSED);
      expect(keyServer.asked()).toBe(fetches);

      const added = named(`added ${times}`);
      keyServer.behave(serving(publicJwk(FIRST), publicJwk(added)));
      later += COOLDOWN_MS;
      expect(await outcomeOf(sandbox, freshToken(added))).toBe('200');
      expect(keyServer.asked()).toBe(fetches + 1);

      later += 11 * MINUTE_MS;
      expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
      await expect.poll(() => keyServer.asked()).toBe(fetches + 2);
    }
  });

  it('are fetched after an outage of the key server, even if the time of day was set back meanwhile', async () => {
    const { keyServer, sandbox } = await start(down);
    expect(await readiness(sandbox)).toEqual(NOT_READY);
    steppedBy = -HOUR_MS;
    keyServer.behave(serving(publicJwk(FIRST)));
    later = 3_000;
    await expect.poll(() => readiness(sandbox)).toEqual(READY);
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
  });

  it('delay no request while they are fetched again', async () => {
    const { keyServer, sandbox } = await start(serving(publicJwk(FIRST)));
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
    keyServer.behave(silent);
    later = 11 * MINUTE_MS;
    // The key server never answers. So an answer here proves that no request waited for it.
    expect(await outcomesOf(sandbox, fresh(20, FIRST))).toEqual(new Set(['200']));
    await expect.poll(() => keyServer.asked()).toBe(2);
  });
});

describe('a verified token', () => {
  it.each([
    ['while it is not known', false],
    ['while it is known', true],
  ])('is judged by the time of day, %s', async (_name, isKnown) => {
    const { sandbox } = await start(serving(publicJwk(FIRST)));
    const token = freshToken(FIRST);
    if (isKnown) expect(await outcomeOf(sandbox, token)).toBe('200');
    steppedBy = 13 * HOUR_MS;
    expect(await outcomeOf(sandbox, token)).toBe(EXPIRED);
    steppedBy = 0;
    expect(await outcomeOf(sandbox, token)).toBe('200');
  });

  it('expires in time, even if the time of day is set back', async () => {
    const { sandbox } = await start(serving(publicJwk(FIRST)));
    const token = freshToken(FIRST);
    expect(await outcomeOf(sandbox, token)).toBe('200');
    steppedBy = -20 * HOUR_MS;
    later = 11 * HOUR_MS;
    expect(await outcomeOf(sandbox, token)).toBe('200');
    later = 12 * HOUR_MS + MINUTE_MS;
    expect(await outcomeOf(sandbox, token)).toBe(EXPIRED);
    steppedBy = -30 * HOUR_MS;
    expect(await outcomeOf(sandbox, token)).toBe(EXPIRED);
  });
});

describe('a flood of tokens with unknown key ids', () => {
  const flood = () =>
    Array.from({ length: 50 }, (_, index) => freshToken(STRANGE, { kid: `unknown ${index}` }));

  it('causes one fetch of the keys in each cooldown', async () => {
    const { keyServer, sandbox } = await start(serving(publicJwk(FIRST)));
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
    for (const cooldowns of [1, 2]) {
      later = cooldowns * COOLDOWN_MS;
      expect(await outcomesOf(sandbox, flood())).toEqual(new Set([REFUSED]));
      for (const token of flood()) expect(await outcomeOf(sandbox, token)).toBe(REFUSED);
      expect(keyServer.asked()).toBe(1 + cooldowns);
    }
  });

  it.each([
    ['is down', down],
    ['has an error of its own', answering(500, 'down')],
  ])('causes hardly any while the key server %s', async (_name, outage) => {
    const { keyServer, sandbox } = await start(serving(publicJwk(FIRST)));
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
    keyServer.behave(outage);
    later = COOLDOWN_MS;
    stopped = performance.now();
    // One after the other, so that no two of them can share a fetch.
    for (const token of flood()) await outcomeOf(sandbox, token);
    expect(keyServer.asked()).toBeLessThanOrEqual(1 + 2);
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
  });

  it('causes few fetches while the key server has never answered', async () => {
    const { keyServer, sandbox } = await start(down);
    stopped = performance.now();
    for (const token of flood()) expect(await outcomeOf(sandbox, token)).toBe(UNAVAILABLE);
    for (let times = 0; times < 50; times += 1) expect(await readiness(sandbox)).toEqual(NOT_READY);
    expect(keyServer.asked()).toBeLessThanOrEqual(2);
  });
});

const OUTAGES: readonly (readonly [string, Behaviour])[] = [
  ['is down', down],
  ['has an error of its own', answering(500, '{"keys":[]}')],
  ['answers a page', answering(200, '<html>Sign in</html>', { 'content-type': 'text/html' })],
  ['answers half a document', answering(200, '{"keys":[{"kty":')],
  ['answers nothing', answering(200, '')],
  ['answers null', answering(200, 'null')],
  ['answers something else', answering(200, '{"keys":"none"}')],
  ['answers a list with something else in it', answering(200, '{"keys":[null,7]}')],
  ['sends its clients elsewhere', answering(302, '', { location: 'https://127.0.0.1:1/' })],
  ['does not find its keys', answering(404, '{"keys":[]}')],
];

describe.each(OUTAGES)('a gateway whose key server %s', (_name, outage) => {
  it('accepts tokens whose key is known', async () => {
    const { keyServer, sandbox } = await start(serving(publicJwk(FIRST)));
    const known = freshToken(FIRST);
    expect(await outcomeOf(sandbox, known)).toBe('200');
    keyServer.behave(outage);
    for (const minutes of [1, 11, 22, 300]) {
      later = minutes * MINUTE_MS;
      expect(await outcomeOf(sandbox, known)).toBe('200');
      expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
      expect(await outcomeOf(sandbox, freshToken(STRANGE))).toBe(REFUSED);
      expect(await readiness(sandbox)).toEqual(READY);
    }

    keyServer.behave(serving(publicJwk(SECOND)));
    later = 320 * MINUTE_MS;
    await expect.poll(() => outcomeOf(sandbox, freshToken(SECOND))).toBe('200');
  });

  it('reports from the start that no key is known, and recovers without a restart', async () => {
    const { keyServer, sandbox } = await start(outage);
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe(UNAVAILABLE);
    expect(await readiness(sandbox)).toEqual(NOT_READY);
    expect((await fetch(`${sandbox.url}/healthz`)).status).toBe(200);
    expect((await post(sandbox, '{"query":')).status).toBe(401);
    // These are refused whatever the key.
    for (const token of ['garbage', 'a.b.c', unsigned(), freshToken(FIRST, { alg: 'HS256' })]) {
      expect(await outcomeOf(sandbox, token)).toBe(REFUSED);
    }
    expect([...sandbox.trtc.requests(), ...sandbox.volcengine.requests()]).toEqual([]);

    keyServer.behave(serving(publicJwk(FIRST)));
    later = MINUTE_MS;
    await expect.poll(() => readiness(sandbox)).toEqual(READY);
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
    expect(await outcomeOf(sandbox, freshToken(STRANGE))).toBe(REFUSED);
  });
});

describe('a key server without any key', () => {
  it('counts as a key server that never answered', async () => {
    const { keyServer, sandbox } = await start(serving());
    expect(await readiness(sandbox)).toEqual(NOT_READY);
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe(UNAVAILABLE);

    keyServer.behave(serving(publicJwk(FIRST)));
    later = MINUTE_MS;
    await expect.poll(() => readiness(sandbox)).toEqual(READY);
    expect(await outcomeOf(sandbox, freshToken(FIRST))).toBe('200');
  });
});

describe('a key server that never answers', () => {
  it('delays only tokens with an unknown key, for a few seconds', async () => {
    const { keyServer, sandbox } = await start(silent);
    const waiting = outcomeOf(sandbox, freshToken(FIRST));
    expect((await fetch(`${sandbox.url}/healthz`)).status).toBe(200);
    expect((await post(sandbox, '{}')).status).toBe(401);
    expect(await waiting).toBe(UNAVAILABLE);

    keyServer.behave(serving(publicJwk(FIRST)));
    later = MINUTE_MS;
    await expect.poll(() => readiness(sandbox)).toEqual(READY);
  });
});

describe('an unusable key of a key server', () => {
  const secret = Buffer.from('a secret that the key server tells everybody');
  const weak = newRsaKeys(1024);
  const { kid, pair } = FIRST;
  const unusable: readonly (readonly [string, object, string, Buffer | typeof pair.privateKey])[] = [
    ['a secret', { kty: 'oct', k: secret.toString('base64url'), kid }, 'HS256', secret],
    ['RSA of 1024 bits', { ...jwkOf(weak), kid }, 'RS256', weak.privateKey],
    ['a private key', { ...pair.privateKey.export({ format: 'jwk' }), kid }, 'ES256', pair.privateKey],
    ['a key for encryption', { ...publicJwk(FIRST), use: 'enc' }, 'ES256', pair.privateKey],
    ['a key for something else', { ...publicJwk(FIRST), key_ops: ['deriveBits'] }, 'ES256', pair.privateKey],
    ['a key for another algorithm', { ...publicJwk(FIRST), alg: 'ES384' }, 'ES256', pair.privateKey],
    ['half a key', { ...publicJwk(FIRST), y: undefined }, 'ES256', pair.privateKey],
    ['a key of an unknown type', { kty: 'unknown', kid }, 'ES256', pair.privateKey],
  ];

  it.each(unusable)('verifies no token: %s', async (_name, jwk, alg, key) => {
    const { sandbox } = await start(serving(jwk, publicJwk(SECOND)));
    expect(await readiness(sandbox)).toEqual(READY);
    const claims = { iss: EXPECTED.AUTH_ISSUER, aud: EXPECTED.AUTH_AUDIENCE, exp: Date.now() / 1000 + 60 };
    const token = signed({ alg, kid }, { sub: 'someone', ...claims }, alg, key);
    expect(await outcomeOf(sandbox, token)).toBe(REFUSED);
    expect(await outcomeOf(sandbox, freshToken(SECOND))).toBe('200');
  });
});
