import { type ModerationError, RoomNotFoundError, UserNotInRoomError } from '../errors/moderation-error.js';

/** Who is not in the room hears nothing and says nothing. */
export function isGone(error: ModerationError): boolean {
  return error instanceof UserNotInRoomError || error instanceof RoomNotFoundError;
}
