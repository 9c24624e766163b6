import { randomBytes } from 'node:crypto';
import { parse, parseNumberAndBigInt, stringify } from 'lossless-json';
import { z } from 'zod';
import { type ControlRoute, InvalidControlInput } from '../endpoint/control-api.js';
import { type EmulatorClock, type EmulatorServer, startEmulatorServer } from '../endpoint/emulator-server.js';
import { scaledQuota } from '../endpoint/scaled-quota.js';
import type { Admission, Vendor, VendorAnswer, VendorRequest } from '../endpoint/vendor-endpoint.js';
import { addBlackList } from './add-black-list.js';
import { BLACKLIST_CALLS } from './blacklist-calls.js';
import { Blacklists, describeUsers, type Ext } from './blacklists.js';
import {
  gatewayError,
  type VolcengineCredential,
  type VolcengineError,
  volcengineAuthenticationError,
} from './volcengine-authentication.js';
import { type VolcengineFault, volcengineFaultSchema } from './volcengine-fault.js';

const VERSION = '2020-12-01';

export interface VolcengineEmulatorOptions extends VolcengineCredential {
  /** 0, the default, takes a free port. */
  port?: number;
  appIds: readonly number[];
  /**
   * The quota of AddBlackList for the access key. Default: 50, as documented. The quotas of other apis are scaled
   * alike.
   */
  callsPerSecond?: number;
  /** Default: the real clocks. */
  now?: Partial<EmulatorClock>;
}

/** User ids are decimal strings. */
export interface VolcengineEmulator extends EmulatorServer<VolcengineFault> {
  /** Replaces the users of a list. The last of them is the newest. */
  seedBlacklist(appId: number, ownerId: string, inboxType: number, userIds: readonly string[]): void;
  /** The `Ext` of each user by user id, in the order in which the users were added. */
  blacklist(appId: number, ownerId: string, inboxType: number): ReadonlyMap<string, Ext>;
  /** From now on, `reset` restores this state. */
  markInitialState(): void;
}

/**
 * Starts a server that behaves as the blacklists of Volcengine RTC's messaging do, for the apis in `BLACKLIST_CALLS`.
 * Source: the vendor's document "AddBlackList", version 2020-12-01.
 */
export async function startVolcengineEmulator(
  options: VolcengineEmulatorOptions,
): Promise<VolcengineEmulator> {
  const blacklists = new Blacklists(options.appIds);
  const seconds = () => secondsOf((options.now?.epochMs ?? Date.now)());
  const vendor = volcengineVendor(options, blacklists, seconds);
  const server = await startEmulatorServer(vendor, options.port, options.now);
  return {
    ...server,
    seedBlacklist: (appId, ownerId, inboxType, userIds) =>
      blacklists.seed(appId, ownerId, inboxType, userIds, seconds()),
    blacklist(appId, ownerId, inboxType) {
      blacklists.checkAddress(appId, ownerId, inboxType);
      const users = blacklists.users(appId, ownerId, inboxType);
      return new Map([...users].map(([userId, { ext }]) => [userId, ext]));
    },
    markInitialState: () => blacklists.markInitial(),
  };
}

type Fault = z.output<typeof volcengineFaultSchema>;

