import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import type { RequestContext } from './context.js';
import { ModerationActionsResolver } from './history/moderation-actions.resolver.js';
import { AddToBlacklistResolver } from './operations/add-to-blacklist/add-to-blacklist.resolver.js';
import { SetUserMediaStateResolver } from './operations/set-user-media-state/set-user-media-state.resolver.js';
import { VendorsResolver } from './vendor-status/vendors.resolver.js';
import { ViewerResolver } from './viewer/viewer.resolver.js';

export function buildGatewaySchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      SetUserMediaStateResolver,
      AddToBlacklistResolver,
      ModerationActionsResolver,
      VendorsResolver,
      ViewerResolver,
    ],
    // The rules of an input are data for the caller (`InvalidInputError`), so the resolvers check them.
    validate: false,
    // An introspection of 40 ms at every start, for what Apollo Server checks anyway (`assertValidSchema`).
    skipCheck: true,
  });
  // Type-GraphQL has no place for these two descriptions.
  const query = schema.getQueryType();
  const mutation = schema.getMutationType();
  if (query) query.description = 'What can be read.';
  if (mutation)
    mutation.description = 'What can be done. Each answers with a union of all that can come of it.';
  callDirectly(schema, 'setUserMediaState', new SetUserMediaStateResolver());
  callDirectly(schema, 'addToBlacklist', new AddToBlacklistResolver());
  return schema;
}

type Resolver<Name extends string> = Record<Name, (input: never, context: RequestContext) => unknown>;

/** Type-GraphQL would make instances of a mutation's input, and several promises; the resolvers need neither. */
function callDirectly<Name extends string>(
  schema: GraphQLSchema,
  name: Name,
  resolver: Resolver<Name>,
): void {
  const field = schema.getMutationType()?.getFields()[name];
  if (!field) throw new Error(`no mutation ${name}`);
  field.resolve = (_root, { input }, context) => resolver[name](input as never, context);
}

/** The text of `schema.graphql`. */
export function schemaText(schema: GraphQLSchema): string {
  return `# Emitted from the classes in src by \`npm run fix:schema\`; not for editing.\n\n${printSchema(
    lexicographicSortSchema(schema),
  )}\n`;
}
