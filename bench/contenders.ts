/** The servers that are compared. All call the same vendor, for the same users, with the same documents. */
import { randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import {
  type Command,
  GATEWAY,
  LOAD_CORE,
  MEASURED_CORE,
  type RunningServer,
  startServer,
} from './processes.js';

export interface Contender {
  name: string;
  /** `plain`: the server takes the inputs as JSON, without GraphQL. */
  speaks: 'plain' | 'graphql';
  headers: Readonly<Record<string, string>>;
  /** `environment`: what is set otherwise. */
  start(
    vendorUrl: string,
    nodeArgs?: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<RunningServer>;
}

const JSON_BODY = { 'content-type': 'application/json' };
const SECRET = randomBytes(32).toString('hex');
const token = await new SignJWT({ scope: 'moderation:media moderation:blacklist', rooms: '*' })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject('bench')
  .setExpirationTime('12h')
  .sign(Buffer.from(SECRET));

/** Every feature is on, and every limit is far away. */
function gatewayEnvironment(vendorUrl: string): Record<string, string> {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    METRICS_PORT: '0',
    AUTH_JWT_SECRET: SECRET,
    CALLER_REQUESTS_PER_SECOND: '1000000',
    TRTC_SECRET_ID: 'id',
    TRTC_SECRET_KEY: 'key',
    TRTC_SDK_APP_IDS: '1400188366',
    TRTC_ENDPOINT: vendorUrl,
    TRTC_QPS: '10000',
    VOLC_ACCESS_KEY_ID: 'id',
    VOLC_SECRET_ACCESS_KEY: 'key',
    VOLC_APP_IDS: '123456',
    VOLC_ENDPOINT: vendorUrl,
    VOLC_QPS: '10000',
  };
}

function gateway(
  name: string,
  environment: Readonly<Record<string, string>> = {},
  entry: string = GATEWAY.entry,
): Contender {
  return {
    name,
    speaks: 'graphql',
    headers: { ...JSON_BODY, authorization: `Bearer ${token}` },
    start: (vendorUrl, nodeArgs = [], otherwise = {}) =>
      onMeasuredCore({
        entry,
        nodeArgs: [...GATEWAY.nodeArgs, ...nodeArgs],
        env: { ...gatewayEnvironment(vendorUrl), ...environment, ...otherwise },
      }),
  };
}

function peer(name: string, entry: string, speaks: Contender['speaks']): Contender {
  return {
    name,
    speaks,
    headers: JSON_BODY,
    start: (vendorUrl, nodeArgs = []) => onMeasuredCore({ entry, nodeArgs, args: [vendorUrl] }),
  };
}

function onMeasuredCore(command: Omit<Command, 'core'>): Promise<RunningServer> {
  return startServer({ ...command, core: MEASURED_CORE });
}

const PEERS = 'dist-bench/bench/contenders';
export const floor = peer('floor: bare node:http', `${PEERS}/floor.js`, 'plain');
export const mercurius = peer('bare Mercurius with jit', `${PEERS}/mercurius.js`, 'graphql');
/** What it does not promise is in `same-job/peer.ts`. */
export const sameJob: Contender = {
  name: 'Mercurius doing the same job with its usual parts',
  speaks: 'graphql',
  headers: { ...JSON_BODY, authorization: `Bearer ${token}` },
  start: (vendorUrl, nodeArgs = []) =>
    onMeasuredCore({ entry: `${PEERS}/same-job/main.js`, nodeArgs, args: [vendorUrl, SECRET] }),
};
export const yoga = peer('bare graphql-yoga', `${PEERS}/yoga.js`, 'graphql');
export const everythingOn = gateway('**the gateway, everything on**');
export const withoutTrustedDocuments = gateway('the same, TRUSTED_DOCUMENTS=off', {
  TRUSTED_DOCUMENTS: 'off',
});
export const withoutMetrics = gateway('the same, without metrics', {
  METRICS_PORT: '',
});
export const withoutJournal = gateway(
  'the same, without a journal',
  {},
  'dist-bench/bench/contenders/gateway-without-journal.js',
);

export function startFakeVendor(): Promise<RunningServer> {
  return startServer({ entry: 'dist-bench/bench/fake-vendor.js', core: LOAD_CORE });
}
