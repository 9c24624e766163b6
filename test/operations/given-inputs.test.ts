import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { giveInputsAsTheyCome } from '../../src/operations/given-inputs.js';
import { OPERATION_RESOLVERS } from '../../src/operations/operations.js';

const mutations = OPERATION_RESOLVERS.map(({ operation }) => operation.mutation);

function schemaWith(argumentsOf: (mutation: string) => string) {
  const fields = mutations.map((mutation) => `${mutation}${argumentsOf(mutation)}: Int`);
  return buildSchema(`type Query { one: Int } type Mutation { ${fields.join(' ')} }`);
}

it('a mutation whose method would miss an argument keeps the gateway from starting', () => {
  giveInputsAsTheyCome(schemaWith(() => '(input: Int)'));
  for (const mutation of mutations) {
    const schema = schemaWith((other) => (other === mutation ? '(input: Int, other: Int)' : '(input: Int)'));
    expect(() => giveInputsAsTheyCome(schema)).toThrow(
      `no resolver carries out ${mutation} with its input and the context`,
    );
  }
});
