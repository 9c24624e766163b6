import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../context.js';
import { readPage } from '../../history/journal-reading.js';
import { bytesOfEach } from '../../room-queries/page-arguments.js';
import { SeenRoomArgs } from '../../room-queries/seen-room.args.js';
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
    @Args(() => SeenRoomArgs) room: SeenRoomArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OwnMediaState> {
    const target = ownTarget(room, context);
    const bytes = bytesOfEach(info);
    const { state } = await readPage(context, async () => ({
      state: await readOwnState(target, context),
      bytes,
    }));
    return state;
  }
}
