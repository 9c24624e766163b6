import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { ModerationActionsSubscription } from './feed-subscriptions/moderation-actions.subscription.js';
import { OwnMediaStateSubscription } from './feed-subscriptions/own-media-state.subscription.js';
import { RoomSubscription } from './feed-subscriptions/room.subscription.js';
import { ActionLinksResolver } from './history/action-links.resolver.js';
import { ModerationActionsResolver } from './history/moderation-actions.resolver.js';
import { wordEnumErrors } from './http/enum-values.js';
import { giveInputsAsTheyCome } from './operations/given-inputs.js';
import { OPERATION_RESOLVERS } from './operations/operations.js';
import { EntryEndResolver } from './queries/blacklist/entry-end.resolver.js';
import { QUERY_RESOLVERS } from './queries/queries.js';
import { OwnMediaStateResolver } from './restriction-queries/own-media-state/own-media-state.resolver.js';
import { ParticipantMediaResolver } from './restriction-queries/participant-media.resolver.js';
import {
  ActionOfRestrictionResolver,
  LiftedRestrictionResolver,
  RestrictionOfActionResolver,
  RestrictionOfMuteResolver,
  RestrictionOfWaitingResolver,
} from './restriction-queries/restriction-links.resolver.js';
import {
  RestrictionOfRoomResolver,
  RestrictionProgressResolver,
} from './restriction-queries/restriction-progress.resolver.js';
import { RestrictionsResolver } from './restriction-queries/restrictions.resolver.js';
import { LastActionResolver } from './room-queries/last-action.resolver.js';
import { ParticipantsResolver } from './room-queries/participants.resolver.js';
import { RoomsResolver } from './room-queries/rooms.resolver.js';
import { UndoModerationActionResolver } from './undo/undo-moderation-action.resolver.js';
import { VendorsResolver } from './vendor-status/vendors.resolver.js';
import { ViewerResolver } from './viewer/viewer.resolver.js';

const served = new Map<boolean, GraphQLSchema>();

/**
 * The schema that gateways serve. Those of one process share it, because it takes longer to build than anything else at a start.
 * `introspection`: whether callers may read the schema, because the errors of enums tell their values only then.
 */
export function servedSchema(introspection: boolean): GraphQLSchema {
  let schema = served.get(introspection);
  if (!schema) {
    schema = buildGatewaySchema();
    wordEnumErrors(schema, introspection);
    served.set(introspection, schema);
  }
  return schema;
}

export function buildGatewaySchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      ...OPERATION_RESOLVERS,
      UndoModerationActionResolver,
      ...QUERY_RESOLVERS,
      EntryEndResolver,
      ModerationActionsResolver,
      ActionLinksResolver,
      RoomsResolver,
      ParticipantsResolver,
      LastActionResolver,
      RestrictionsResolver,
      ActionOfRestrictionResolver,
      RestrictionOfActionResolver,
      RestrictionOfMuteResolver,
      RestrictionOfWaitingResolver,
      LiftedRestrictionResolver,
      RestrictionProgressResolver,
      RestrictionOfRoomResolver,
      ParticipantMediaResolver,
      OwnMediaStateResolver,
      VendorsResolver,
      ViewerResolver,
      ModerationActionsSubscription,
      RoomSubscription,
      OwnMediaStateSubscription,
    ],
    // The rules of an input are data for the caller (`InvalidInputError`), so the resolvers check them.
    validate: false,
    // The check takes 40 ms at every start, and Apollo Server checks the schema anyway (`assertValidSchema`).
    skipCheck: true,
    // Type-GraphQL wants one as soon as there are subscriptions, also where each has a source of its own.
    pubSub: NO_TOPICS,
  });
  giveInputsAsTheyCome(schema);
  // Type-GraphQL has no place for these three descriptions.
  const query = schema.getQueryType();
  const mutation = schema.getMutationType();
  if (query) query.description = 'Everything that can be read.';
  if (mutation)
    mutation.description =
      'Everything that moderators can do. Each mutation answers with a union of its success and error types.';
  const subscription = schema.getSubscriptionType();
  if (subscription)
    subscription.description =
      'What happens, as it happens. Subscriptions are served at /graphql/stream, by server-sent events.';
  return schema;
}

const noTopics = () => {
  throw new Error('no subscription has topics');
};
const NO_TOPICS = { publish: noTopics, subscribe: noTopics };

/** The text of `schema.graphql`. */
export function schemaText(schema: GraphQLSchema): string {
  return `# Emitted from the classes in src by \`npm run fix:schema\`; not for editing.\n\n${printSchema(
    lexicographicSortSchema(schema),
  )}\n`;
}
