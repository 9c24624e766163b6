import type { Example, Examples, ExampleWithDocument } from './example.js';
import { wholeDocument } from './whole-document.js';

/** A complete document, and values for its variables. */
export interface ExampleOperation {
  comment: string;
  /** The document, with the comment above it. */
  query: string;
  variables: Record<string, unknown>;
}

export interface ComposedExamples {
  /** One example for each mutation. */
  opening: readonly ExampleOperation[];
  /** By the type of the answer. */
  byAnswer: ReadonlyMap<string, ExampleOperation>;
}

/**
 * @param found what each file `examples.ts` exports
 * @param texts the contents of the files `*.graphql`
 */
export function composedExamples(
  found: readonly Examples<Record<string, unknown>>[],
  texts: readonly string[],
): ComposedExamples {
  const opening: ExampleOperation[] = [];
  const byAnswer = new Map<string, ExampleOperation>();
  for (const examples of found.toSorted(inOrder)) {
    const document = wholeDocument(examples.operation, texts);
    if (examples.opening) opening.push(exampleOperation(examples.opening, document));
    for (const [answer, example] of Object.entries(examples.answers)) {
      if (byAnswer.has(answer)) throw new Error(`two operations have an example for ${answer}`);
      byAnswer.set(answer, exampleOperation(example, document));
    }
  }
  return { opening, byAnswer };
}

function exampleOperation(
  example: Example<Record<string, unknown>> | ExampleWithDocument,
  operationDocument: string,
): ExampleOperation {
  const { comment, variables } = example;
  const document = 'document' in example ? example.document : operationDocument;
  return { comment, query: `${comment.replaceAll(/^/gm, '# ')}\n${document}`, variables };
}

/** Mutations before queries. */
function inOrder(a: Examples<Record<string, unknown>>, b: Examples<Record<string, unknown>>): number {
  const place = ({ opening, opensFirst }: typeof a) => (opensFirst ? 0 : opening ? 1 : 2);
  return place(a) - place(b) || (a.operation < b.operation ? -1 : 1);
}
