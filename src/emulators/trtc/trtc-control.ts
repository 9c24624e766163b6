import { z } from 'zod';
import { type ControlRoute, readControlInput } from '../endpoint/control-api.js';
import type { RoomKey } from './room-event.js';
import { entrySchema, leavingSchema, MEDIA, type Person, roleChangeSchema } from './room-person.js';
import type { TrtcRooms } from './trtc-rooms.js';

const rulesSchema = z.strictObject({ blocksOutliveLeaving: z.boolean() });

type Parameters = Readonly<Record<string, string>>;

/** The routes of the control API that change rooms. `src/emulators/README.md` lists them. */
export function trtcControlRoutes(rooms: TrtcRooms): ControlRoute[] {
  return [
    { method: 'GET', path: '/state', run: () => ({ applications: rooms.describe() }) },
    { method: 'GET', path: '/rules', run: () => rooms.rules },
    {
      method: 'PUT',
      path: '/rules',
      run: (_, body) => rooms.setRules(readControlInput(rulesSchema, body)),
    },
    ...roomRoutes(rooms, '/applications/:sdkAppId/rooms/:room', Number),
    ...roomRoutes(rooms, '/applications/:sdkAppId/str-rooms/:room', String),
  ];
}

function roomRoutes(rooms: TrtcRooms, path: string, keyOf: (room: string) => RoomKey): ControlRoute[] {
  const addressOf = ({ sdkAppId, room = '' }: Parameters) => [Number(sdkAppId), keyOf(room)] as const;
  return [
    { method: 'PUT', path, run: (given) => rooms.createRoom(...addressOf(given)) },
    { method: 'DELETE', path, run: (given) => rooms.dismissRoom(...addressOf(given)) },
    ...personRoutes(rooms, `${path}/users/:userId`, ({ userId = '', ...given }) => [
      ...addressOf(given),
      userId,
    ]),
  ];
}

function personRoutes(
  rooms: TrtcRooms,
  path: string,
  addressOf: (given: Parameters) => [sdkAppId: number, room: RoomKey, userId: string],
): ControlRoute[] {
  return [
    { method: 'GET', path, run: (given) => shown(rooms.person(...addressOf(given))) },
    {
      method: 'PUT',
      path,
      run: (given, body = {}) => rooms.enterRoom(...addressOf(given), readControlInput(entrySchema, body)),
    },
    {
      method: 'DELETE',
      path,
      run: (given, body = {}) => rooms.leaveRoom(...addressOf(given), readControlInput(leavingSchema, body)),
    },
    {
      method: 'PUT',
      path: `${path}/role`,
      run: (given, body) =>
        rooms.changeRole(...addressOf(given), readControlInput(roleChangeSchema, body).role),
    },
    ...MEDIA.flatMap((medium): ControlRoute[] => [
      {
        method: 'PUT',
        path: `${path}/${medium}`,
        run: (given) => rooms.startPublishing(...addressOf(given), medium),
      },
      {
        method: 'DELETE',
        path: `${path}/${medium}`,
        run: (given) => rooms.stopPublishing(...addressOf(given), medium),
      },
    ]),
  ];
}

function shown(person: Person | undefined) {
  return person ?? { isMute: null };
}
