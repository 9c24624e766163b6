import type { DocumentNode } from 'graphql';

/**
 * A parsed document with the types of its answer and variables. It is what Apollo Client, urql and others know as
 * `TypedDocumentNode`; the package `@graphql-typed-document-node/core` is not needed.
 */
export interface TypedDocument<Result, Variables> extends DocumentNode {
  /** Only a type; there is no such property. */
  __apiType?: (variables: Variables) => Result;
}
