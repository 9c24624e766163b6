import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { documentRules, MAX_VALIDATION_ERRORS, PARSE_OPTIONS } from './document-limits.js';
import { keptDocuments, LONGEST_KEPT } from './kept-documents.js';
import { unionFields } from './union-fields.js';

/** A front end has a few. At most 24 MB. */
const KEPT = { count: 200, characters: 65_536 };

/** A valid document with a subscription. */
export interface SubscriptionDocument {
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /**
   * The variables that only say where a stream begins: they are the argument `after` of the root field, and nothing else. What a
   * stream is told does not depend on them.
   */
  readonly cursors: ReadonlySet<string>;
}

/** Parses and validates the documents of subscriptions, each once. */
export class SubscriptionDocuments {
  readonly #schema: GraphQLSchema;
  readonly #introspection: boolean;
  readonly #kept = keptDocuments<DocumentNode>(KEPT);

  constructor(schema: GraphQLSchema, introspection: boolean) {
    this.#schema = schema;
    this.#introspection = introspection;
  }

  /** The operation of this name, or what is wrong with the document. */
  find(text: string, name: string | undefined): SubscriptionDocument | readonly GraphQLError[] {
    // It would be parsed for each stream, and each would hold its own.
    if (text.length > LONGEST_KEPT) {
      return [requestError(`The document is longer than ${LONGEST_KEPT} characters.`)];
    }
    const document = this.#kept.get(text) ?? this.#checked(text);
    if (Array.isArray(document)) return document as readonly GraphQLError[];
    const checked = document as DocumentNode;
    const operation = getOperationAST(checked, name);
    if (!operation) {
      return [requestError(name ? 'The document has no operation of this name.' : 'Name one operation.')];
    }
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
      return [requestError('Only subscriptions are served here: send queries and mutations to /graphql.')];
    }
    if (isConditional(operation.selectionSet, checked)) {
      return [requestError('The root field of a subscription takes no @skip and no @include.')];
    }
    return { text, document: checked, operation, cursors: cursorsOf(operation, checked) };
  }

  #checked(text: string): DocumentNode | readonly GraphQLError[] {
    try {
      const document = parse(text, PARSE_OPTIONS);
      const errors = validate(this.#schema, document, [...documentRules(), unionFields, ...specifiedRules], {
        maxErrors: MAX_VALIDATION_ERRORS,
        hideSuggestions: !this.#introspection,
      });
      for (const error of errors) error.extensions.code = 'GRAPHQL_VALIDATION_FAILED';
      if (errors.length > 0) return errors;
      this.#kept.set(text, document, { size: text.length });
      return document;
    } catch (error) {
      if (error instanceof GraphQLError) error.extensions.code = 'GRAPHQL_PARSE_FAILED';
      // graphql-js parses by recursion.
      else if (error instanceof RangeError) return [requestError('The document nests too deep.')];
      return [error as GraphQLError];
    }
  }
}

function requestError(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

/**
 * Whether variables decide which root field there is. The specification forbids it ("Single Root Field"), and graphql-js, which
 * does not look for it, fails where none is left.
 */
function isConditional(
  { selections }: SelectionSetNode,
  document: DocumentNode,
  looked = new Set<string>(),
): boolean {
  return selections.some((selection) => {
    if (selection.directives?.some(({ name }) => CONDITIONS.has(name.value))) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return isConditional(selection.selectionSet, document, looked);
    const { value } = selection.name;
    if (looked.has(value)) return false;
    looked.add(value);
    const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
    const fragment = fragments.find(({ name }) => name.value === value);
    return fragment !== undefined && isConditional(fragment.selectionSet, document, looked);
  });
}

const CONDITIONS = new Set(['skip', 'include']);

function cursorsOf(operation: OperationDefinitionNode, document: DocumentNode): ReadonlySet<string> {
  const uses = new Map<string, number>();
  visit(document, {
    VariableDefinition: () => false,
    Variable({ name: { value } }) {
      uses.set(value, (uses.get(value) ?? 0) + 1);
    },
  });
  const roots = operation.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD);
  const names = roots
    .flatMap((field) => field.arguments ?? [])
    .filter(({ name }) => name.value === 'after')
    .flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : []));
  return new Set(names.filter((name) => uses.get(name) === 1));
}
