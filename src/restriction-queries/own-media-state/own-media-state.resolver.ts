import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { forbiddenQuery } from '../../errors/refusals.js';
import { RoomNumber } from '../../graphql/room-number.scalar.js';
import { readPage } from '../../history/journal-reading.js';
import { missingToSeeSelf } from '../../identity/grants.js';
import { type Medium, wanted } from '../../restrictions/model.js';
import { changesAt } from '../../restrictions/restriction.js';
import { bytesOfEach, refuseIssues } from '../../room-queries/page-arguments.js';
import { seenRoomIssues } from '../../room-queries/room-arguments.js';
import { applicationOf, servedBy } from '../../room-queries/visible-rooms.js';
import { roomNameOf } from '../../rooms/room-place.js';
import { placeOfRoom } from '../../values/room-name.js';
import { OwnMediaState } from './own-media-state.type.js';

@Resolver()
export class OwnMediaStateResolver {
  @Query(() => OwnMediaState, {
    description:
      'What holds for your own audio and video in a TRTC room, as far as moderators have used this gateway. You are the user ' +
      "of the token's claim `trtc_user_id`. It may be asked of any room. Needs the scope moderation:self.",
  })
  async ownMediaState(
    @Arg('sdkAppId', () => Int, {
      nullable: true,
      description: "The number of the TRTC application. Default: the gateway's default application.",
    })
    sdkAppId: number | null,
    @Arg('roomId', () => RoomNumber, {
      nullable: true,
      description: 'The number of a numeric room. Give exactly one of `roomId` and `strRoomId`.',
    })
    roomId: number | null,
    @Arg('strRoomId', () => String, {
      nullable: true,
      description: 'The name of a string room. Room "123" is not room 123.',
    })
    strRoomId: string | null,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OwnMediaState> {
    refuseIssues(seenRoomIssues({ sdkAppId, roomId, strRoomId }));
    const applicationId = applicationOf(context, sdkAppId);
    const { caller, gateway } = context;
    const missing = missingToSeeSelf(caller, applicationId, servedBy(gateway)[0]);
    const userId = caller.trtcUserId;
    if (missing || userId === undefined) throw forbiddenQuery(missing ?? 'trtc_user_id');

    const target = { place: placeOfRoom(applicationId, roomNameOf({ roomId, strRoomId })), userId };
    const bytes = bytesOfEach(info);
    const { person } = await readPage(context, async () => {
      const personOf = await gateway.restrictions.people([target]);
      return { person: personOf(target), bytes };
    });
    const { instructions, sent } = person;
    const dateOf = (medium: Medium) => {
      const at = changesAt(medium, instructions);
      return at === undefined ? undefined : new Date(at);
    };
    const state = wanted(instructions, sent);
    return { ...state, audioEndsAt: dateOf('audio'), videoEndsAt: dateOf('video') };
  }
}
