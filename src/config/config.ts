import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Secret } from '../values/secret.js';

/** TRTC's access regions for this API; the vendor document names no others. */
export const TRTC_REGIONS = ['ap-beijing', 'ap-guangzhou', 'ap-singapore'] as const;
export type TrtcAccessRegion = (typeof TRTC_REGIONS)[number];

export interface TrtcConfig {
  secretId: string;
  secretKey: Secret;
  sessionToken?: Secret;
  endpoint: URL;
  region: TrtcAccessRegion;
  /** The applications that the gateway serves; the first is the default. Never empty. */
  sdkAppIds: readonly [number, ...number[]];
  callsPerSecond: number;
}

export interface VolcengineConfig {
  accessKeyId: string;
  secretAccessKey: Secret;
  sessionToken?: Secret;
  endpoint: URL;
  region: string;
  /** The applications that the gateway serves; the first is the default. Never empty. */
  appIds: readonly [number, ...number[]];
  callsPerSecond: number;
}

/** Where the keys of tokens come from, and what a token has to say. */
export type AuthConfig = (
  | { kind: 'secret'; secret: Secret }
  | { kind: 'public-key'; key: KeyObject }
  | { kind: 'jwks'; url: URL }
) & {
  /** The only ones that are accepted; a token's own `alg` chooses among them, never beyond. */
  algorithms: readonly string[];
  issuer?: string;
  audience?: string;
};

export interface VendorCallLimits {
  /** How long one attempt may take, from the send to the last byte of the answer. */
  timeoutMs: number;
  /** How long a call may take in all: the wait for a slot, and every attempt. */
  deadlineMs: number;
  /** How many calls may wait for one quota. */
  queueMax: number;
}

/** Where the journal is. */
export type JournalConfig = (
  | { kind: 'sqlite'; file: string }
  /** The address has the password in it. */
  | { kind: 'postgres'; url: Secret }
) & {
  /** Actions that are older are deleted; 0: none is. */
  retentionDays: number;
};

/** Which documents are parsed and validated once, and which run at all. */
export interface TrustedDocumentsConfig {
  /** `only`: no others are let in. `on`: others run too, and those that come again and again are kept as well. */
  mode: 'off' | 'on' | 'only';
  /** By the id that a client may send instead. */
  documents: ReadonlyMap<string, string>;
}

export interface GatewayConfig {
  host: string;
  port: number;
  playground: boolean;
  introspection: boolean;
  trustedDocuments: TrustedDocumentsConfig;
  corsOrigins: readonly string[];
  logLevel: LogLevel;
  /** Where metrics are served, on `host` too; absent: they are off. */
  metricsPort?: number;
  /** The OTLP/HTTP collector of traces; absent: they are off. */
  tracesEndpoint?: URL;
  auth: AuthConfig;
  /** Requests a second, for each caller; 0: any number. */
  callerRequestsPerSecond: number;
  /** Absent: the vendor is off. */
  trtc?: TrtcConfig;
  /** Absent: the vendor is off. */
  volcengine?: VolcengineConfig;
  vendorCalls: VendorCallLimits;
  journal: JournalConfig;
}

export interface EmulatorConfig {
  trtc: {
    port: number;
    secretId: string;
    secretKey: string;
    sessionToken?: string;
    sdkAppIds: readonly number[];
    callsPerSecond: number;
  };
  volcengine: {
    port: number;
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
    appIds: readonly number[];
    callsPerSecond: number;
  };
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A configuration that cannot be used. The message lists every problem, a line each; it holds no values of secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const INT32_MAX = 2 ** 31 - 1;

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'], 'must be true or false')
  .transform((value) => value === 'true' || value === '1' || value === 'on');

const appIds = z.string().transform((text, context): [number, ...number[]] => {
  const ids = text.split(',').map((part) => part.trim());
  const valid = ids.every((id) => /^[1-9]\d{0,9}$/.test(id) && Number(id) <= INT32_MAX);
  if (!valid) context.addIssue(`must be whole numbers from 1 to ${INT32_MAX}, separated by commas`);
  return ids.map(Number) as [number, ...number[]];
});

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** An address that nobody on the way can answer for, and without a password, which nothing would hide. */
function safeUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  return safe && !url.username && !url.password ? url : undefined;
}

