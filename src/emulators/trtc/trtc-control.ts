import type { ControlRoute } from '../endpoint/control-api.js';
import type { RoomKey, TrtcRooms } from './trtc-rooms.js';

/** The routes of the control API that change rooms. `src/emulators/README.md` lists them. */
export function trtcControlRoutes(rooms: TrtcRooms): ControlRoute[] {
  return [
    { method: 'GET', path: '/state', run: () => ({ applications: rooms.describe() }) },
    ...roomRoutes(rooms, '/applications/:sdkAppId/rooms/:room', Number),
    ...roomRoutes(rooms, '/applications/:sdkAppId/str-rooms/:room', String),
  ];
}

function roomRoutes(rooms: TrtcRooms, path: string, keyOf: (room: string) => RoomKey): ControlRoute[] {
  const addressOf = ({ sdkAppId, room = '' }: Readonly<Record<string, string>>) =>
    [Number(sdkAppId), keyOf(room)] as const;
  const user = `${path}/users/:userId`;
  return [
    { method: 'PUT', path, run: (given) => rooms.createRoom(...addressOf(given)) },
    { method: 'DELETE', path, run: (given) => rooms.dismissRoom(...addressOf(given)) },
    {
      method: 'GET',
      path: user,
      run: ({ userId = '', ...given }) => ({
        isMute: rooms.mediaState(...addressOf(given), userId) ?? null,
      }),
    },
    {
      method: 'PUT',
      path: user,
      run: ({ userId = '', ...given }) => rooms.enterRoom(...addressOf(given), userId),
    },
    {
      method: 'DELETE',
      path: user,
      run: ({ userId = '', ...given }) => rooms.leaveRoom(...addressOf(given), userId),
    },
  ];
}
