import type { TrtcError } from './trtc-authentication.js';
import type { TrtcRooms } from './trtc-rooms.js';

/** An api of the vendor. */
export interface TrtcCall {
  /** The vendor's name for the api. */
  api: string;
  /** The documented quota of each region. */
  callsPerSecond: number;
  /** The integer parameters. A GET sends every parameter as text. */
  integers: ReadonlySet<string>;
  /** Does what the vendor does. Returns the answer's own fields, or the error. */
  run(parameters: TrtcParameters, rooms: TrtcRooms): { result: object } | { error: TrtcError };
}

export type TrtcParameters = Readonly<Record<string, unknown>>;

/**
 * `codes`: the vendor's code for the absence of each parameter. The call has these parameters and needs all of them.
 */
export function unknownOrMissing(
  given: TrtcParameters,
  codes: Readonly<Record<string, string>>,
): TrtcError | undefined {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(codes, name));
  if (unknown !== undefined) {
    return { code: 'UnknownParameter', message: `The parameter \`${unknown}\` is not recognized.` };
  }
  for (const [name, code] of Object.entries(codes)) {
    if (given[name] === undefined || given[name] === null) {
      return { code, message: `The request is missing a required parameter \`${name}\`.` };
    }
  }
  return undefined;
}

export function wrongType(name: string): TrtcError {
  return { code: 'InvalidParameter', message: `The value type of parameter \`${name}\` is not valid.` };
}

export function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}
