import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.js';
import { OPERATION_RESOLVERS } from './operations.js';

type Mutate = (input: unknown, context: RequestContext) => Promise<unknown>;

/**
 * Has the mutations of operations take their input as graphql-js gives it. Type-GraphQL would first make an instance of each class of
 * inputs in it, of each user too, which takes it longer than graphql-js takes to check them. An input is only read by its fields.
 */
export function giveInputsAsTheyCome(schema: GraphQLSchema): void {
  const fields = schema.getMutationType()?.getFields() ?? {};
  for (const OperationResolver of OPERATION_RESOLVERS) {
    const { mutation } = OperationResolver.operation;
    const field = fields[mutation];
    const resolver = new OperationResolver() as unknown as Readonly<Record<string, Mutate | undefined>>;
    const carryOut = resolver[mutation]?.bind(resolver);
    if (!field || carryOut?.length !== 2 || field.args.length !== 1) {
      throw new Error(`no resolver carries out ${mutation} with its input and the context`);
    }
    field.resolve = (_, { input }, context) => carryOut(input, context);
  }
}
