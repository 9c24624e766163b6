/** `npm run token`: see `USAGE`. */
import { parseArgs } from 'node:util';
import { namesKey, readAuthConfig } from '../config/auth.js';
import { readBounded } from '../environment/bounded-file.js';
import { ConfigError } from '../environment/config-error.js';
import { type Environment, optionsTakenByNpm, readEnvironment } from '../environment/environment.js';
import { SCOPES } from '../identity/grants.js';
import { isInt64 } from '../values/int64.js';
import {
  isRoomUserId,
  isStrRoomId,
  MAX_ROOM_USER_ID_BYTES,
  MAX_STR_ROOM_ID_BYTES,
} from '../values/room-name.js';
import { mintToken, refusalOf, type TokenClaims } from './minted-token.js';
import { keptSandboxSecret } from './sandbox-secret.js';
import { type SigningKey, signingKeyOf } from './signing-key.js';

const USAGE = `Usage: npm run --silent token -- --sub <name> [options]

Prints a token for trying things out. The key comes from the variables that the gateway reads (AUTH_JWT_SECRET,
AUTH_JWT_PUBLIC_KEY or AUTH_JWKS_URL, with AUTH_ISSUER and AUTH_AUDIENCE). If none is set, the token is for the sandbox.

  --sub <name>             whom the token names, such as moderator-1
  --expires <time>         how long it is valid: 90s, 10m (default), 12h; at most 24h
  --scope <scopes>         ${Object.values(SCOPES).join(', ')};
                           separated by commas. Default: what --rooms, --str-rooms and the two user ids make sense with
  --rooms <ids>            the rooms it counts in: 10006,10007, or * for all
  --str-rooms <names>      the string rooms it counts in: lobby,stage, or * for all; \\, is a comma within a name
  --volc-user-id <id>      whose blacklist ${SCOPES.ownBlacklist} lets it change
  --trtc-user-id <id>      the TRTC user of whom ${SCOPES.self} lets it see what holds
  --sdk-app-ids <ids>      TRTC applications besides the default one: numbers, or * for all
  --app-ids <ids>          the same for Volcengine
  --key-file <path>        the private key in PEM, where the gateway has only the public one
  --kid <id>               which of the key server's keys that is
  --help                   this text
`;

/** Much longer than any private key. */
const MAX_KEY_BYTES = 65_536;

/** Printed in one line, with the exit code 2. */
class UsageError extends Error {}

const text = { type: 'string' } as const;
const OPTIONS = {
  sub: text,
  expires: text,
  scope: text,
  rooms: text,
  'str-rooms': text,
  'volc-user-id': text,
  'trtc-user-id': text,
  'sdk-app-ids': text,
  'app-ids': text,
  'key-file': text,
  kid: text,
  help: { type: 'boolean', short: 'h' },
} as const;
type Options = ReturnType<typeof parsed>;

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    // Node's message names the option in its first sentence. Advice follows.
    const [words] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(words);
  }
}

/** These are settings of npm too. */
const NPM_SETTINGS: readonly string[] = ['scope', 'help'];

async function run(args: string[]): Promise<void> {
  const [taken] = optionsTakenByNpm(Object.keys(OPTIONS).filter((name) => !NPM_SETTINGS.includes(name)));
  if (taken !== undefined) {
    throw new UsageError(
      `npm has taken --${taken} for itself; write -- before the options: npm run token -- --${taken} …`,
    );
  }
  const options = parsed(args);
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  const claims = claimsOf(options);
  const lifetimeSeconds = seconds(options.expires ?? '10m');
  const signing = signingKey(options);
  const token = await mintToken(signing, claims, lifetimeSeconds);
  const refusal = await refusalOf(token, signing);
  if (refusal) throw new UsageError(`the gateway would refuse this token: ${refusal}`);
  process.stderr.write(`For ${JSON.stringify(claims)}, valid for ${lifetimeSeconds} s:\n`);
  process.stdout.write(`${token}\n`);
}

