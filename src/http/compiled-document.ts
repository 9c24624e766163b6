import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { RequestContext } from '../context.js';

type Variables = Readonly<Record<string, unknown>>;
type Run = (
  root: undefined,
  context: RequestContext,
  variables: Variables,
) => Promise<ExecutionResult> | ExecutionResult;

/** A valid document, ready to be run without graphql-js's work for every request. */
export class CompiledDocument {
  /** Absent: there is no single operation, or it cannot be compiled. */
  readonly #operation: { definition: OperationDefinitionNode; run: Run } | undefined;

  static compile(schema: GraphQLSchema, document: DocumentNode): CompiledDocument {
    return new CompiledDocument(schema, document);
  }

  private constructor(schema: GraphQLSchema, document: DocumentNode) {
    const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const [definition, ...others] = operations as OperationDefinitionNode[];
    if (!definition || others.length > 0) return;
    const compiled = compileQuery(schema, document, undefined);
    if (isCompiledQuery(compiled)) this.#operation = { definition, run: compiled.query as Run };
  }

  /**
   * Runs the document. Undefined, with nothing done, where it cannot be run like this: its operation has another name,
   * say, or a variable has a wrong type, for which graphql-js has the right words.
   */
  run(
    operationName: unknown,
    variables: unknown,
    context: RequestContext,
  ): Promise<ExecutionResult> | ExecutionResult | undefined {
    if (!this.#operation) return undefined;
    const { definition, run } = this.#operation;
    if (operationName !== undefined && operationName !== null && operationName !== definition.name?.value) {
      return undefined;
    }
    const given = variables ?? {};
    if (typeof given !== 'object' || Array.isArray(given)) return undefined;
    const result = run(undefined, context, given as Variables);
    // What has been run has data, if only null. Without, it was left at the variables.
    return 'then' in result || 'data' in result ? result : undefined;
  }
}
