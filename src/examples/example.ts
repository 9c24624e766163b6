/** Values for an operation's variables, and a comment on their effect in a sandbox. */
export interface Example<Variables> {
  /** Shown above the operation. */
  comment: string;
  variables: Variables;
}

/** An example with its own document, because its answer takes more than one call. */
export interface ExampleWithDocument extends Example<Record<string, unknown>> {
  document: string;
}

/** The export `examples` of a file `examples.ts`. The playground and the sandbox find these files by their name. */
export interface Examples<Variables> {
  /** The operation's name in its document. */
  operation: string;
  /** The playground opens a tab with this example. The sandbox prints it as a command. Queries have none. */
  opening?: Example<Variables>;
  /** Puts `opening` before those of all other operations. */
  opensFirst?: boolean;
  /** By the type of the sandbox's answer. Two operations must not have an example for the same type. */
  answers: Readonly<Record<string, Example<Variables> | ExampleWithDocument>>;
}
