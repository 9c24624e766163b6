import type { ModerationErrorCode } from '../errors/moderation-error-code.enum.js';

/** What a front end may show a moderator for each code, in English. */
export const ERROR_WORDING: Readonly<Record<ModerationErrorCode, string>> = {
  ROOM_NOT_FOUND: 'This room has closed.',
  USER_NOT_IN_ROOM: 'This person has left the room.',
  APPLICATION_NOT_FOUND: 'The service does not know this application. Please tell your administrator.',
  APPLICATION_UNUSABLE: 'This application is suspended at the service. Please tell your administrator.',
  INVALID_INPUT: 'Please correct the marked fields.',
  INPUT_REFUSED_BY_VENDOR: 'The service does not accept this. Please check what you entered.',
  APPLICATION_NOT_SERVED: 'You cannot act in this application here.',
  FORBIDDEN: 'You are not allowed to do this.',
  VENDOR_CREDENTIAL_REFUSED: 'The service does not let us in. Please tell your administrator.',
  VENDOR_PERMISSION_DENIED: 'The service does not let us do this. Please tell your administrator.',
  RATE_LIMITED: 'Too much is going on at this moment. Please try again shortly.',
  QUEUE_FULL: 'Too much is going on at this moment. Please try again shortly.',
  VENDOR_RATE_LIMITED: 'The service is taking no more requests at this moment. Please try again shortly.',
  VENDOR_UNAVAILABLE: 'The service is not available at this moment.',
  VENDOR_DOWN: 'The service is not available at this moment.',
  VENDOR_UNREACHABLE: 'The service cannot be reached at this moment.',
  VENDOR_CONNECTION_LOST: 'The connection to the service was lost.',
  VENDOR_TIMEOUT: 'The service did not answer in time.',
  VENDOR_ANSWER_UNREADABLE: 'The service gave no usable answer.',
  VENDOR_CLOCK_SKEW: 'Our clock is wrong. Please tell your administrator.',
  VENDOR_OFF: 'This service is not set up here.',
  VENDOR_INTERNAL_ERROR: 'The service had a fault of its own.',
  GATEWAY_UNAVAILABLE: 'We are restarting. Please try again in a moment.',
  JOURNAL_UNAVAILABLE: 'Actions cannot be recorded at this moment.',
  OUTCOME_UNRECORDED: 'The result of this cannot be recorded at this moment.',
  INTERRUPTED: 'Something failed on our side in the middle of this.',
  ANSWER_OF_NEWER_GATEWAY: 'This was done, and its result can be seen in the list of actions.',
  STILL_RUNNING: 'This is still under way.',
  IDEMPOTENCY_CONFLICT: 'This was taken for a repeat of something else. Please do it anew.',
  SELF_BLACKLIST: 'Nobody can be on their own blacklist.',
  ALREADY_BLACKLISTED: 'This person is on the list already.',
  ACTION_NOT_FOUND: 'This action is not on record.',
  RESTRICTION_NOT_FOUND: 'This restriction is not on record.',
  NOT_UNDOABLE: 'This cannot be undone.',
  NOT_FINISHED: 'This is still under way. Please try again in a moment.',
  ALREADY_UNDONE: 'This was undone already.',
  EFFECT_UNKNOWN: 'Nobody knows whether this took effect, so it cannot be undone.',
  ENTRY_UNKNOWN:
    'This person was not put back on the list, because nobody knows their details there. Please add them again.',
  SUPERSEDED: 'Somebody has done something newer here, so this was not done.',
  UNKNOWN: 'The service answered with something new to us. Please tell your administrator.',
};

/** Follows the wording of an error whose outcome is UNKNOWN. */
export const MAY_HAVE_BEEN_APPLIED = 'It may have taken effect anyway.';
