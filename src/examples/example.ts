/** Values for an operation's variables, and what they lead to on a sandbox. */
export interface Example<Variables> {
  /** Stands above the operation, as a comment. */
  comment: string;
  variables: Variables;
}

/** The same with a document of its own: this answer takes more than one call. */
export interface ExampleWithDocument extends Example<Record<string, unknown>> {
  document: string;
}

/** What a file `examples.ts` exports, as `examples`. The playground and the sandbox find these files by their name. */
export interface Examples<Variables> {
  /** The operation's name in its document. */
  operation: string;
  /** The playground opens a tab with it, and the sandbox prints it as a command. Queries have none. */
  opening?: Example<Variables>;
  /** Puts `opening` before those of all other operations. */
  opensFirst?: boolean;
  /** By the type that the sandbox answers with. No two operations have an example for the same type. */
  answers: Readonly<Record<string, Example<Variables> | ExampleWithDocument>>;
}
