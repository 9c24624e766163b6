import type { Examples } from '../../examples/example.js';

export const examples: Examples<{ roomId: number }> = {
  operation: 'OwnMediaState',
  answers: {
    OwnMediaState: {
      comment: 'What holds for your own audio and video in a room: you are the trtc_user_id of the token.',
      variables: { roomId: 10006 },
    },
  },
};
