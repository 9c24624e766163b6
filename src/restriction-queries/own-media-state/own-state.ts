import type { RequestContext } from '../../context.js';
import { forbiddenQuery } from '../../errors/refusals.js';
import { missingToSeeSelf } from '../../identity/grants.js';
import type { MediaTarget } from '../../restrictions/media-queries.js';
import { type Medium, wanted } from '../../restrictions/model.js';
import type { ReadMedia } from '../../restrictions/people-media.js';
import { changesAt } from '../../restrictions/restriction.js';
import { refuseIssues } from '../../room-queries/page-arguments.js';
import { seenRoomIssues } from '../../room-queries/room-arguments.js';
import type { SeenRoomArgs } from '../../room-queries/seen-room.args.js';
import { applicationOf, servedBy } from '../../room-queries/visible-rooms.js';
import { roomNameOf } from '../../rooms/room-place.js';
import { placeOfRoom } from '../../values/room-name.js';
import type { OwnMediaState } from './own-media-state.type.js';

/** The caller in the room that is asked for. Throws if the token does not let its bearer see what holds for themselves. */
export function ownTarget(room: SeenRoomArgs, context: RequestContext): MediaTarget {
  refuseIssues(seenRoomIssues(room));
  const applicationId = applicationOf(context, room.sdkAppId);
  const { caller, gateway } = context;
  const missing = missingToSeeSelf(caller, applicationId, servedBy(gateway)[0]);
  const userId = caller.trtcUserId;
  if (missing || userId === undefined) throw forbiddenQuery(missing ?? 'trtc_user_id');
  return { place: placeOfRoom(applicationId, roomNameOf(room)), userId };
}

/** What holds now for somebody's audio and video. */
export async function readOwnState(
  target: MediaTarget,
  { gateway }: Pick<RequestContext, 'gateway'>,
): Promise<OwnMediaState> {
  const personOf = await gateway.restrictions.people([target]);
  return ownStateOf(personOf(target));
}

/** What holds for somebody's audio and video, of what was read of them. */
export function ownStateOf({ instructions, sent }: ReadMedia): OwnMediaState {
  const dateOf = (medium: Medium) => {
    const at = changesAt(medium, instructions);
    return at === undefined ? undefined : new Date(at);
  };
  const state = wanted(instructions, sent);
  return { ...state, audioEndsAt: dateOf('audio'), videoEndsAt: dateOf('video') };
}
