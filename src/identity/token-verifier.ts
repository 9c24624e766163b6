import { createRemoteJWKSet, customFetch, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { AuthConfig } from '../config/auth.js';
import type { Clock } from '../time/clock.js';
import { isStorableText } from '../values/storable-text.js';
import { type Caller, callerFromClaims, GATEWAY_ITSELF } from './caller.js';
import { FixedKeys } from './fixed-keys.js';
import type { FetchKeys } from './key-server.js';
import { REMOTE_KEY, type VerificationKey, type VerificationKeys } from './verification-keys.js';

/** In characters. A token with the documented claims is much shorter. */
const MAX_TOKEN_LENGTH = 8_192;
/** In characters. The names of active callers are kept in memory. */
const MAX_SUB_LENGTH = 255;
const CLOCK_TOLERANCE_SECONDS = 30;
/** A token cannot be revoked, so no token may be valid for longer. */
const MAX_LIFETIME_SECONDS = 24 * 60 * 60;
/** For cached tokens and their callers. */
const MAX_CACHE_BYTES = 16_777_216;
const CALLER_BYTES = 1_024;

const JWKS_TIMEOUT_MS = 5_000;
/** For this long after a fetch, an unknown key id causes no other fetch. */
const JWKS_COOLDOWN_MS = 30_000;
/** The same limit while no key is known. */
const JWKS_RETRY_MS = 2_000;
/** Keys that are older than this are fetched again. Requests do not wait for that. */
const JWKS_REFRESH_MS = 600_000;

/**
 * - `invalid`: not a token for this gateway, or not valid yet.
 * - `expired`: it was valid until a moment ago, so its bearer can get a new one.
 * - `keys-unavailable`: the key server has never answered, so no token can be checked.
 */
export type TokenRefusal =
  | { refused: 'invalid'; why: string; detail?: RefusalDetail }
  | { refused: 'expired' }
  | { refused: 'keys-unavailable' };

/** For the log. It has no part of the token but the name of a claim. */
interface RefusalDetail {
  code: string;
  claim?: string;
}

export interface TokenVerifier {
  verify(token: string): Promise<Caller | TokenRefusal>;
  /**
   * For a token that was verified just now and stays in use, such as that of a stream: what checks it again and again. It is not
   * verified anew while it holds, however many others are in use, and not counted.
   */
  holder(token: string): () => Promise<Caller | TokenRefusal>;
  /** Resolves with false while no key is known. Asks the key server if necessary. */
  ready(): Promise<boolean>;
  checks(): TokenChecks;
  /** Takes a new secret or public key. Tokens of the old one are accepted for some time; `FixedKeys` says for how long. */
  renew(auth: AuthConfig): void;
}

/** How many tokens were checked since the start, by result. */
export interface TokenChecks {
  /** How many verified tokens are cached now. */
  known: number;
  times: Readonly<Record<'cached' | 'verified' | TokenRefusal['refused'], number>>;
}

/** `clock` measures waits and lifetimes in the process. `epochMs` is the time of day, for the claims of tokens. */
export interface TokenClocks {
  clock: Pick<Clock, 'now'>;
  epochMs: () => number;
}

/** A token that was verified. */
interface Known {
  caller: Caller;
  /** When the token expires, on the monotonic clock. Calculated when the token was verified. */
  endsAt: number;
  key: VerificationKey;
}

/** Each token is verified once, and then cached until it expires. `fetchKeys` asks the key server. */
export function createTokenVerifier(
  auth: AuthConfig,
  { clock, epochMs }: TokenClocks,
  fetchKeys: FetchKeys = fetch,
): TokenVerifier {
  const keys = auth.kind === 'jwks' ? remoteKeys(auth.url, clock, fetchKeys) : new FixedKeys(auth, clock);
  const known = new LRUCache<string, Known>({
    maxSize: MAX_CACHE_BYTES,
    sizeCalculation: (_known, token) => 2 * token.length + CALLER_BYTES,
  });
  const lifeLeftMs = ({ expiresAtMs }: Caller) => expiresAtMs + CLOCK_TOLERANCE_SECONDS * 1000 - epochMs();
  const times = { cached: 0, verified: 0, invalid: 0, expired: 0, 'keys-unavailable': 0 };
  const refused = (refusal: TokenRefusal): TokenRefusal => {
    times[refusal.refused] += 1;
    return refusal;
  };
  /** Undefined: the token has to be verified. */
  const stateOf = (before: Known | undefined): Caller | TokenRefusal | undefined => {
    // An expired token stays cached. Otherwise it would be valid again if the time of day were set back.
    if (before && clock.now() >= before.endsAt) return { refused: 'expired' };
    const holds = before && clock.now() < before.key.endsAt && lifeLeftMs(before.caller) > 0;
    return holds ? before.caller : undefined;
  };
  const lookUp = (token: string) => stateOf(known.get(token));
  return {
    checks: () => ({ known: known.size, times }),
    renew: (renewed) => keys.renew?.(renewed),
    async ready() {
      if (!keys.known()) await keys.load();
      return keys.known();
    },
    async verify(token) {
      const before = lookUp(token);
      if (before && 'refused' in before) return refused(before);
      if (before) {
        times.cached += 1;
        return before;
      }
      if (token.length > MAX_TOKEN_LENGTH) return refused(invalid('it is too long'));

      const verified = await verifyFresh(token, auth, keys, epochMs);
      if ('refused' in verified) return refused(verified);
      const { caller } = verified;
      times.verified += 1;
      known.set(token, { ...verified, endsAt: clock.now() + lifeLeftMs(caller) });
      return caller;
    },
    holder(token) {
      let own = known.get(token);
      return async () => {
        const state = stateOf(own);
        if (state) return state;
        const verified = await this.verify(token);
        own = known.get(token);
        return verified;
      };
    },
  };
}

async function verifyFresh(
  token: string,
  auth: AuthConfig,
  keys: VerificationKeys,
  epochMs: () => number,
): Promise<Omit<Known, 'endsAt'> | TokenRefusal> {
  try {
    const { payload, key } = await keys.verify(token, {
      algorithms: [...auth.algorithms],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(epochMs()),
      ...(auth.issuer && { issuer: auth.issuer }),
      ...(auth.audience && { audience: auth.audience }),
    });
    const { sub, exp } = payload;
    if (typeof sub !== 'string' || sub === '' || exp === undefined) return invalid('it names no caller');
    if (sub.length > MAX_SUB_LENGTH) return invalid(`its sub is longer than ${MAX_SUB_LENGTH} characters`);
    if (!isStorableText(sub)) return invalid('its sub is not well-formed text');
    if (sub === GATEWAY_ITSELF) return invalid(`its sub is ${GATEWAY_ITSELF}, which is the gateway itself`);
    const latest = epochMs() / 1000 + MAX_LIFETIME_SECONDS + CLOCK_TOLERANCE_SECONDS;
    if (exp > latest) return invalid('it would be valid for more than 24 hours');
    return { caller: callerFromClaims(sub, exp, payload), key };
  } catch (error) {
    // jose's errors are about the token, except when the keys could not be fetched.
    if (!keys.known() && isSigned(token, auth.algorithms)) return { refused: 'keys-unavailable' };
    if (error instanceof errors.JWTExpired) return { refused: 'expired' };
    const why = isToken(token)
      ? 'it is not valid here'
      : 'it is not a JWT, which has three parts between dots';
    return { ...invalid(why), detail: detailOf(error) };
  }
}

function invalid(why: string) {
  return { refused: 'invalid', why } as const;
}

function detailOf(error: unknown): RefusalDetail {
  if (error instanceof errors.JWTClaimValidationFailed) {
    return { code: `${error.code} (${error.reason})`, claim: error.claim };
  }
  return { code: error instanceof errors.JOSEError ? error.code : (error as Error).name };
}

/**
 * Keys from a key server. It is asked at the first token, at an unknown key id, and every ten minutes in the background.
 * While it is down, the known keys stay in use.
 */
function remoteKeys(url: URL, clock: Pick<Clock, 'now'>, fetchKeys: FetchKeys): VerificationKeys {
  let askedAt = Number.NEGATIVE_INFINITY;
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: JWKS_TIMEOUT_MS,
    // The library measures its waits by the time of day, which can be set back, and its cooldown begins only with a good
    // answer. So its waits are off, and the code below decides when to fetch, also while the key server is down.
    cooldownDuration: Number.POSITIVE_INFINITY,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    [customFetch]: (address, options) => {
      const wait = known() ? JWKS_COOLDOWN_MS : JWKS_RETRY_MS;
      if (clock.now() - askedAt < wait) throw new Error('the key server was asked a moment ago');
      askedAt = clock.now();
      return fetchKeys(address, options);
    },
  });
  const known = () => (keys.jwks()?.keys.length ?? 0) > 0;
  // A failure changes nothing: the known keys stay in use, and the next token or the next ten minutes try again.
  const load = () => keys.reload().catch(() => {});
  return {
    async verify(token, options) {
      if (clock.now() - askedAt >= JWKS_REFRESH_MS) void load();
      try {
        return { ...(await jwtVerify(token, keys, options)), key: REMOTE_KEY };
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await keys.reload();
        return { ...(await jwtVerify(token, keys, options)), key: REMOTE_KEY };
      }
    },
    known,
    load,
  };
}

/** Pages that have no token yet often send `undefined` or `null`. */
function isToken(text: string): boolean {
  return text.split('.').length === 3;
}

/** Whether the text is a token, and says that it is signed with an accepted algorithm. */
function isSigned(token: string, algorithms: readonly string[]): boolean {
  try {
    decodeJwt(token);
    return algorithms.includes(decodeProtectedHeader(token).alg ?? '');
  } catch {
    return false;
  }
}
