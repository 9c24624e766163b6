import type { Switches } from './model.js';
import type { GivenInstruction, PersonMedia } from './person-media.js';

/** What is known of a person of whom nothing was read, for whom a plain instruction on both media was just given. */
export function justGiven(actionId: string, said: Switches, number: number, now: number): PersonMedia {
  const { audio, video } = said;
  const instruction: GivenInstruction = {
    actionId,
    number,
    audio,
    video,
    timed: false,
    revoked: false,
    over: false,
    givenAt: now,
    endsAt: undefined,
    endedHow: undefined,
    endActionId: undefined,
    pending: true,
    endPending: false,
    refused: false,
    undos: [],
    outlived: false,
  };
  return {
    instructions: [instruction],
    sent: {},
    sentEver: {},
    sentLast: {},
    answeredAt: undefined,
    seenTo: 0,
    owedSince: undefined,
    enforcedAt: undefined,
    leftAt: 0,
    roster: undefined,
    isTaken: false,
    isAbandoned: false,
    turn: undefined,
    turns: 0,
    newest: number,
    isKept: false,
    isPart: true,
    turnLeftMs: 0,
    doubtSince: undefined,
    againAt: undefined,
    now,
  };
}