function claimsOf(options: Options): TokenClaims {
  const { sub } = options;
  if (!sub) throw new UsageError('--sub is missing: whom the token names (--help tells more)');
  const own = options['volc-user-id'];
  if (own !== undefined && !isInt64(own))
    throw new UsageError('--volc-user-id must be a whole number of 64 bits');
  const self = options['trtc-user-id'];
  if (self !== undefined && !isRoomUserId(self))
    throw new UsageError(`--trtc-user-id must have 1 to ${MAX_ROOM_USER_ID_BYTES} bytes`);
  const claims = {
    rooms: ids('--rooms', options.rooms, ' (the names of string rooms: --str-rooms)'),
    str_rooms: names(options['str-rooms']),
    volc_user_id: own,
    trtc_user_id: self,
    sdk_app_ids: ids('--sdk-app-ids', options['sdk-app-ids']),
    app_ids: ids('--app-ids', options['app-ids']),
  };
  const inRooms = claims.rooms ?? claims.str_rooms;
  const implied = [inRooms && SCOPES.media, own && SCOPES.ownBlacklist, self && SCOPES.self].filter(
    (scope) => scope,
  );
  const scopes = options.scope?.split(/[\s,]+/).filter(Boolean) ?? implied;
  if (scopes.length === 0) {
    throw new UsageError(
      'the token would allow nothing: --scope, --rooms, --str-rooms, --volc-user-id or --trtc-user-id is needed',
    );
  }
  const known = Object.values<string | undefined>(SCOPES);
  if (!scopes.every((scope) => known.includes(scope))) {
    throw new UsageError(`--scope must be of ${known.join(', ')}`);
  }
  return { sub, scope: scopes.join(' '), ...claims };
}

function ids(option: string, given: string | undefined, hint = ''): string[] | number[] | undefined {
  if (given === undefined) return undefined;
  const list = given.split(',').map((id) => id.trim());
  if (list.length === 1 && list[0] === '*') return ['*'];
  if (list.every((id) => /^[1-9]\d{0,9}$/.test(id))) return list.map(Number);
  throw new UsageError(`${option} must be numbers separated by commas, or * for all${hint}`);
}

/** No name has a backslash. */
function names(given: string | undefined): string[] | undefined {
  if (given === undefined) return undefined;
  const list = given.split(/(?<!\\),/).map((name) => name.replaceAll('\\,', ','));
  if (list.every((name) => isStrRoomId(name) || (name === '*' && list.length === 1))) return list;
  throw new UsageError(
    `--str-rooms must be names of up to ${MAX_STR_ROOM_ID_BYTES} of the characters that TRTC allows, separated by commas, or * for all`,
  );
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600 };

function seconds(time: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,5})([smh])$/.exec(time) ?? [];
  const total = Number(count) * (UNITS[unit] ?? 0);
  if (total > 0 && total <= 86_400) return total;
  throw new UsageError('--expires must be a time such as 90s, 10m or 12h, and at most 24h');
}

function signingKey({ 'key-file': file, kid }: Options): SigningKey {
  const signing = signingKeyOf(readAuthConfig(keyVariables()), {
    ...(file !== undefined && { privateKey: readKeyFile(file) }),
    ...(kid !== undefined && { keyId: kid }),
  });
  if ('problem' in signing) throw new UsageError(`${signing.problem} (--key-file, --help tells more)`);
  return signing;
}

/** The environment; where it names no key, with the sandbox's secret. */
function keyVariables(): Environment {
  const { env } = readEnvironment(['AUTH_JWT_SECRET', 'AUTH_JWT_PUBLIC_KEY']);
  if (namesKey(env)) return env;
  const secret = keptSandboxSecret();
  if (secret === undefined) {
    throw new UsageError(
      'no key: set the variable that the gateway has its key from (AUTH_JWT_SECRET, AUTH_JWT_PUBLIC_KEY or AUTH_JWKS_URL), or start `npm run sandbox` once',
    );
  }
  process.stderr.write('No AUTH_ variable names a key, so this token is for the sandbox.\n');
  return { ...env, AUTH_JWT_SECRET: secret };
}

function readKeyFile(path: string): string {
  try {
    return readBounded(path, MAX_KEY_BYTES).toString();
  } catch (error) {
    throw new UsageError(`--key-file cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  // Nothing else is printed: a message of another library might quote a key.
  const words = isUsage || error instanceof ConfigError ? error.message : 'the token cannot be made';
  process.stderr.write(`${isUsage ? 'token: ' : ''}${words}\n`);
  process.exitCode = isUsage ? 2 : 1;
}
