import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { safeUrl } from '../environment/addresses.js';
import { ConfigError } from '../environment/config-error.js';
import { type Environment, readEnvironment } from '../environment/environment.js';
import { parseVariables } from '../environment/parse-variables.js';
import type { VariableGroup } from '../environment/variable-group.js';
import { Secret } from '../values/secret.js';

/** Where the keys of tokens come from, and what a token must contain. */
export type AuthConfig = (
  | { kind: 'secret'; secret: Secret }
  | { kind: 'public-key'; key: KeyObject }
  | { kind: 'jwks'; url: URL }
) & {
  /** The only ones that are accepted. A token's own `alg` chooses among them. */
  algorithms: readonly string[];
  issuer?: string;
  audience?: string;
};

/** Checked here, since a weak key, or one of a kind that no accepted algorithm uses, would only show when tokens come. */
const publicKey = z.string().transform((text, context) => {
  try {
    // Environment files cannot hold line breaks, so people write a backslash and an n instead.
    const pem = text.replaceAll('\\n', '\n');
    if (pem.includes('PRIVATE KEY')) throw new Error('a private key');
    const key = createPublicKey(pem);
    const algorithms = algorithmsOf(key);
    if (algorithms) return { key, algorithms };
  } catch {
    // The issue below says what is needed.
  }
  context.addIssue('must be a public key in PEM: RSA of 2048 bits or more, P-256 or Ed25519');
  return z.NEVER;
});

/** The algorithms that a key can verify; undefined where it is too weak, or of a kind that tokens do not use. */
export function algorithmsOf({
  asymmetricKeyType,
  asymmetricKeyDetails,
}: KeyObject): readonly string[] | undefined {
  const strong = (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  if (asymmetricKeyType === 'rsa' && strong) return ['RS256', 'PS256'];
  if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return ['ES256'];
  return asymmetricKeyType === 'ed25519' ? ['EdDSA', 'Ed25519'] : undefined;
}

const JWKS_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/** Whoever can change what this address answers can let anybody in. */
const keyServer = z.string().transform((text, context): URL => {
  const url = safeUrl(text);
  if (url) return url;
  context.addIssue('must be an https:// address without a password (http:// for this machine only)');
  return z.NEVER;
});

const shape = {
  AUTH_JWT_SECRET: z
    .string()
    .refine((value) => Buffer.byteLength(value) >= 32, 'must have at least 32 bytes')
    .transform((value) => new Secret(value))
    .optional(),
  AUTH_JWT_PUBLIC_KEY: publicKey.optional(),
  AUTH_JWKS_URL: keyServer.optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
};

/** Exactly one of these is set. */
const KEY_VARIABLES = ['AUTH_JWT_SECRET', 'AUTH_JWT_PUBLIC_KEY', 'AUTH_JWKS_URL'] as const;

export const authVariables = {
  shape,
  files: ['AUTH_JWT_SECRET', 'AUTH_JWT_PUBLIC_KEY'],
  /** Undefined where `authProblems` has something to say. */
  config(values): AuthConfig | undefined {
    const expected = {
      ...(values.AUTH_ISSUER && { issuer: values.AUTH_ISSUER }),
      ...(values.AUTH_AUDIENCE && { audience: values.AUTH_AUDIENCE }),
    };
    if (values.AUTH_JWT_SECRET) {
      return { kind: 'secret', secret: values.AUTH_JWT_SECRET, algorithms: ['HS256'], ...expected };
    }
    if (values.AUTH_JWT_PUBLIC_KEY) return { kind: 'public-key', ...values.AUTH_JWT_PUBLIC_KEY, ...expected };
    if (values.AUTH_JWKS_URL) {
      return { kind: 'jwks', url: values.AUTH_JWKS_URL, algorithms: JWKS_ALGORITHMS, ...expected };
    }
    return undefined;
  },
} satisfies VariableGroup<typeof shape, AuthConfig | undefined>;

export function authProblems(env: Environment): readonly string[] {
  const problems: string[] = [];
  const keys = KEY_VARIABLES.filter((name) => env[name] !== undefined);
  if (keys.length !== 1) {
    const instead = keys.length === 0 ? 'none is' : `${keys.join(' and ')} are`;
    problems.push(`exactly one of ${KEY_VARIABLES.join(', ')} must be set, to tell who calls; ${instead}`);
  }
  for (const name of ['AUTH_ISSUER', 'AUTH_AUDIENCE']) {
    if (env.AUTH_JWKS_URL !== undefined && env[name] === undefined) {
      problems.push(`${name} must be set too, since AUTH_JWKS_URL is: a key server may serve others as well`);
    }
  }
  return problems;
}

/** Whether the environment says where the keys of tokens come from. */
export function namesKey(env: Environment): boolean {
  return KEY_VARIABLES.some((name) => env[name] !== undefined);
}

/** How tokens are checked, for a command that needs nothing else. Throws a `ConfigError`. */
export function readAuthConfig(environment?: Environment): AuthConfig {
  const { env, problems } = readEnvironment(authVariables.files, environment);
  const { values, problems: malformed } = parseVariables(z.object(shape), env);
  problems.push(...malformed, ...authProblems(env));
  const auth = values && authVariables.config(values);
  if (problems.length > 0 || !auth) throw new ConfigError(problems);
  return auth;
}
