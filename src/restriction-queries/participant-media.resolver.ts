import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { MediaSwitch } from '../graphql/media-switch.enum.js';
import { FieldLoaders } from '../history/field-loaders.js';
import { readPage } from '../history/journal-reading.js';
import { decided, inForce } from '../restrictions/model.js';
import type { ReadMedia } from '../restrictions/people-media.js';
import { Participant } from '../rooms/participant.type.js';
import { MediaRestriction } from './media-restriction.type.js';
import { readRestrictions, shownRestriction, wantedOfRestrictions } from './shown-restriction.js';

/** Both fields of a page ask for the same. */
const MEDIA = new WeakMap<RequestContext, DataLoader<Participant, ReadMedia>>();

/** The read is counted by the fields of the people. */
function mediaOf(person: Participant, context: RequestContext): Promise<ReadMedia> {
  let loader = MEDIA.get(context);
  if (!loader) {
    loader = new DataLoader(async (people: readonly Participant[]) => {
      const { mediaOf } = await readPage(context, async () => ({
        mediaOf: await context.gateway.restrictions.people(people.map(targetOf)),
        bytes: 0,
      }));
      return people.map((person) => mediaOf(targetOf(person)));
    });
    MEDIA.set(context, loader);
  }
  return loader.load(person);
}

function targetOf(person: Participant) {
  return { place: person.in.place, userId: person.userId };
}

const RESTRICTIONS = new FieldLoaders<
  Participant,
  MediaRestriction[],
  ReturnType<typeof wantedOfRestrictions>
>(async (people, wanted, context) => {
  const media = await Promise.all(people.map((person) => mediaOf(person, context)));
  const found = await readRestrictions(
    context,
    wanted,
    () => context.gateway.restrictions.standing(media),
    (found) => found.flat(),
  );
  return found.map((restrictions) => restrictions.map(shownRestriction));
}, wantedOfRestrictions);

/** What shall hold for somebody in a room. It asks for no grant: whoever may see the person may see this too. */
@Resolver(() => Participant)
export class ParticipantMediaResolver {
  @FieldResolver(() => MediaSwitch, {
    nullable: true,
    description:
      'What holds for their audio: what a moderator has asked for, or else what this gateway set last since they entered. Null ' +
      'when there is neither. A state without a duration is forgotten after 12 hours.',
  })
  async audio(@Root() person: Participant, @Ctx() context: RequestContext): Promise<MediaSwitch | undefined> {
    const { instructions, sent } = await mediaOf(person, context);
    return decided(inForce(instructions)).audio ?? sent.audio;
  }

  @FieldResolver(() => MediaSwitch, {
    nullable: true,
    description:
      'What holds for their video: what a moderator has asked for, or else what this gateway set last since they entered. Null ' +
      'when there is neither. A state without a duration is forgotten after 12 hours.',
  })
  async video(@Root() person: Participant, @Ctx() context: RequestContext): Promise<MediaSwitch | undefined> {
    const { instructions, sent } = await mediaOf(person, context);
    return decided(inForce(instructions)).video ?? sent.video;
  }

  @FieldResolver(() => [MediaRestriction], {
    description: 'The restrictions on them in this room that are in force or overridden, newest first.',
  })
  restrictions(
    @Root() person: Participant,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MediaRestriction[]> {
    return RESTRICTIONS.of(context, info).load(person);
  }
}
