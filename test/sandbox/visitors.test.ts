import { expect, it } from 'vitest';
import { seedTrtc } from '../../src/emulators/trtc/emulator.js';
import { roomControls } from '../../src/emulators/trtc/room-controls.js';
import type { RoomEvent } from '../../src/emulators/trtc/room-event.js';
import { TrtcRooms } from '../../src/emulators/trtc/trtc-rooms.js';
import { Visitors } from '../../src/sandbox/visitors.js';
import { SimulatedClock } from '../vendors/calling/simulated-clock.js';

const APP = 1400188366;
const PERMANENT = ['10006/29376', '10006/alice', '10006/bob', '10007/carol', 'stage/dave', 'stage/erin'];

function livingRooms(seed: number) {
  const events: { at: number; event: RoomEvent }[] = [];
  const clock = new SimulatedClock();
  const rooms = new TrtcRooms([APP], (event) => events.push({ at: clock.now(), event }));
  seedTrtc(roomControls(rooms), [APP]);
  events.length = 0;
  // The generator of Lehmer, for numbers that are the same in each run.
  let state = seed;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const visitors = new Visitors(roomControls(rooms), APP, { clock, random });
  const inside = () =>
    rooms
      .describe()
      .flatMap(({ rooms }) =>
        rooms.flatMap(({ users, ...room }) =>
          users.map(({ userId }) => `${Object.values(room)[0]}/${userId}`),
        ),
      );
  return { events, clock, rooms, visitors, inside };
}

it('visitors of the sandbox enter, publish, change roles and leave, and the people of the examples stay', async () => {
  const { events, clock, visitors, inside } = livingRooms(1_001);
  visitors.start();
  await clock.run(15 * 60_000);

  const types = new Set(events.map(({ event }) => event.type));
  expect([...types].sort()).toEqual([103, 104, 105, 201, 202, 203, 204]);
  expect(new Set(events.map(({ event }) => event.room))).toEqual(new Set([10006, 10007, 'stage']));
  expect(inside()).toEqual(expect.arrayContaining(PERMANENT));
  expect(inside().length).toBeLessThanOrEqual(PERMANENT.length + 10);
  for (const { event } of events) expect(PERMANENT).not.toContain(`${event.room}/${event.userId}`);

  await visitors.close();
  expect(clock.pending).toBe(0);
});

it('visitors of the sandbox cause a few events a second at most', async () => {
  const { events, clock, visitors } = livingRooms(2_002);
  visitors.start();
  await clock.run(15 * 60_000);
  const inSecond = (start: number) => events.filter(({ at }) => at >= start && at < start + 1000).length;
  expect(Math.max(...events.map(({ at }) => inSecond(at)))).toBeLessThanOrEqual(6);
  expect(events.length).toBeGreaterThan(300);
});

it('visitors of the sandbox enter no room that was dismissed, and may come back after a removal', async () => {
  const { events, clock, rooms, visitors, inside } = livingRooms(3_003);
  rooms.dismissRoom(APP, 10006);
  rooms.dismissRoom(APP, 'stage');
  events.length = 0;
  visitors.start();
  await clock.run(5 * 60_000);
  expect(new Set(events.map(({ event }) => event.room))).toEqual(new Set([10007]));

  for (const one of inside()) rooms.leaveRoom(APP, 10007, one.replace(/^.*\//, ''), { reason: 3 });
  await clock.run(5 * 60_000);
  expect(inside().length).toBeGreaterThan(0);

  rooms.dismissRoom(APP, 10007);
  await clock.run(5 * 60_000);
  expect(inside()).toEqual([]);
});
