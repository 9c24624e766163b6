import type { Examples } from '../../examples/example.js';
import type { DismissRoomInput } from './dismiss-room.input.js';

const opening = {
  comment:
    'Dismiss the string room "stage", with everybody in it. Room 123 would have `roomId: 123` instead.',
  variables: { input: { strRoomId: 'stage' } },
};

export const examples: Examples<{ input: DismissRoomInput }> = {
  operation: 'DismissRoom',
  opening,
  answers: { DismissRoomSuccess: opening },
};
