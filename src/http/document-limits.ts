/**
 * What keeps a document from costing more than it is worth. The parser counts tokens and comments; one rule measures
 * the rest, in time linear in the document, before any other rule sees it.
 *
 * That rule is the gateway's own because it has to come first and has to end validation: rules of graphql-js recurse
 * into lists and types as deep as a document nests them, until the stack overflows. A rule that throws to end it, as
 * GraphQL Armor's do, is a fault to Apollo Server, which answers 500.
 */
import {
  type ASTNode,
  type ASTVisitor,
  BREAK,
  type DocumentNode,
  GraphQLError,
  Kind,
  type ParseOptions,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  visit,
} from 'graphql';

/**
 * `addToBlacklist` with 1,000 users in the document, each with two keys in its `ext`, takes 15 tokens a user. The worst
 * documents of this size that were found take 0.1 to 0.3 s of CPU to parse and validate.
 */
const MAX_TOKENS = 16_000;

/** Comments are no tokens, yet the parser keeps each. Enough for one beside each of 1,000 users. */
const MAX_COMMENTS = 1_000;

/** An introspection query nests 18 deep; the schema's deepest answer 10, with a fragment at every level. */
const MAX_DEPTH = 30;

/** Each root field of a mutation is an action, and they run one after another. */
const MAX_ROOT_FIELDS = 50;

/** One for each root field, and one for something in each answer. */
const MAX_ALIASES = 2 * MAX_ROOT_FIELDS;

/** For Apollo Server's `parseOptions`. */
export const PARSE_OPTIONS: ParseOptions = { maxLexicalTokens: MAX_TOKENS, maxComments: MAX_COMMENTS };

/** For Apollo Server's `validationOptions`. Nobody reads more at once, and each error may quote the document. */
export const MAX_VALIDATION_ERRORS = 10;

/** For Apollo Server's `validationRules`. */
export function documentRules(): ValidationRule[] {
  return [documentSize];
}

function documentSize(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const errors = sizeErrors(document, context);
      for (const error of errors) context.reportError(error);
      // Takes the document out of the traversal, so that no other rule goes into it.
      return errors.length > 0 ? null : undefined;
    },
  };
}

/** The errors of the first definition that is too large. */
function sizeErrors(document: DocumentNode, context: ValidationContext): GraphQLError[] {
  const tooDeep = nodeBelow(MAX_DEPTH, document);
  if (tooDeep) return [depthError(tooDeep)];
  const selections = new ExpandedSelections(context);
  for (const definition of document.definitions) {
    const isOperation = definition.kind === Kind.OPERATION_DEFINITION;
    // Fragments too: the other rules go into them even if nothing spreads them.
    if (!isOperation && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    const { depth, aliases, fields } = selections.extent(definition.selectionSet);
    if (depth > MAX_DEPTH) return [depthError(definition)];
    const errors: GraphQLError[] = [];
    if (aliases > MAX_ALIASES) errors.push(limitError('has too many aliases', MAX_ALIASES, definition));
    if (isOperation && fields > MAX_ROOT_FIELDS) {
      errors.push(limitError('has too many root fields', MAX_ROOT_FIELDS, definition));
    }
    if (errors.length > 0) return errors;
  }
  return [];
}

function depthError(node: ASTNode): GraphQLError {
  return limitError('nests too deep', MAX_DEPTH, node);
}

function limitError(fault: string, limit: number, node: ASTNode): GraphQLError {
  return new GraphQLError(`The document ${fault}: the limit is ${limit}, fragments included.`, {
    nodes: node,
  });
}

const NESTING: ReadonlySet<Kind> = new Set([Kind.SELECTION_SET, Kind.LIST, Kind.OBJECT, Kind.LIST_TYPE]);

/** The first node that nests deeper than that in the document's text. */
function nodeBelow(maxDepth: number, document: DocumentNode): ASTNode | undefined {
  let depth = 0;
  let found: ASTNode | undefined;
  visit(document, {
    enter(node) {
      if (!NESTING.has(node.kind) || ++depth <= maxDepth) return undefined;
      found = node;
      return BREAK;
    },
    leave({ kind }) {
      if (NESTING.has(kind)) depth--;
    },
  });
  return found;
}

/** What a selection set comes to with its fragments written out. */
interface Extent {
  /** Selection sets within each other, this one included; a fragment's is one of them. */
  depth: number;
  aliases: number;
  /** Of this set itself, not of those within. */
  fields: number;
}

/** Each fragment is measured once, however often it is spread: written out, it may be there 2 ** 1,000 times. */
class ExpandedSelections {
  readonly #context: ValidationContext;
  readonly #fragments = new Map<string, Extent>();

  constructor(context: ValidationContext) {
    this.#context = context;
  }

  /** Stops where it is too deep already: its counts are too low then. */
  extent({ selections }: SelectionSetNode, level = 1): Extent {
    const extent: Extent = { depth: 1, aliases: 0, fields: 0 };
    if (level > MAX_DEPTH) return extent;
    for (const selection of selections) {
      const within = this.#within(selection, level + 1);
      extent.depth = Math.max(extent.depth, 1 + within.depth);
      extent.aliases += within.aliases;
      if (selection.kind === Kind.FIELD) {
        extent.fields++;
        if (selection.alias) extent.aliases++;
      } else {
        extent.fields += within.fields;
      }
    }
    return extent;
  }

  #within(selection: SelectionNode, level: number): Extent {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(selection.name.value, level);
    return selection.selectionSet ? this.extent(selection.selectionSet, level) : NOTHING;
  }

  #fragment(name: string, level: number): Extent {
    const measured = this.#fragments.get(name);
    if (measured) return measured;
    const fragment = this.#context.getFragment(name);
    if (!fragment) return NOTHING;
    // Ends a cycle, which another rule refuses.
    this.#fragments.set(name, NOTHING);
    const extent = this.extent(fragment.selectionSet, level);
    this.#fragments.set(name, extent);
    return extent;
  }
}

const NOTHING: Extent = { depth: 0, aliases: 0, fields: 0 };
