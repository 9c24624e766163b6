import { type PersonRegisters, type Presence, presenceOf, timeOfKey, timesOf } from '../roster/registers.js';

/** What events tell of a person in a room. Times are in milliseconds since the epoch, on the vendor's clock. */
export interface KnownOfRoster {
  /** Undefined: they are not in the room. */
  readonly presence: Presence | undefined;
  /** The newest event that shows them in the room. */
  readonly seenAt: number;
  /** When they last came, also over another network, or got the role that they have. */
  readonly cameAt: number;
  /** When they began to publish what they publish now. 0: they do not. */
  readonly publishesSince: Readonly<Record<'audio' | 'video' | 'screen', number>>;
}

/** @param told what `rosterOf` selects. Within other JSON, SQLite tells it as a value, and PostgreSQL as text. */
export function readRoster(told: string | readonly number[]): KnownOfRoster {
  const all: readonly number[] = typeof told === 'string' ? JSON.parse(told) : told;
  const [seen = 0, gone = 0, entered = 0, role = 0, video = 0, audio = 0, screen = 0, erased = 0] = all;
  const registers: PersonRegisters = { seen, gone, entered, role, video, audio, screen };
  const presence = presenceOf(registers, erased);
  const times = timesOf(registers);
  const since = (medium: 'audio' | 'video' | 'screen') => (presence?.[medium] ? times[medium] : 0);
  return {
    presence,
    seenAt: timeOfKey(seen),
    cameAt: Math.max(times.entered, times.role),
    publishesSince: { audio: since('audio'), video: since('video'), screen: since('screen') },
  };
}

/** Whether they can be heard or seen: only an anchor can publish. */
export function isActive({ presence }: KnownOfRoster): boolean {
  if (!presence) return false;
  return presence.role === 'ANCHOR' || presence.audio || presence.video || presence.screen;
}
