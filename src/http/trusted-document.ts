import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
} from 'graphql';
import type { RequestContext } from '../context.js';
import { isJsonObject } from '../values/json-object.js';
import { nullFault } from './null-variables.js';

/** A valid document, parsed once, ready to be run without Apollo Server's work for every request. */
export class TrustedDocument {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#document = document;
  }

  /**
   * Runs the document as Apollo Server does. Undefined, with no resolver called, where the request is at fault (no
   * operation has this name, a variable has a wrong type): Apollo Server then answers with its own error.
   */
  run(
    operationName: unknown,
    variables: unknown,
    contextValue: RequestContext,
  ): Promise<ExecutionResult> | ExecutionResult | undefined {
    const variableValues = variables ?? {};
    if (!isJsonObject(variableValues)) return undefined;
    const name = operationName ?? undefined;
    if (name !== undefined && typeof name !== 'string') return undefined;
    const schema = this.#schema;
    const document = this.#document;
    const operation = getOperationAST(document, name);
    // Apollo Server refuses subscriptions in words.
    if (!operation || operation.operation === 'subscription') return undefined;
    if (nullFault(schema, document, operation, variableValues)) return undefined;
    const result = execute({ schema, document, operationName: name, variableValues, contextValue });
    // A result without `data` means that the variables were refused before execution.
    return 'then' in result || 'data' in result ? result : undefined;
  }
}
