/** The readers of the journal from `journal-fill.ts`, and their queries: each token with each filter. */

import type { ModerationActionFilter } from '../src/history/moderation-action.type.js';
import type { Caller } from '../src/identity/caller.js';
import type { RestrictionFilter } from '../src/restriction-queries/media-restriction.type.js';
import {
  APP,
  BUSY_ROOM,
  BUSY_STR_ROOM,
  DAY_MS,
  MIDDLE,
  NEWEST,
  OLD_APP,
  OLD_ROOM,
  ROBOT,
  ROOMS,
  roomAt,
  SMALL_APPS,
  smallApp,
  smallVolcApp,
  strRoomAt,
  VOLC_APP,
} from './journal-world.js';

type Claims = Pick<Caller, 'sdkAppIds' | 'appIds' | 'rooms' | 'strRooms'>;

/** The applications of the gateway's configuration. */
export const SERVED = { trtc: [APP, OLD_APP], volcengine: [VOLC_APP] } as const;

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const ALL = { sdkAppIds: 'all', appIds: 'all', rooms: 'all', strRooms: 'all' } as const;
const NONE: ReadonlySet<number> = new Set();
const NO_STR_ROOM: ReadonlySet<string> = new Set();
/** Only numeric rooms, and no list. */
const ROOMS_ONLY = { sdkAppIds: 'all', appIds: NONE, strRooms: NO_STR_ROOM } as const;
const QUIET = ROOMS - 1_200;

/** A mix of every fifth busier room, the busiest room, and quiet rooms. */
export const MIXED_ROOMS = [
  BUSY_ROOM,
  ...range(0, 160).map((index) => roomAt(5 * index)),
  ...range(QUIET, 1_039).map(roomAt),
];

export const TOKENS: Readonly<Record<string, Claims>> = {
  everything: ALL,
  'the default applications': { ...ALL, sdkAppIds: new Set([APP]), appIds: new Set([VOLC_APP]) },
  'an application with few actions, long ago': { ...ALL, sdkAppIds: new Set([OLD_APP]), appIds: NONE },
  'one busy room': { ...ROOMS_ONLY, rooms: new Set([BUSY_ROOM]) },
  'a room with few actions, long ago': { ...ROOMS_ONLY, rooms: new Set([OLD_ROOM]) },
  '50 quiet rooms': { ...ROOMS_ONLY, rooms: new Set(range(ROOMS - 50, 50).map(roomAt)) },
  '300 rooms of one application': {
    ...ROOMS_ONLY,
    sdkAppIds: new Set([APP]),
    rooms: new Set(range(900, 300).map(roomAt)),
  },
  '1,200 rooms, busy and quiet': { ...ROOMS_ONLY, rooms: new Set(MIXED_ROOMS) },
  '1,200 quiet rooms': { ...ROOMS_ONLY, rooms: new Set(range(QUIET, 1_200).map(roomAt)) },
  '1,400 applications, 700 of each vendor': {
    sdkAppIds: new Set(range(0, SMALL_APPS).map(smallApp)),
    appIds: new Set(range(0, SMALL_APPS).map(smallVolcApp)),
    rooms: 'all',
    strRooms: 'all',
  },
  '600 quiet rooms and 600 applications': {
    ...ROOMS_ONLY,
    appIds: new Set(range(100, 600).map(smallVolcApp)),
    rooms: new Set(range(QUIET, 600).map(roomAt)),
  },
  'all string rooms': { ...ROOMS_ONLY, rooms: NONE, strRooms: 'all' },
  '250 quiet string rooms, 250 quiet rooms': {
    ...ROOMS_ONLY,
    rooms: new Set(range(QUIET, 250).map(roomAt)),
    strRooms: new Set(range(50, 250).map(strRoomAt)),
  },
};

const HOUR: ModerationActionFilter = { from: new Date(MIDDLE), to: new Date(MIDDLE + DAY_MS / 24) };