/** Both signatures cover the path "/" only, and an answer over plain HTTP could be anybody's. */
const endpoint = z.string().transform((text, context): URL => {
  const url = safeUrl(text);
  if (url && url.pathname === '/' && !url.search && !url.hash) return url;
  context.addIssue('must be an https:// address without a path (http:// is accepted for this machine only)');
  return z.NEVER;
});

/** A JSON object from id to document, as code generators write it. */
const documentsFile = z.string().transform((file, context): ReadonlyMap<string, string> => {
  try {
    const documents = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
    return new Map(Object.entries(documents));
  } catch {
    context.addIssue('must be a JSON file: an object from ids to documents');
    return z.NEVER;
  }
});

/** `file:./data/journal.db`, or `postgres://…`. */
const databaseUrl = z.string().transform((text, context) => {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) {
    return { kind: 'postgres' as const, url: new Secret(text) };
  }
  const file = /^file:(?:\/\/(?=\/))?([^?#:]+)$/.exec(text)?.[1];
  if (file && !file.startsWith('//')) return { kind: 'sqlite' as const, file };
  context.addIssue(
    'must be a file, such as file:./data/journal.db, or a database, such as postgres://user@host/name',
  );
  return z.NEVER;
});

/** Goes into a header: anything else than visible ASCII would make every call fail, one by one. */
const headerText = z.string().regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters without spaces');

const origins = z.string().transform((text, context): string[] => {
  const list = text.split(',').map((part) => part.trim());
  for (const origin of list) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      context.addIssue('must be origins such as https://app.example.com, separated by commas');
      break;
    }
  }
  return list;
});

const secret = headerText.transform((value) => new Secret(value));

