import { actionInputIssues } from '../../actions/input-rules.js';
import type { Done, Operation, RecordedTurn } from '../../actions/operation.js';
import { WHOLE_ROOM } from '../../actions/places.js';
import { switchesIn } from '../../restrictions/media-call.js';
import { coveredBy } from '../../restrictions/model.js';
import type { RoomMediaCall } from '../../restrictions/room-media-call.js';
import { answerIn, placeOf, planIn } from '../../rooms/room-place.js';
import {
  LIFT_RESTRICTION_ANSWERS,
  type LiftRestrictionResult,
  LiftRestrictionSuccess,
} from './lift-restriction.answer.js';
import type { LiftRestrictionInput } from './lift-restriction.input.js';

/** A restriction on a whole room that is on record. */
export interface FoundOnRoom {
  readonly id: string;
  /** The call of the action that gave it. */
  readonly given: RoomMediaCall;
}

type Input = LiftRestrictionInput & { readonly found: FoundOnRoom };
export type LiftOnRoomCall = RoomMediaCall & { readonly restrictionId: string };

/** It ends at once, and the calls that free people follow. */
export const liftOnRoom: Operation<Input, LiftOnRoomCall, typeof LiftRestrictionResult, 'TENCENT_TRTC'> = {
  mutation: 'liftRestriction',
  vendor: 'TENCENT_TRTC',
  place: WHOLE_ROOM,
  answers: LIFT_RESTRICTION_ANSWERS,
  shown: [],

  logged: ({ restrictionId, found: { given } }) => ({ restrictionId, ...answerIn(given) }),

  issues: actionInputIssues,

  plan({ found: { id, given } }) {
    const { region } = given;
    const call = {
      ...answerIn(given),
      region,
      ...switchesIn(given),
      frees: true,
      restrictionId: id,
    } as const;
    return planIn<LiftOnRoomCall>(call, []);
  },

  alongside: (id, call, { store }) => [
    store.end(call.restrictionId, 'LIFTED', id),
    ...store.rooms.begin(id, {
      place: placeOf(call),
      media: coveredBy(switchesIn(call)),
      exceptUserIds: undefined,
    }),
  ],

  async act(call, _trtc, action) {
    action.recorded.then(() => action.media.store.rooms.begun());
    return liftedOnRoom(call, action);
  },

  recover: async (call, _trtc, action) => liftedOnRoom(call, action),
};

/** For a restriction that has ended before: nobody has to be freed. */
export const liftOnRoomWithoutCall: typeof liftOnRoom = {
  mutation: liftOnRoom.mutation,
  vendor: liftOnRoom.vendor,
  place: liftOnRoom.place,
  answers: liftOnRoom.answers,
  shown: liftOnRoom.shown,
  logged: liftOnRoom.logged,
  issues: liftOnRoom.issues,
  plan: liftOnRoom.plan,
  act: async ({ restrictionId }) => ({ answer: new LiftRestrictionSuccess({ restrictionId }), attempts: 0 }),
  recover: liftOnRoom.recover,
};

/** What it takes was written with the intent. */
export function liftedOnRoom(
  call: LiftOnRoomCall,
  { id = '', media: { store } }: RecordedTurn,
): Done<typeof LiftRestrictionResult> {
  const { restrictionId } = call;
  const queries = [store.lifted(restrictionId, id)];
  return {
    answer: new LiftRestrictionSuccess({ restrictionId }),
    attempts: 0,
    alongside: { place: placeOf(call), queries },
  };
}