export const FILTERS: Readonly<Record<string, ModerationActionFilter>> = {
  none: {},
  'the actor of most actions': { actor: 'service' },
  'a rare actor, long ago': { actor: 'long-gone' },
  'a moderator': { actor: 'moderator-7' },
  'one operation': { operation: ['ADD_TO_BLACKLIST'] },
  'a rare operation': { operation: ['DISMISS_ROOM'] },
  'a rare operation, a rare actor': { operation: ['DISMISS_ROOM'], actor: 'long-gone' },
  'one vendor': { vendor: 'VOLCENGINE_RTC' },
  'what the gateway did by itself': { automatic: true },
  'what somebody asked for': { automatic: false },
  'what the gateway did by itself, a rare status': { automatic: true, status: ['UNKNOWN'] },
  'the commonest status': { status: ['APPLIED'] },
  'a rare status': { status: ['UNKNOWN'] },
  'a status that none has': { status: ['PENDING'] },
  'all that went wrong': { status: ['PARTIAL', 'REFUSED', 'UNKNOWN', 'DENIED'] },
  'the actor of most actions, a rare status': { actor: 'service', status: ['UNKNOWN'] },
  'a rare actor, the commonest status': { actor: 'long-gone', status: ['APPLIED'] },
  'a moderator, one operation, two statuses': {
    actor: 'moderator-7',
    operation: ['ADD_TO_BLACKLIST'],
    status: ['PARTIAL', 'UNKNOWN'],
  },
  'one hour': HOUR,
  'one hour, a rare status': { ...HOUR, status: ['UNKNOWN'] },
  'the newer half, a rare status': { from: new Date(MIDDLE), to: new Date(NEWEST), status: ['UNKNOWN'] },
  'a busy room': { roomId: BUSY_ROOM },
  'a busy room, a rare actor': { roomId: BUSY_ROOM, actor: 'long-gone' },
  'a busy room, a rare status': { roomId: BUSY_ROOM, status: ['UNKNOWN'] },
  'a room with few actions, the actor of most': { roomId: OLD_ROOM, actor: 'service' },
  'a busy string room': { strRoomId: BUSY_STR_ROOM },
  'a busy string room, a rare status': { strRoomId: BUSY_STR_ROOM, status: ['UNKNOWN'] },
  'a string room without any': { strRoomId: 'nowhere' },
  'a list': { listOwnerId: '9000000000000007' },
  'a list without any': { listOwnerId: '7' },
  'a user with 100,000 actions': { targetUserId: ROBOT },
  'a user with 100,000 actions, a rare status': { targetUserId: ROBOT, status: ['UNKNOWN'] },
  'a user with 100,000 actions, a less common status': { targetUserId: ROBOT, status: ['REFUSED'] },
  'a user with 100,000 actions, a rare actor': { targetUserId: ROBOT, actor: 'long-gone' },
  'a user with 100,000 actions, a moderator, a rare status': {
    targetUserId: ROBOT,
    actor: 'moderator-7',
    status: ['UNKNOWN'],
  },
  'a user with 100,000 actions, an operation that none is of': {
    targetUserId: ROBOT,
    operation: ['ADD_TO_BLACKLIST'],
  },
  'a user with 100,000 actions, a room without any': { targetUserId: ROBOT, roomId: 7 },
  'a user with 100,000 actions, what the gateway did by itself': { targetUserId: ROBOT, automatic: true },
  'a user with few actions': { targetUserId: 'user-49999' },
  'a user without any': { targetUserId: 'nobody' },
};

/** Filters of pages of restrictions. */
export const RESTRICTION_FILTERS: Readonly<Record<string, RestrictionFilter>> = {
  none: {},
  'those in force': { status: ['IN_FORCE'] },
  'those in force or overridden': { status: ['IN_FORCE', 'OVERRIDDEN'] },
  'those whose time is over': { status: ['EXPIRED'] },
  'those that were lifted': { status: ['LIFTED'] },
  'those that newer states ended': { status: ['SUPERSEDED'] },
  'a user with very many': { userId: ROBOT },
  'a user with very many, in force': { userId: ROBOT, status: ['IN_FORCE'] },
  'a user with few': { userId: 'user-49999' },
  'the actor of most': { actor: 'service' },
  'a moderator': { actor: 'moderator-7' },
  'a moderator, in force': { actor: 'moderator-7', status: ['IN_FORCE'] },
  'an actor without any': { actor: 'nobody' },
};