/** A key that is too weak, or of a kind that no accepted algorithm uses, would be noticed only when tokens come. */
const publicKey = z.string().transform((text, context) => {
  try {
    // Environment files cannot hold line breaks; the usual way out is a backslash and an n.
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

function algorithmsOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): readonly string[] | undefined {
  const strong = (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  if (asymmetricKeyType === 'rsa' && strong) return ['RS256', 'PS256'];
  if (asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return ['ES256'];
  return asymmetricKeyType === 'ed25519' ? ['EdDSA', 'Ed25519'] : undefined;
}

const JWKS_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

/** Who can change what this address answers can let anybody in. */
const jwksUrl = z.string().transform((text, context): URL => {
  const url = safeUrl(text);
  if (url) return url;
  context.addIssue('must be an https:// address without a password (http:// for this machine only)');
  return z.NEVER;
});

/** A collector is mostly a neighbour, spoken to in the clear. What a header needs to say is OTEL_EXPORTER_OTLP_HEADERS. */
const collector = z.string().transform((text, context): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  if (url && plain && !url.search && !url.hash) return url;
  context.addIssue('must be an http:// or https:// address without a password');
  return z.NEVER;
});

const variables = z.object({
  PORT: integer(0, 65535).default(4000),
  HOST: z
    .string()
    .regex(/^[\w.:-]{1,255}$/, 'must be an address or a host name')
    .default('0.0.0.0'),
  PLAYGROUND: flag.default(false),
  INTROSPECTION: flag.default(false),
  TRUSTED_DOCUMENTS: z.enum(['off', 'on', 'only'], 'must be off, on or only').default('on'),
  TRUSTED_DOCUMENTS_FILE: documentsFile.default(new Map()),
  CORS_ORIGINS: origins.default([]),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  METRICS_PORT: integer(0, 65535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.optional(),
  AUTH_JWT_SECRET: z
    .string()
    .refine((value) => Buffer.byteLength(value) >= 32, 'must have at least 32 bytes')
    .transform((value) => new Secret(value))
    .optional(),
  AUTH_JWT_PUBLIC_KEY: publicKey.optional(),
  AUTH_JWKS_URL: jwksUrl.optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  CALLER_REQUESTS_PER_SECOND: integer(0, 1_000_000).default(100),
  DATABASE_URL: databaseUrl.default({ kind: 'sqlite', file: './data/journal.db' }),
  JOURNAL_RETENTION_DAYS: integer(0, 36_500).default(0),
  VENDOR_TIMEOUT_MS: integer(1, 600_000).default(5_000),
  VENDOR_DEADLINE_MS: integer(1, 600_000).default(15_000),
  VENDOR_QUEUE_MAX: integer(1, 1_000_000).default(10_000),
  TRTC_SECRET_ID: headerText.optional(),
  TRTC_SECRET_KEY: secret.optional(),
  TRTC_SESSION_TOKEN: secret.optional(),
  TRTC_ENDPOINT: endpoint.default(new URL('https://trtc.intl.tencentcloudapi.com')),
  TRTC_REGION: z.enum(TRTC_REGIONS, `must be one of ${TRTC_REGIONS.join(', ')}`).default('ap-singapore'),
  TRTC_SDK_APP_IDS: appIds.optional(),
  TRTC_QPS: integer(1, 10_000).default(20),
  VOLC_ACCESS_KEY_ID: headerText.optional(),
  VOLC_SECRET_ACCESS_KEY: secret.optional(),
  VOLC_SESSION_TOKEN: secret.optional(),
  VOLC_ENDPOINT: endpoint.default(new URL('https://rtc.volcengineapi.com')),
  VOLC_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, 'must be lower-case letters, digits and hyphens')
    .default('cn-north-1'),
  VOLC_APP_IDS: appIds.optional(),
  VOLC_QPS: integer(1, 10_000).default(50),
  TRTC_EMULATOR_PORT: integer(0, 65535).default(4101),
  VOLC_EMULATOR_PORT: integer(0, 65535).default(4102),
});

/** What can be set: every variable, and the `…_FILE` forms of secrets. */
export function variableNames(): string[] {
  return [...Object.keys(variables.shape), ...FILE_VARIABLES.map((name) => `${name}_FILE`)];
}

/** Here, what has a sandbox value is always there. */
const emulatorVariables = variables.required({
  TRTC_SECRET_ID: true,
  TRTC_SECRET_KEY: true,
  TRTC_SDK_APP_IDS: true,
  VOLC_ACCESS_KEY_ID: true,
  VOLC_SECRET_ACCESS_KEY: true,
  VOLC_APP_IDS: true,
});

const journalVariables = variables.pick({ DATABASE_URL: true, JOURNAL_RETENTION_DAYS: true });

const TRTC_VARIABLES = ['TRTC_SECRET_ID', 'TRTC_SECRET_KEY', 'TRTC_SDK_APP_IDS'] as const;
const VOLC_VARIABLES = ['VOLC_ACCESS_KEY_ID', 'VOLC_SECRET_ACCESS_KEY', 'VOLC_APP_IDS'] as const;
const KEY_VARIABLES = ['AUTH_JWT_SECRET', 'AUTH_JWT_PUBLIC_KEY', 'AUTH_JWKS_URL'] as const;
/** Each can be given as a file instead, as orchestrators mount them: `TRTC_SECRET_KEY_FILE`. */
const FILE_VARIABLES = [
  'TRTC_SECRET_ID',
  'TRTC_SECRET_KEY',
  'TRTC_SESSION_TOKEN',
  'VOLC_ACCESS_KEY_ID',
  'VOLC_SECRET_ACCESS_KEY',
  'VOLC_SESSION_TOKEN',
  'AUTH_JWT_SECRET',
  'AUTH_JWT_PUBLIC_KEY',
  'DATABASE_URL',
];

/** What the emulators accept when the environment names no credentials, and what the sandbox's gateway signs with. */
const SANDBOX_ENVIRONMENT = {
  TRTC_SECRET_ID: 'AKIDSandboxSandboxSandboxSandbox',
  TRTC_SECRET_KEY: 'SandboxSecretKeyForTheEmulator',
  TRTC_SDK_APP_IDS: '1400188366',
  VOLC_ACCESS_KEY_ID: 'AKLTSandboxSandboxSandboxSandbox',
  VOLC_SECRET_ACCESS_KEY: 'SandboxSecretAccessKeyForTheEmulator',
  VOLC_APP_IDS: '123456',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the gateway's configuration. Throws a `ConfigError` that names every problem at once. */
export function readGatewayConfig(environment: Environment = process.env): GatewayConfig {
  const { env, problems } = withFiles(environment);
  const { values, problems: malformed } = parseVariables(variables, env);
  problems.push(...malformed);

  const trtcOn = requireTogether(env, TRTC_VARIABLES, 'TRTC_SESSION_TOKEN', problems);
  const volcengineOn = requireTogether(env, VOLC_VARIABLES, 'VOLC_SESSION_TOKEN', problems);
  if (!trtcOn && !volcengineOn) {
    problems.push(
      `no vendor is configured: set ${TRTC_VARIABLES.join(', ')} for TRTC, or ${VOLC_VARIABLES.join(', ')} ` +
        'for Volcengine, or both (`npm run sandbox` needs none of them)',
    );
  }
  if (values?.TRUSTED_DOCUMENTS === 'only' && values.TRUSTED_DOCUMENTS_FILE.size === 0) {
    problems.push(
      'TRUSTED_DOCUMENTS_FILE must be set too and name a document, since TRUSTED_DOCUMENTS is only',
    );
  }
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
  if (values?.METRICS_PORT && values.METRICS_PORT === values.PORT) {
    problems.push('METRICS_PORT must differ from PORT: metrics are not for everybody who may call');
  }
  const auth = values && authConfig(values);
  if (problems.length > 0 || !values || !auth) throw new ConfigError(problems);

  const config: GatewayConfig = {
    host: values.HOST,
    port: values.PORT,
    playground: values.PLAYGROUND,
    introspection: values.INTROSPECTION,
    trustedDocuments: { mode: values.TRUSTED_DOCUMENTS, documents: values.TRUSTED_DOCUMENTS_FILE },
    corsOrigins: values.CORS_ORIGINS,
    logLevel: values.LOG_LEVEL,
    ...(values.METRICS_PORT !== undefined && { metricsPort: values.METRICS_PORT }),
    ...(values.OTEL_EXPORTER_OTLP_ENDPOINT && { tracesEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT }),
    auth,
    callerRequestsPerSecond: values.CALLER_REQUESTS_PER_SECOND,
    vendorCalls: {
      timeoutMs: values.VENDOR_TIMEOUT_MS,
      deadlineMs: values.VENDOR_DEADLINE_MS,
      queueMax: values.VENDOR_QUEUE_MAX,
    },
    journal: { ...values.DATABASE_URL, retentionDays: values.JOURNAL_RETENTION_DAYS },
  };
  if (values.TRTC_SECRET_ID && values.TRTC_SECRET_KEY && values.TRTC_SDK_APP_IDS) {
    config.trtc = {
      secretId: values.TRTC_SECRET_ID,
      secretKey: values.TRTC_SECRET_KEY,
      ...(values.TRTC_SESSION_TOKEN && { sessionToken: values.TRTC_SESSION_TOKEN }),
      endpoint: values.TRTC_ENDPOINT,
      region: values.TRTC_REGION,
      sdkAppIds: values.TRTC_SDK_APP_IDS,
      callsPerSecond: values.TRTC_QPS,
    };
  }
  if (values.VOLC_ACCESS_KEY_ID && values.VOLC_SECRET_ACCESS_KEY && values.VOLC_APP_IDS) {
    config.volcengine = {
      accessKeyId: values.VOLC_ACCESS_KEY_ID,
      secretAccessKey: values.VOLC_SECRET_ACCESS_KEY,
      ...(values.VOLC_SESSION_TOKEN && { sessionToken: values.VOLC_SESSION_TOKEN }),
      endpoint: values.VOLC_ENDPOINT,
      region: values.VOLC_REGION,
      appIds: values.VOLC_APP_IDS,
      callsPerSecond: values.VOLC_QPS,
    };
  }
  return config;
}

/** Where the journal is, for a command that needs nothing else. Throws a `ConfigError`. */
export function readJournalConfig(environment: Environment = process.env): JournalConfig {
  const { env, problems } = withFiles(environment);
  const { values, problems: malformed } = parseVariables(journalVariables, env);
  if (problems.length > 0 || !values) throw new ConfigError([...problems, ...malformed]);
  return { ...values.DATABASE_URL, retentionDays: values.JOURNAL_RETENTION_DAYS };
}

/**
 * Reads the emulators' configuration: the gateway's own variables, so that one environment serves both sides, and
 * sandbox values for what is unset. Throws a `ConfigError`.
 */
export function readEmulatorConfig(environment: Environment = process.env): EmulatorConfig {
  const { env, problems } = withFiles(environment);
  const { values, problems: malformed } = parseVariables(emulatorVariables, {
    ...SANDBOX_ENVIRONMENT,
    ...env,
  });
  if (problems.length > 0 || !values) throw new ConfigError([...problems, ...malformed]);
  return {
    trtc: {
      port: values.TRTC_EMULATOR_PORT,
      secretId: values.TRTC_SECRET_ID,
      secretKey: values.TRTC_SECRET_KEY.reveal(),
      ...(values.TRTC_SESSION_TOKEN && { sessionToken: values.TRTC_SESSION_TOKEN.reveal() }),
      sdkAppIds: values.TRTC_SDK_APP_IDS,
      callsPerSecond: values.TRTC_QPS,
    },
    volcengine: {
      port: values.VOLC_EMULATOR_PORT,
      accessKeyId: values.VOLC_ACCESS_KEY_ID,
      secretAccessKey: values.VOLC_SECRET_ACCESS_KEY.reveal(),
      ...(values.VOLC_SESSION_TOKEN && { sessionToken: values.VOLC_SESSION_TOKEN.reveal() }),
      appIds: values.VOLC_APP_IDS,
      callsPerSecond: values.VOLC_QPS,
    },
  };
}

/**
 * The configuration of a gateway in front of running emulators: what the environment says, with the playground and
 * introspection on, for this machine only, and never with the real vendors' addresses. Tokens are checked with
 * `authSecret` and the journal is in `journalFile`, unless the environment names a key or a database.
 */
export function readSandboxConfig(
  emulators: { trtcUrl: string; volcengineUrl: string },
  authSecret: string,
  journalFile: string,
  environment: Environment = process.env,
): GatewayConfig {
  const { env, problems } = withFiles(environment);
  if (problems.length > 0) throw new ConfigError(problems);
  const named = KEY_VARIABLES.some((name) => env[name] !== undefined);
  return readGatewayConfig({
    ...SANDBOX_ENVIRONMENT,
    ...(!named && { AUTH_JWT_SECRET: authSecret }),
    HOST: '127.0.0.1',
    PLAYGROUND: 'true',
    INTROSPECTION: 'true',
    LOG_LEVEL: 'warn',
    DATABASE_URL: `file:${journalFile}`,
    ...env,
    TRTC_ENDPOINT: emulators.trtcUrl,
    VOLC_ENDPOINT: emulators.volcengineUrl,
  });
}

function authConfig(values: z.output<typeof variables>): AuthConfig | undefined {
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
}

function parseVariables<Schema extends z.ZodType>(
  schema: Schema,
  env: Environment,
): { values: z.output<Schema> | undefined; problems: string[] } {
  const result = schema.safeParse(env);
  if (result.success) return { values: result.data, problems: [] };
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  return { values: undefined, problems: [...new Set(problems)] };
}

/** The environment, with what its `…_FILE` variables name in the place of these. */
function withFiles(environment: Environment): { env: Environment; problems: string[] } {
  const env = { ...withoutEmpty(environment) };
  const problems: string[] = [];
  for (const name of FILE_VARIABLES) {
    const file = env[`${name}_FILE`];
    if (file === undefined) continue;
    delete env[`${name}_FILE`];
    if (env[name] !== undefined) problems.push(`${name} and ${name}_FILE must not both be set`);
    try {
      env[name] = readFileSync(file, 'utf8').trimEnd();
    } catch (error) {
      problems.push(`${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  return { env, problems };
}

/** Compose files and CI systems pass unset variables on as empty ones. */
function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function requireTogether(
  env: Environment,
  names: readonly string[],
  sessionToken: string,
  problems: string[],
): boolean {
  const set = [...names, sessionToken].filter((name) => env[name] !== undefined);
  const missing = names.filter((name) => env[name] === undefined);
  if (set.length > 0 && missing.length > 0) {
    problems.push(`${missing.join(' and ')} must be set too, since ${set.join(' and ')} is set`);
  }
  return set.length > 0;
}
