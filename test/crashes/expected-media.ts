/**
 * What must hold for people's audio and video, by the rules for instructions and by nothing but the actions in the journal. It is
 * written from the rules, not from the gateway's model, so that the two can be compared.
 */
import type { ActionRecord } from '../../src/journal/action-record.js';

export const MEDIA = ['audio', 'video'] as const;
export type Medium = (typeof MEDIA)[number];
export type Switch = 'ENABLED' | 'DISABLED';

export interface ExpectedMedia {
  readonly audio: Switch;
  readonly video: Switch;
  /** By id: the restrictions that are in force, or would be if newer ones did not override them. */
  readonly standing: ReadonlyMap<string, 'IN_FORCE' | 'OVERRIDDEN'>;
}

interface Instruction {
  readonly id: string;
  readonly says: { readonly [Of in Medium]?: Switch };
  readonly isTimed: boolean;
  /** It was refused, or is undone: it counts as if it had never been given. */
  readonly isVoid: boolean;
  /** Its time is over, or it was lifted. */
  readonly isOver: boolean;
}

/** What the journal has of the input of an action on audio and video. */
interface RecordedCall {
  state?: string;
  audio?: Switch;
  video?: Switch;
  durationMs?: number;
  /** It gives no instruction, but ends or undoes one. */
  frees?: true;
  restrictionId?: string;
}

/**
 * @param actions all on one person in one room who has been there all the time, the oldest first
 * @param now milliseconds since the epoch. No restriction may end at about this time
 */
export function expectedMedia(actions: readonly ActionRecord[], now: number): ExpectedMedia {
  const all = instructionsOf(actions, now);
  const deciders = MEDIA.map((medium) => all.filter((_, index) => holds(medium, index, all)).at(-1));
  const [audio, video] = deciders;
  const restrictions = all.flatMap(({ id, isTimed }, index) => {
    if (!isTimed || !MEDIA.some((medium) => holds(medium, index, all))) return [];
    return [[id, deciders.some((decider) => decider?.id === id) ? 'IN_FORCE' : 'OVERRIDDEN'] as const];
  });
  return {
    audio: audio?.says.audio ?? 'ENABLED',
    video: video?.says.video ?? 'ENABLED',
    standing: new Map(restrictions),
  };
}

export function instructionsOf(actions: readonly ActionRecord[], now: number): Instruction[] {
  const lifted = new Set(
    actions
      .filter(({ operation }) => operation === 'LIFT_RESTRICTION')
      .filter((action) => counts(action))
      .map((action) => callOf(action).restrictionId),
  );
  return actions
    .filter(({ operation }) => operation === 'SET_USER_MEDIA_STATE')
    .filter((action) => !callOf(action).frees)
    .map((action) => {
      const { durationMs } = callOf(action);
      return {
        id: action.id,
        says: switchesIn(action),
        isTimed: durationMs !== undefined,
        isVoid: !counts(action) || isUndone(action.id, actions),
        isOver: lifted.has(action.id) || (durationMs ?? Infinity) <= now - action.requestedAt,
      };
    });
}

/** Newer instructions that are timed override a timed one. Any newer one ends a plain one. A plain one ends all that are older. */
function holds(medium: Medium, index: number, all: readonly Instruction[]): boolean {
  const own = all[index];
  if (!own?.says[medium] || own.isVoid || own.isOver) return false;
  const newer = all.slice(index + 1).filter(({ isVoid, says }) => !isVoid && says[medium]);
  return own.isTimed ? newer.every(({ isTimed }) => isTimed) : newer.length === 0;
}

/** An undo that is undone itself does not count. */
function isUndone(id: string, actions: readonly ActionRecord[]): boolean {
  return actions.some((undo) => undo.undoes === id && counts(undo) && !isUndone(undo.id, actions));
}

/** Whether an action may have been applied. */
function counts({ status }: ActionRecord): boolean {
  return status !== 'REFUSED' && status !== 'DENIED';
}

export function callOf({ input }: ActionRecord): RecordedCall {
  return JSON.parse(input);
}

/** What the action asked for. */
export function switchesIn(action: ActionRecord): Instruction['says'] {
  const { state, audio, video } = callOf(action);
  if (state === undefined) return { ...(audio && { audio }), ...(video && { video }) };
  const isDisabled = (medium: string) => state === 'AUDIO_VIDEO_DISABLED' || state === `${medium}_DISABLED`;
  return {
    audio: isDisabled('AUDIO') ? 'DISABLED' : 'ENABLED',
    video: isDisabled('VIDEO') ? 'DISABLED' : 'ENABLED',
  };
}
