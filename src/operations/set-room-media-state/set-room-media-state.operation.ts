import {
  actionInputIssues,
  duplicateIssues,
  durationIssues,
  lengthIssues,
} from '../../actions/input-rules.js';
import type { Done, Operation, RecordedTurn } from '../../actions/operation.js';
import { WHOLE_ROOM } from '../../actions/places.js';
import { type InputIssue, type ModerationError, RoomNotFoundError } from '../../errors/moderation-error.js';
import { switchesIn } from '../../restrictions/media-call.js';
import { enforcementIssues, mediaIssues } from '../../restrictions/media-rules.js';
import type { MediaStore } from '../../restrictions/media-store.js';
import { coveredBy } from '../../restrictions/model.js';
import type { RoomMediaCall } from '../../restrictions/room-media-call.js';
import { answerIn, placeOf, planIn, roomCallOf } from '../../rooms/room-place.js';
import { roomIssues, roomUserIssues } from '../../rooms/room-rules.js';
import {
  SET_ROOM_MEDIA_STATE_ANSWERS,
  SetRoomMediaStateAccepted,
  type SetRoomMediaStateResult,
} from './set-room-media-state.answer.js';
import type { SetRoomMediaStateInput } from './set-room-media-state.input.js';

type Result = typeof SetRoomMediaStateResult;

/** The input of an undo or an end has more than a caller can give. */
export type RoomMediaInput = SetRoomMediaStateInput & Pick<RoomMediaCall, 'frees' | 'ends'>;

const MAX_EXCEPTIONS = 1_000;

export const setRoomMediaState: Operation<RoomMediaInput, RoomMediaCall, Result, 'TENCENT_TRTC'> = {
  mutation: 'setRoomMediaState',
  vendor: 'TENCENT_TRTC',
  place: WHOLE_ROOM,
  answers: SET_ROOM_MEDIA_STATE_ANSWERS,
  shown: ['state', 'audio', 'video'],

  logged: ({
    sdkAppId,
    roomId,
    strRoomId,
    state,
    audio,
    video,
    exceptUserIds,
    durationSeconds,
    enforce,
    region,
  }) => ({
    sdkAppId,
    roomId,
    strRoomId,
    state,
    audio,
    video,
    exceptions: exceptUserIds?.length || undefined,
    durationSeconds,
    enforce: enforce || undefined,
    region,
  }),

  issues: (input, rules) => [
    ...roomIssues(input),
    ...actionInputIssues(input),
    ...mediaIssues(input),
    ...exceptionIssues(input.exceptUserIds ?? []),
    ...durationIssues('durationSeconds', input.durationSeconds, rules.maxDurationSeconds),
    // Without events nobody knows who is in the room. What was asked for before can be ended all the same.
    ...enforcementIssues('', !input.frees, rules.enforcesIn(input.sdkAppId)),
  ],

  plan(input, trtc) {
    const { state, audio, video, exceptUserIds, durationSeconds, enforce, frees, ends } = input;
    const call: RoomMediaCall = roomCallOf(input, trtc);
    if (state) call.state = state;
    if (audio) call.audio = audio;
    if (video) call.video = video;
    if (durationSeconds) call.durationMs = durationSeconds * 1000;
    if (enforce) call.enforced = true;
    if (frees) call.frees = frees;
    if (ends) call.ends = ends;
    if (exceptUserIds?.length) call.exceptUserIds = exceptUserIds;
    return planIn(call, []);
  },

  alongside: (id, call, { store }) => [...begin(id, call, store), store.rooms.known(placeOf(call))],

  /** The vendor's calls follow: `RoomRuns` makes them once this is on record. */
  async act(call, _trtc, action) {
    const refusal = (await action.obstacle?.()) ?? (isUnknown(call, action) ? roomUnknown() : undefined);
    if (refusal) return { answer: refusal as Result, attempts: 0 };
    const { rooms } = action.media.store;
    action.recorded.then(() => rooms.begun());
    return accepted(call);
  },

  /** What it takes was written with the intent. */
  recover: async (call) => accepted(call),
};

function begin(id: string, call: RoomMediaCall, store: MediaStore) {
  const place = placeOf(call);
  const media = coveredBy(switchesIn(call));
  const { exceptUserIds = [], durationMs, enforced, frees, ends } = call;
  if (frees) {
    const end = ends === undefined ? [] : [store.end(ends, 'EXPIRED', id)];
    // What an undo brings back may be for everybody.
    const everybody = ends === undefined ? [] : undefined;
    return [...end, ...store.rooms.begin(id, { place, media, exceptUserIds: everybody })];
  }
  const said = { ...switchesIn(call), durationMs, enforced, exceptUserIds };
  return [
    store.giveToRoom(id, place, said),
    store.rooms.forget(id, place),
    ...store.rooms.begin(id, { place, media, exceptUserIds }),
  ];
}

/** Whether nothing is known of a room in which it would be set once, for those who are there. */
function isUnknown({ enforced, frees }: RoomMediaCall, { written }: RecordedTurn): boolean {
  return !enforced && !frees && written.at(-1)?.rows.length === 0;
}

function accepted(call: RoomMediaCall): Done<Result> {
  return { answer: new SetRoomMediaStateAccepted(answerIn(call)), attempts: 0 };
}

function roomUnknown(): ModerationError {
  return new RoomNotFoundError({
    code: 'ROOM_NOT_FOUND',
    message: 'No event has told of this room, so nobody is known to be in it.',
    outcome: 'NOT_APPLIED',
    retryable: false,
  });
}

function exceptionIssues(userIds: readonly string[]): InputIssue[] {
  const pathOf = (index: number) => `exceptUserIds.${index}`;
  const tooMany = lengthIssues('exceptUserIds', userIds.length, 0, MAX_EXCEPTIONS, 'users');
  if (tooMany.length > 0) return tooMany;
  return [
    ...userIds.flatMap((userId, index) => roomUserIssues(pathOf(index), userId)),
    ...duplicateIssues(userIds, MAX_EXCEPTIONS, (userId) => userId, pathOf),
  ];
}
