import type { Switches } from '../../src/restrictions/model.js';
import type { GivenInstruction, PersonMedia } from '../../src/restrictions/person-media.js';

export const T = 1_796_083_200_000;

export function instruction(fields: Partial<GivenInstruction>): GivenInstruction {
  return {
    actionId: 'restriction',
    number: 1,
    timed: true,
    enforced: true,
    revoked: false,
    over: false,
    givenAt: T,
    endsAt: undefined,
    endedHow: undefined,
    endActionId: undefined,
    pending: false,
    endPending: false,
    refused: false,
    undos: [],
    outlived: false,
    ...fields,
  };
}

interface Told {
  role?: 'ANCHOR' | 'AUDIENCE';
  cameAt?: number;
  audio?: number;
  video?: number;
  screen?: number;
}

/** Somebody in the room. Times are after `T`, in milliseconds on the vendor's clock. */
export function person(
  instructions: readonly GivenInstruction[],
  { role = 'ANCHOR', cameAt = 0, audio, video, screen }: Told,
  media: Partial<PersonMedia> = {},
): PersonMedia {
  const at = (ms: number | undefined) => (ms === undefined ? 0 : T + ms);
  const newest = Math.max(at(cameAt), at(audio), at(video), at(screen));
  return {
    instructions,
    sent: {},
    sentEver: {},
    sentLast: media.sentEver ?? {},
    answeredAt: undefined,
    seenTo: 0,
    owedSince: undefined,
    enforcedAt: undefined,
    leftAt: 0,
    isTaken: false,
    isAbandoned: false,
    turn: undefined,
    turns: 0,
    newest: 1,
    isKept: true,
    isPart: false,
    turnLeftMs: 0,
    doubtSince: undefined,
    againAt: undefined,
    now: T + 10_000,
    ...media,
    roster: {
      presence: {
        role,
        terminal: undefined,
        isGuest: false,
        audio: audio !== undefined,
        video: video !== undefined,
        screen: screen !== undefined,
        enteredAt: at(cameAt),
      },
      seenAt: newest,
      cameAt: at(cameAt),
      publishesSince: { audio: at(audio), video: at(video), screen: at(screen) },
    },
  };
}

/** A call that disabled the audio was sent and answered so long after `T`. */
export const calledAt = (ms: number, sent: Switches = { audio: 'DISABLED', video: 'ENABLED' }) => ({
  sent,
  sentEver: sent,
  seenTo: T + ms,
  answeredAt: T + ms + 20,
});
