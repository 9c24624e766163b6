import type { Example, Examples } from '../../examples/example.js';
import type { SetRoomMediaStateInput } from './set-room-media-state.input.js';

type Variables = { input: SetRoomMediaStateInput };

const opening = setRoom(
  'Turn off the audio of everybody in room 10006 but "carol", also of those who come later, for an hour.',
  {
    roomId: 10006,
    audio: 'DISABLED',
    exceptUserIds: ['carol'],
    durationSeconds: 3600,
    enforce: true,
  },
);

export const examples: Examples<Variables> = {
  operation: 'SetRoomMediaState',
  opening,
  answers: { SetRoomMediaStateAccepted: opening },
};

function setRoom(comment: string, input: SetRoomMediaStateInput): Example<Variables> {
  return { comment, variables: { input } };
}
