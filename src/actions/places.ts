import type { ForbiddenError } from '../errors/moderation-error.js';
import { applicationNotServed, forbidden } from '../errors/refusals.js';
import type { Allowed, Caller } from '../identity/caller.js';
import { missingForBlacklist, missingForRoom } from '../identity/grants.js';
import type { Slice } from '../journal/action-filter.js';

/** The place where an action acts. */
export interface Where {
  /** The application's number at the vendor. */
  readonly applicationId: number;
  readonly roomId?: number;
  /** An int64 as a decimal string. */
  readonly listOwnerId?: string;
}

/** The applications that the gateway is configured for. The first is the default. */
type Served = readonly [number, ...number[]];

/** The places whose actions a caller may read. */
type Visible = Pick<Slice, 'applicationIds' | 'roomIds'>;

/** A kind of place where operations act, with the rules for callers. */
export interface PlaceKind {
  /** The error when the caller may not act there. No token allows an application that the gateway does not serve. */
  refusal(caller: Caller, where: Where, served: Served): ForbiddenError | undefined;
  /** `served` is undefined when the vendor is not configured. */
  visibleTo(caller: Caller, served: Served | undefined): Visible;
}

/** A room with a number. */
export const ROOM: PlaceKind = {
  refusal(caller, { applicationId, roomId }, served) {
    if (!served.includes(applicationId)) return applicationNotServed('sdkAppId');
    if (roomId === undefined) throw new Error('an action in a room without a room');
    const missing = missingForRoom(caller, applicationId, roomId, served[0]);
    return missing && forbidden(missing);
  },
  visibleTo: (caller, served) => ({
    applicationIds: idsOf(caller.sdkAppIds ?? defaultOf(served)),
    roomIds: idsOf(caller.rooms),
  }),
};

/** Somebody's list of users. */
export const LIST: PlaceKind = {
  refusal(caller, { applicationId, listOwnerId }, served) {
    if (!served.includes(applicationId)) return applicationNotServed('appId');
    if (listOwnerId === undefined) throw new Error('an action on a list of nobody');
    const missing = missingForBlacklist(caller, applicationId, listOwnerId, served[0]);
    return missing && forbidden(missing);
  },
  visibleTo: (caller, served) => ({
    applicationIds: idsOf(caller.appIds ?? defaultOf(served)),
    roomIds: 'none',
  }),
};

function defaultOf(served: Served | undefined): ReadonlySet<number> {
  return new Set(served?.slice(0, 1));
}

function idsOf(allowed: Allowed<number>): 'all' | readonly number[] {
  return allowed === 'all' ? allowed : [...allowed];
}
