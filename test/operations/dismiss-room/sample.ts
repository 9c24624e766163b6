import type { DismissRoomInput } from '../../generated/graphql.js';
import type { OperationSample } from '../operation-sample.js';
import { addressOf, DEFAULT_APPLICATION, NUMERIC, type SampledRooms, STRING } from '../sampled-rooms.js';

export const sample = sampleIn(NUMERIC, 'DismissRoom');
export const strRoomSample = sampleIn(STRING, 'DismissRoomByStrRoomId');

function sampleIn(rooms: SampledRooms, api: string): OperationSample<DismissRoomInput> {
  const input: DismissRoomInput = { ...rooms.room };
  return {
    input,
    otherInputs: rooms.otherRooms,
    prepare: ({ trtc }, input) => trtc.createRoom(...addressOf(input)),
    isApplied: ({ trtc }, input) => !trtc.hasRoom(...addressOf(input)),
    apply: ({ trtc }, input) => trtc.dismissRoom(...addressOf(input)),

    api,
    apisBefore: [],
    proof: undefined,
    recovery: 'never knows',

    largest: input,
    anyInput: rooms.any,
    shown: { applicationId: DEFAULT_APPLICATION, ...rooms.room },
  };
}
