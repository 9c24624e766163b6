import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Clock } from '../../time/clock.js';
import { type EmulatorClock, type EmulatorServer, startEmulatorServer } from '../endpoint/emulator-server.js';
import { scaledQuota } from '../endpoint/scaled-quota.js';
import type { Admission, Vendor, VendorAnswer, VendorRequest } from '../endpoint/vendor-endpoint.js';
import { callbackControlRoutes } from './callback-control.js';
import type { Callback, CallbackTarget } from './callback-delivery.js';
import type { CallbackFaultInput } from './callback-fault.js';
import { Callbacks } from './callbacks.js';
import { type RoomControls, roomControls } from './room-controls.js';
import { setUserBlocked } from './set-user-blocked.js';
import { type TrtcCredential, type TrtcError, trtcAuthenticationError } from './trtc-authentication.js';
import type { TrtcCall, TrtcParameters } from './trtc-call.js';
import { TRTC_CALLS } from './trtc-calls.js';
import { trtcControlRoutes } from './trtc-control.js';
import { type TrtcFault, trtcFaultSchema } from './trtc-fault.js';
import { TrtcRooms } from './trtc-rooms.js';

const VERSION = '2019-07-22';
const REGIONS = ['ap-beijing', 'ap-guangzhou', 'ap-singapore'];

export interface TrtcEmulatorOptions extends TrtcCredential {
  /** 0, the default, takes a free port. */
  port?: number;
  sdkAppIds: readonly number[];
  /**
   * The quota of SetUserBlocked for each region and secret id. Default: 20, as documented. The quotas of other apis are
   * scaled alike.
   */
  callsPerSecond?: number;
  /** Default: the real clocks. */
  now?: Partial<EmulatorClock>;
  /** Where callbacks go. Default: none are sent. */
  callbacks?: CallbackTarget;
  /** For the retries and the faults of callbacks. Default: the real clock. */
  clock?: Clock;
}

export interface TrtcEmulator extends EmulatorServer<TrtcFault>, RoomControls {
  /**
   * From now on, callbacks go there. They begin with everything that is there now, and the promise resolves when that was
   * sent once.
   */
  sendCallbacks(target: CallbackTarget): Promise<void>;
  /** Resolves when every callback so far was sent once, but for those that a fault holds back. */
  callbacksSent(): Promise<void>;
  injectCallbackFault(fault: CallbackFaultInput): void;
  clearCallbackFaults(): void;
  /** The latest 10,000, oldest first. */
  callbacks(): readonly Callback[];
}

/** Starts a server that behaves as Tencent RTC's server interface does, for the apis in `TRTC_CALLS`. */
export async function startTrtcEmulator(options: TrtcEmulatorOptions): Promise<TrtcEmulator> {
  const { callbacks: target, clock } = options;
  const callbacks = new Callbacks({
    ...(target && { target }),
    ...(clock && { clock }),
    ...(options.now?.epochMs && { epochMs: options.now.epochMs }),
  });
  const rooms = new TrtcRooms(options.sdkAppIds, (event) => callbacks.tell(event));
  const vendor = trtcVendor(options, rooms, callbacks);
  const server = await startEmulatorServer(vendor, options.port, options.now);
  return {
    ...server,
    ...roomControls(rooms),
    sendCallbacks(target) {
      callbacks.sendTo(target);
      rooms.tellAll();
      return callbacks.sent();
    },
    callbacksSent: () => callbacks.sent(),
    injectCallbackFault: (fault) => callbacks.injectFault(fault),
    clearCallbackFaults: () => callbacks.clearFaults(),
    callbacks: () => callbacks.made(),
    async close() {
      await Promise.all([server.close(), callbacks.close()]);
    },
  };
}

type Fault = z.output<typeof trtcFaultSchema>;

