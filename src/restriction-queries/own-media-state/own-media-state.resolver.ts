import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { RoomNumber } from '../../graphql/room-number.scalar.js';
import { readPage } from '../../history/journal-reading.js';
import { bytesOfEach } from '../../room-queries/page-arguments.js';
import { OwnMediaState } from './own-media-state.type.js';
import { ownTarget, readOwnState } from './own-state.js';

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
    const target = ownTarget({ sdkAppId, roomId, strRoomId }, context);
    const bytes = bytesOfEach(info);
    const { state } = await readPage(context, async () => ({
      state: await readOwnState(target, context),
      bytes,
    }));
    return state;
  }
}
