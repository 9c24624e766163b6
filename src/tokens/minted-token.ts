import { createPublicKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { createTokenVerifier } from '../identity/token-verifier.js';
import { systemClock } from '../time/clock.js';
import { Secret } from '../values/secret.js';
import type { SigningKey } from './signing-key.js';

/** Claims with JSON values; undefined ones are left out. */
export type TokenClaims = Readonly<Record<string, unknown>> & { sub: string };

/** Signs a token that is valid for this long from now on. */
export function mintToken(
  { key, algorithm, keyId, issuer, audience }: SigningKey,
  claims: TokenClaims,
  lifetimeSeconds: number,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    ...claims,
    ...(issuer && { iss: issuer }),
    ...(audience && { aud: audience }),
    iat: now,
    exp: now + lifetimeSeconds,
  })
    .setProtectedHeader({ alg: algorithm, ...(keyId && { kid: keyId }) })
    .sign(key);
}

/** Why a gateway would refuse this token; undefined: it would not. A key server is not asked. */
export async function refusalOf(token: string, signing: SigningKey): Promise<string | undefined> {
  const { key, algorithm, issuer, audience } = signing;
  const verifier = createTokenVerifier(
    {
      ...(key instanceof Uint8Array
        ? { kind: 'secret', secret: new Secret(Buffer.from(key).toString()) }
        : { kind: 'public-key', key: createPublicKey(key) }),
      algorithms: [algorithm],
      ...(issuer && { issuer }),
      ...(audience && { audience }),
    },
    { clock: systemClock, epochMs: Date.now },
  );
  const verified = await verifier.verify(token);
  if (!('refused' in verified)) return undefined;
  return verified.refused === 'invalid' ? verified.why : verified.refused;
}
