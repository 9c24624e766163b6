import type { ForbiddenError } from '../errors/moderation-error.js';
import { applicationNotServed, forbidden } from '../errors/refusals.js';
import type { Allowed, Caller } from '../identity/caller.js';
import { missingForBlacklist, missingForRoom, SCOPES } from '../identity/grants.js';
import type { Slice, SliceRooms } from '../journal/action-filter.js';
import type { RoomName } from '../values/room-name.js';

/** The place where an action acts. */
export interface Where {
  /** The application's number at the vendor. */
  readonly applicationId: number;
  /** A TRTC room. */
  readonly room?: RoomName;
  /** An int64 as a decimal string. */
  readonly listOwnerId?: string;
}

/** The applications that the gateway is configured for. The first is the default. */
type Served = readonly [number, ...number[]];

/** The places whose actions a caller may read. */
type Visible = Pick<Slice, 'applicationIds' | 'rooms'>;

/** A kind of place where operations act, with the rules for callers. */
export interface PlaceKind {
  /** The error when the caller may not act there. No token allows an application that the gateway does not serve. */
  refusal(caller: Caller, where: Where, served: Served): ForbiddenError | undefined;
  /** No place is in two of them. `served` is undefined when the vendor is not configured. */
  visibleTo(caller: Caller, served: Served | undefined): readonly Visible[];
}

/** A room in which an action is about users. */
export const ROOM: PlaceKind = roomsFor(SCOPES.media);

/** A room where an action is about the room itself. */
export const WHOLE_ROOM: PlaceKind = roomsFor(SCOPES.rooms);

/** Rooms in which `scope` allows to act. */
function roomsFor(scope: typeof SCOPES.media | typeof SCOPES.rooms): PlaceKind {
  return {
    refusal(caller, { applicationId, room }, served) {
      if (!served.includes(applicationId)) return applicationNotServed('sdkAppId');
      if (room === undefined) throw new Error('an action in a room without a room');
      const missing = missingForRoom(caller, scope, applicationId, room, served[0]);
      return missing && forbidden(missing);
    },
    visibleTo(caller, served) {
      const applicationIds = idsOf(caller.sdkAppIds ?? defaultOf(served));
      return visibleRooms(caller).map((rooms) => ({ applicationIds, rooms }));
    },
  };
}

function visibleRooms({ rooms, strRooms }: Caller): SliceRooms[] {
  if (rooms === 'all' && strRooms === 'all') return ['all'];
  return [
    rooms === 'all' ? 'numeric' : { roomIds: [...rooms] },
    strRooms === 'all' ? 'string' : { strRoomIds: [...strRooms] },
  ];
}

/** Somebody's list of users. */
export const LIST: PlaceKind = {
  refusal(caller, { applicationId, listOwnerId }, served) {
    if (!served.includes(applicationId)) return applicationNotServed('appId');
    if (listOwnerId === undefined) throw new Error('an action on a list of nobody');
    const missing = missingForBlacklist(caller, applicationId, listOwnerId, served[0]);
    return missing && forbidden(missing);
  },
  visibleTo: (caller, served) => [
    { applicationIds: idsOf(caller.appIds ?? defaultOf(served)), rooms: 'none' },
  ],
};

function defaultOf(served: Served | undefined): ReadonlySet<number> {
  return new Set(served?.slice(0, 1));
}

function idsOf(allowed: Allowed<number>): 'all' | readonly number[] {
  return allowed === 'all' ? allowed : [...allowed];
}
