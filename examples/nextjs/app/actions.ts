'use server';

import {
  matchResult,
  SetUserMediaStateDocument,
  type SetUserMediaStateResult,
} from 'moderation-gateway-client/strings';
import { askGateway } from './ask-gateway.js';
import { signedInModerator } from './signed-in-moderator.js';

/** What the form shows after an act. */
export interface Notice {
  text: string;
  /** It may have been done although there is no answer. The form keeps its key, so that another try is no second act. */
  mayBeDone: boolean;
}

/** A server action for `useActionState`. The browser gets no token of the gateway. */
export async function mute(_before: Notice | undefined, form: FormData): Promise<Notice> {
  const moderator = await signedInModerator();
  if (!moderator) return { text: 'Sign in first.', mayBeDone: false };
  const input = {
    roomId: Number(form.get('room')),
    userId: String(form.get('user')),
    audio: 'DISABLED' as const,
    reason: String(form.get('reason') ?? '') || null,
    // The page makes it with the form, so a form that is sent twice acts once.
    idempotencyKey: String(form.get('key')),
  };
  try {
    const { setUserMediaState } = await askGateway(moderator, SetUserMediaStateDocument, { input });
    return noticeOf(setUserMediaState);
  } catch {
    return { text: 'The gateway gave no answer. Try again.', mayBeDone: true };
  }
}

function noticeOf(result: SetUserMediaStateResult): Notice {
  const notice = (text: string, mayBeDone = false) => ({ text, mayBeDone });
  return matchResult(result, {
    SetUserMediaStateSuccess: ({ userId }) => notice(`${userId} is muted.`),
    // Only what is enforced waits for somebody.
    SetUserMediaStateWaiting: ({ userId }) => notice(`${userId} is muted once there.`),
    UserNotInRoomError: () => notice('This person has left the room.'),
    SupersededError: () => notice('Somebody else has changed this since.'),
    InvalidInputError: ({ issues }) =>
      notice(issues.map(({ path, message }) => `${path} ${message}`).join('. ')),
    otherwise: ({ message, outcome }) => notice(message, outcome === 'UNKNOWN'),
  });
}
