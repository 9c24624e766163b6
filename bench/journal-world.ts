/** The applications, rooms, people and times of the journal that `journal-fill.ts` makes, as a busy product has them. */
import { parseArgs } from 'node:util';
import type { RoomName } from '../src/values/room-name.js';
import { seededRandom } from '../test/vendors/calling/sliding-second-vendor.js';

const USUAL_ROWS = 1_000_000;
/** `--rows 50000` makes a smaller journal, to try a benchmark out. */
const { values } = parseArgs({ options: { rows: { type: 'string' } }, strict: false });
export const ROWS = Number(values.rows ?? USUAL_ROWS);
if (!(ROWS > 0)) throw new Error(`not a number of rows: ${values.rows}`);
/** Only such a run counts. */
export const isWhole = ROWS === USUAL_ROWS;

export const DAY_MS = 86_400_000;
export const NEWEST = Date.UTC(2026, 0, 1);
const STEP_MS = (180 * DAY_MS) / ROWS;
const OLDEST = NEWEST - ROWS * STEP_MS;
export const MIDDLE = NEWEST - (ROWS / 2) * STEP_MS;
/** An application, a room and a moderator that were active only half a year ago. */
export const LONG_AGO = OLDEST + DAY_MS;
/** An end that no gateway carries out during a benchmark. */
export const FAR_OFF = Date.UTC(2099, 0, 1);

/** When the action with this index was requested. */
export function timeAt(index: number): number {
  return OLDEST + index * STEP_MS;
}

/** One application of each vendor has most actions. Many applications share the rest. */
export const APP = 1400188366;
export const OLD_APP = 1400188368;
export const VOLC_APP = 123456;
export const SMALL_APPS = 700;
export const smallApp = (index: number) => 1400200000 + index;
export const smallVolcApp = (index: number) => 200000 + index;
export const BUSY_ROOM = 10006;
export const OLD_ROOM = 999_999;
export const ROOMS = 2_000;
/** A smaller index means a busier room. The numbers are short, so that a token can hold 1,200 of them. */
export const roomAt = (index: number) => 100 + index;
const STR_ROOMS = 300;
export const strRoomAt = (index: number) => `stage-${index}`;
export const BUSY_STR_ROOM = strRoomAt(0);
/** It is muted and unmuted all day as a test. */
export const ROBOT = 'robot';

/** A fixed seed, so that every run makes the same rows. */
export const random = seededRandom(1);
export const upTo = (count: number) => Math.floor(random() * count);
/** Returns small numbers more often than large ones. */
export const skewed = (count: number) => Math.floor(count * random() ** 3);
const hex = (digits: number) =>
  upTo(16 ** digits)
    .toString(16)
    .padStart(digits, '0');

export function idAt(time: number): string {
  const stamp = Math.floor(time).toString(16).padStart(12, '0');
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}

/** One service does most actions. Two hundred moderators and many list owners do the rest. */
export function someActor(time: number): string {
  if (time < LONG_AGO && random() < 0.01) return 'long-gone';
  const share = random();
  if (share < 0.6) return 'service';
  return share < 0.9 ? someModerator() : `user-${upTo(5_000)}`;
}

export const someModerator = () => `moderator-${upTo(200)}`;

/** One target is the robot: a tenth of all actions. */
export function someUser(): string {
  return random() < 1 / 6 ? ROBOT : `user-${Math.floor(50_000 * random() ** 2)}`;
}

export type SomeRoom = RoomName & { readonly applicationId: number };

/** A few rooms have most actions. One room has a tenth of all. `named`: some are string rooms. */
export function someRoom(time: number, { named }: { named: boolean }): SomeRoom {
  const old = time < LONG_AGO && random() < 0.01;
  const applicationId = old ? OLD_APP : random() < 0.1 ? smallApp(skewed(SMALL_APPS)) : APP;
  if (named && random() < 0.1) return { applicationId, strRoomId: strRoomAt(skewed(STR_ROOMS)) };
  if (time < LONG_AGO && random() < 0.005) return { applicationId, roomId: OLD_ROOM };
  return { applicationId, roomId: random() < 0.15 ? BUSY_ROOM : roomAt(skewed(ROOMS)) };
}

export interface SomeList {
  appId: number;
  ownerId: string;
  inboxType: number;
}

export function someList(): SomeList {
  const appId = random() < 0.2 ? smallVolcApp(skewed(SMALL_APPS)) : VOLC_APP;
  return { appId, ownerId: `${9_000_000_000_000_000n + BigInt(upTo(20_000))}`, inboxType: 0 };
}

/** One to seven. */
export function someListedUsers(): string[] {
  return Array.from({ length: 1 + upTo(7) }, () => `${10_000 + upTo(100_000)}`);
}