function volcengineVendor(
  options: VolcengineEmulatorOptions,
  blacklists: Blacklists,
  seconds: () => number,
): Vendor<Fault, VolcengineFault> {
  function admit(request: VendorRequest, epochMs: number): Admission<Fault> {
    const query = new URLSearchParams(request.rawQuery);
    const { action: api, region } = identify(request);
    const metadata = {
      RequestId: requestId(epochMs),
      Action: api,
      Version: query.get('Version') ?? '',
      Service: 'rtc',
      Region: region,
    };
    const refuse = ({ status, codeN, code, message }: VolcengineError): VendorAnswer => {
      const error = { ...(codeN !== undefined && { CodeN: codeN }), Code: code, Message: message };
      return answer(status, { ResponseMetadata: { ...metadata, Error: error } }, code);
    };

    const missing = ['Action', 'Version'].find((parameter) => !query.get(parameter));
    if (missing) {
      const message = `The request is missing ${missing} parameter.`;
      return {
        refusal: refuse(gatewayError(400, 100002, 'MissingParameter', message)),
        authenticated: false,
      };
    }
    const unsigned = volcengineAuthenticationError(request, options, epochMs);
    if (unsigned) return { refusal: refuse(unsigned), authenticated: false };
    const call = metadata.Version === VERSION ? BLACKLIST_CALLS.get(api) : undefined;
    if (!call) {
      const message = `Could not find operation ${api} for version ${metadata.Version}.`;
      return {
        refusal: refuse(gatewayError(404, 100008, 'InvalidActionOrVersion', message)),
        authenticated: true,
      };
    }

    return {
      call: {
        quotaKey: `${options.accessKeyId} ${api}`,
        callsPerSecond: scaledQuota(call.callsPerSecond, options.callsPerSecond, addBlackList.callsPerSecond),
        perform(fault) {
          const failedInfos = fault?.kind === 'failedInfos' ? fault.failedInfos : [];
          const failing = new Map(failedInfos.map(({ userId, ...failure }) => [userId, failure]));
          const body = parseBody(request.body);
          const seconds = secondsOf(epochMs);
          const outcome = body ? call.run(body, blacklists, { failing, seconds }) : { error: UNREADABLE };
          if ('error' in outcome) return refuse(outcome.error);
          return answer(200, { ResponseMetadata: metadata, Result: outcome.result }, undefined);
        },
        refuseOverQuota: () => refuse(OVER_QUOTA),
        injectedError: (fault) => (fault.kind === 'error' ? refuse(fault) : undefined),
      },
    };
  }

  return {
    faultSchema: volcengineFaultSchema,
    identify,
    admit,
    resetState: () => blacklists.reset(),
    controlRoutes: controlRoutes(blacklists, seconds),
  };
}

function secondsOf(epochMs: number): number {
  return Math.floor(epochMs / 1000);
}

/** The region appears only in the signature's scope. */
function identify({ rawQuery, headers }: VendorRequest) {
  return {
    action: new URLSearchParams(rawQuery).get('Action') ?? '',
    region: /Credential=[^/,]*\/[^/,]*\/([^/,]*)\//.exec(headers.authorization ?? '')?.[1] ?? '',
  };
}

const OVER_QUOTA = gatewayError(
  429,
  100018,
  'FlowLimitExceeded',
  'Request was rejected because the request speed of this openAPI is beyond the current flow control limit.',
);
const UNREADABLE: VolcengineError = {
  status: 400,
  code: 'JsonParsingError',
  message: 'the request body is not a JSON object',
};

/** Integers become BigInts. Undefined if the body is not a JSON object. */
function parseBody(body: Buffer): object | undefined {
  try {
    const value = parse(body.toString(), undefined, parseNumberAndBigInt);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** In the vendor's format: the UTC time to the second, then 20 hexadecimal digits. */
function requestId(epochMs: number): string {
  const time = new Date(epochMs).toISOString().slice(0, 19).replaceAll(/\D/g, '');
  return time + randomBytes(10).toString('hex').toUpperCase();
}

function answer(status: number, document: object, code: string | undefined): VendorAnswer {
  return { status, body: stringify(document) ?? '', code };
}

const seedBody = z.strictObject({ userIds: z.array(z.string()) });

function controlRoutes(blacklists: Blacklists, seconds: () => number): ControlRoute[] {
  const path = '/applications/:appId/blacklists/:ownerId/:inboxType';
  return [
    { method: 'GET', path: '/state', run: () => ({ blacklists: blacklists.describe() }) },
    {
      method: 'GET',
      path,
      run({ appId, ownerId = '', inboxType }) {
        blacklists.checkAddress(Number(appId), ownerId, Number(inboxType));
        return { users: describeUsers(blacklists.users(Number(appId), ownerId, Number(inboxType))) };
      },
    },
    {
      method: 'PUT',
      path,
      run({ appId, ownerId = '', inboxType }, body) {
        const parsed = seedBody.safeParse(body);
        if (!parsed.success) throw new InvalidControlInput('userIds: must be an array of decimal strings');
        blacklists.seed(Number(appId), ownerId, Number(inboxType), parsed.data.userIds, seconds());
      },
    },
  ];
}
