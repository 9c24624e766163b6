/** The text of a document, with the types of its answer and variables. */
export type TypedDocumentString<Result, Variables> = string & {
  /** Only a type; there is no such property. */
  __apiType?: (variables: Variables) => Result;
};