function trtcVendor(
  options: TrtcEmulatorOptions,
  rooms: TrtcRooms,
  callbacks: Callbacks,
): Vendor<Fault, TrtcFault> {
  function admit(request: VendorRequest, epochMs: number): Admission<Fault> {
    const unsigned = trtcAuthenticationError(request, options, epochMs);
    if (unsigned) return { refusal: refuse(unsigned), authenticated: false };
    const { action: api, region } = identify(request);
    const call = TRTC_CALLS.get(api);
    const misdirected = commonParameterError(request, call);
    if (misdirected) return { refusal: refuse(misdirected), authenticated: true };
    // `commonParameterError` refuses an unknown api.
    if (!call) throw new Error('a request without a call');

    const { callsPerSecond: configured } = options;
    const callsPerSecond = scaledQuota(call.callsPerSecond, configured, setUserBlocked.callsPerSecond);
    return {
      call: {
        quotaKey: `${api} ${region} ${options.secretId}`,
        callsPerSecond,
        perform() {
          const parameters = readParameters(request, call);
          const outcome = parameters ? call.run(parameters, rooms) : { error: UNREADABLE };
          return 'error' in outcome ? refuse(outcome.error) : answer(outcome.result, undefined);
        },
        refuseOverQuota: () => refuse(overQuota(callsPerSecond)),
        injectedError: (fault) => (fault.kind === 'error' ? refuse(fault) : undefined),
      },
    };
  }

  return {
    faultSchema: trtcFaultSchema,
    identify,
    admit,
    resetState() {
      callbacks.clearFaults();
      rooms.reset();
    },
    controlRoutes: [...trtcControlRoutes(rooms), ...callbackControlRoutes(callbacks)],
  };
}

function identify({ headers }: VendorRequest) {
  return { action: headers['x-tc-action'] ?? '', region: headers['x-tc-region'] ?? '' };
}

function commonParameterError({ method, headers }: VendorRequest, call?: TrtcCall): TrtcError | undefined {
  if (method !== 'GET' && method !== 'POST') {
    return { code: 'UnsupportedProtocol', message: 'Only GET and POST requests are supported.' };
  }
  for (const name of ['Action', 'Version', 'Region']) {
    if (headers[`x-tc-${name.toLowerCase()}`] === undefined) {
      return {
        code: 'MissingParameter',
        message: `The request is missing a required parameter \`${name}\`.`,
      };
    }
  }
  if (!call) {
    return { code: 'InvalidAction', message: 'The request `Action` is invalid or not found.' };
  }
  if (headers['x-tc-version'] !== VERSION) {
    return { code: 'NoSuchVersion', message: 'The API version of the request does not exist.' };
  }
  if (!REGIONS.includes(headers['x-tc-region'] ?? '')) {
    return { code: 'UnsupportedRegion', message: 'The action not support this region.' };
  }
  return undefined;
}

const UNREADABLE: TrtcError = { code: 'InvalidParameter', message: 'The request body is not a JSON object.' };

/** Undefined if the body is not a JSON object. */
function readParameters(
  { method, rawQuery, body }: VendorRequest,
  { integers }: TrtcCall,
): TrtcParameters | undefined {
  if (method === 'GET') return parametersOfQuery(new URLSearchParams(rawQuery), integers);
  try {
    const parameters: unknown = JSON.parse(body.toString());
    const isObject = typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters);
    return isObject ? { ...parameters } : undefined;
  } catch {
    return undefined;
  }
}

/** A GET sends every parameter as text, so this converts the integers to numbers. */
function parametersOfQuery(query: URLSearchParams, integers: ReadonlySet<string>): TrtcParameters {
  return Object.fromEntries(
    [...query].map(([name, text]) => {
      const isInteger = integers.has(name) && /^-?\d{1,15}$/.test(text);
      return [name, isInteger ? Number(text) : text];
    }),
  );
}

function overQuota(callsPerSecond: number): TrtcError {
  return {
    code: 'RequestLimitExceeded',
    message:
      `Your current request times equals to \`${callsPerSecond + 1}\` in a second, which exceeds the frequency ` +
      `limit \`${callsPerSecond}\` for a second. Please reduce the frequency of calls.`,
  };
}

function refuse({ code, message }: TrtcError): VendorAnswer {
  return answer({ Error: { Code: code, Message: message } }, code);
}

/** The vendor answers errors with 200, too. */
function answer(response: object, code: string | undefined): VendorAnswer {
  return { status: 200, body: JSON.stringify({ Response: { ...response, RequestId: randomUUID() } }), code };
}
