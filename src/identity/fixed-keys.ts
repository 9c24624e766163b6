import { createSecretKey, type KeyObject } from 'node:crypto';
import { errors, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { AuthConfig } from '../config/auth.js';
import type { Clock } from '../time/clock.js';
import type { VerificationKey, VerificationKeys } from './verification-keys.js';

/**
 * For this long, tokens of a replaced key are accepted beside those of the new key. Whoever signs tokens does not change
 * the key at the same moment, and tokens that are in use must not all fail at once. It is not longer, because the
 * reason for a new key may be that others know the old one. A restart ends it at once.
 */
const OVERLAP_MS = 3_600_000;
/** Each costs the check of a bad token another verification. */
const MAX_REPLACED = 3;

type FixedAuth = Exclude<AuthConfig, { kind: 'jwks' }>;

interface FixedKey extends VerificationKey {
  material: KeyObject;
  algorithms: readonly string[];
}

/** The secret or public key of the configuration, and for some time those that it replaced. */
export class FixedKeys implements VerificationKeys {
  readonly #clock: Pick<Clock, 'now'>;
  #current: FixedKey;
  /** The latest first. */
  #replaced: readonly FixedKey[] = [];

  constructor(auth: FixedAuth, clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#current = keyOf(auth);
  }

  async verify(token: string, options: JWTVerifyOptions) {
    let refusal: unknown;
    for (const key of [this.#current, ...this.#usable()]) {
      try {
        const withKey = { ...options, algorithms: [...key.algorithms] };
        const { payload } = await jwtVerify(token, key.material, withKey);
        return { payload, key };
      } catch (error) {
        if (!isOfAnotherKey(error)) throw error;
        refusal ??= error;
      }
    }
    throw refusal;
  }

  known(): boolean {
    return true;
  }

  async load(): Promise<void> {}

  renew(auth: AuthConfig): void {
    if (auth.kind === 'jwks') return;
    const renewed = keyOf(auth);
    if (renewed.material.equals(this.#current.material)) return;
    const now = this.#clock.now();
    const isRenewed = ({ material }: FixedKey) => material.equals(renewed.material);
    const others = this.#usable().filter((key) => !isRenewed(key));
    this.#current.endsAt = now + OVERLAP_MS;
    // Tokens that a key verified remember the key itself, so one that comes back is the same object.
    const back = this.#usable().find(isRenewed);
    const replaced = [this.#current, ...others];
    for (const dropped of replaced.slice(MAX_REPLACED)) dropped.endsAt = now;
    this.#replaced = replaced.slice(0, MAX_REPLACED);
    this.#current = back ?? renewed;
    this.#current.endsAt = Number.POSITIVE_INFINITY;
  }

  #usable(): readonly FixedKey[] {
    return this.#replaced.filter(({ endsAt }) => this.#clock.now() < endsAt);
  }
}

function keyOf(auth: FixedAuth): FixedKey {
  const material = auth.kind === 'secret' ? createSecretKey(Buffer.from(auth.secret.reveal())) : auth.key;
  return { material, algorithms: auth.algorithms, endsAt: Number.POSITIVE_INFINITY };
}

function isOfAnotherKey(error: unknown): boolean {
  return error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed;
}
