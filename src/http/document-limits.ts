/**
 * Limits on what a document may cost. The parser counts tokens and comments. One validation rule measures the rest, in
 * time linear in the document, before any other rule sees it.
 *
 * That rule is the gateway's own because it has to come first and has to end validation: rules of graphql-js recurse
 * into lists and types as deep as a document nests them, until the stack overflows. GraphQL Armor's rules throw to end
 * validation, and Apollo Server takes that for a fault and answers 500.
 */
import {
  type ASTNode,
  type ASTVisitor,
  BREAK,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type ParseOptions,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  visit,
} from 'graphql';

/**
 * A mutation on 1,000 users whose input is in the document, with two keys in each user's `ext`, takes 15 tokens a user.
 * The worst documents of this size that were found take 0.1 to 0.3 s of CPU to parse and validate.
 */
const MAX_TOKENS = 16_000;

/** The parser keeps comments but does not count them as tokens. This is enough for one beside each of 1,000 users. */
const MAX_COMMENTS = 1_000;

/** An introspection query nests 18 deep; the schema's deepest answer 10, with a fragment at every level. */
const MAX_DEPTH = 30;

/** Each root field of a mutation is an action, and they run one after another. */
const MAX_ROOT_FIELDS = 50;

/** One for each root field, and one for something in each answer. */
const MAX_ALIASES = 2 * MAX_ROOT_FIELDS;

/**
 * 50 mutations, each with every field of every member of its result, have more than 30,000 (those that undo). Whatever takes
 * time or memory for each selection needs this limit: 26 fragments in 1.2 KB can stand for 3 ** 26 selections.
 */
const MAX_SELECTIONS = 40_000;

/**
 * The schema refers to itself, so each alias of a list doubles the answer below it: 30 aliases in 8 KB took 2.8 s and
 * gave an answer of 33 MB. Introspection queries need no aliases.
 */
const MAX_INTROSPECTION_ALIASES = 2;

/** For Apollo Server's `parseOptions`. */
export const PARSE_OPTIONS: ParseOptions = { maxLexicalTokens: MAX_TOKENS, maxComments: MAX_COMMENTS };

/** For Apollo Server's `validationOptions`. Nobody reads more errors at once, and each may quote the document. */
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
      // `null` takes the document out of the traversal, so that no other rule goes into it.
      return errors.length > 0 ? null : undefined;
    },
  };
}

/** The errors of the first definition that is too large, or whose fragments go in a circle. */
function sizeErrors(document: DocumentNode, context: ValidationContext): GraphQLError[] {
  const tooDeep = nodeBelow(MAX_DEPTH, document);
  if (tooDeep) return [depthError(tooDeep)];
  const expanded = new ExpandedSelections(context);
  for (const definition of document.definitions) {
    // Fragments too: the other rules go into them even if nothing spreads them.
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION)
      continue;
    const extent = expanded.extent(definition.selectionSet);
    if (expanded.cycle) return [cycleError(expanded.cycle)];
    const errors = extentErrors(extent, definition);
    if (errors.length > 0) return errors;
  }
  return [];
}

function extentErrors(
  { depth, selections, aliases, introspectionAliases, fields }: Extent,
  definition: OperationDefinitionNode | FragmentDefinitionNode,
): GraphQLError[] {
  if (depth > MAX_DEPTH) return [depthError(definition)];
  const errors: GraphQLError[] = [];
  if (selections > MAX_SELECTIONS) {
    errors.push(limitError('has too many selections', MAX_SELECTIONS, definition));
  }
  if (aliases > MAX_ALIASES) errors.push(limitError('has too many aliases', MAX_ALIASES, definition));
  if (introspectionAliases > MAX_INTROSPECTION_ALIASES) {
    errors.push(limitError('has too many aliases in introspection', MAX_INTROSPECTION_ALIASES, definition));
  }
  if (definition.kind === Kind.OPERATION_DEFINITION && fields > MAX_ROOT_FIELDS) {
    errors.push(limitError('has too many root fields', MAX_ROOT_FIELDS, definition));
  }
  return errors;
}

/** In graphql-js's words. */
function cycleError([name, ...via]: readonly string[]): GraphQLError {
  const through = via.length > 0 ? ` via ${via.map((name) => `"${name}"`).join(', ')}` : '';
  return new GraphQLError(`Cannot spread fragment "${name}" within itself${through}.`);
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

/** How large a selection set is with its fragments written out. */
interface Extent {
  /** How many selection sets are within each other, this one and those of fragments included. */
  depth: number;
  /** At every level. A spread of a fragment counts as one. */
  selections: number;
  aliases: number;
  /** Aliases of `__schema` and `__type`, and of the fields within them. */
  introspectionAliases: number;
  /** Fields of this set itself, without those of sets within. */
  fields: number;
}

/** Measures each fragment once. Written out, a fragment may be there 2 ** 1,000 times. */
class ExpandedSelections {
  readonly #context: ValidationContext;
  readonly #fragments = new Map<string, Extent>();
  /** The fragments that are being measured, each within the one before. */
  readonly #open: string[] = [];
  /** Set once a fragment was found within itself: it, and the fragments between. Measures are too low from then on. */
  cycle: readonly string[] | undefined;

  constructor(context: ValidationContext) {
    this.#context = context;
  }

  /**
   * Stops where the document is too deep already. The measures of the sets on the way there are too low then, and are
   * kept for fragments; but the definition that was asked for comes out as too deep.
   */
  extent({ selections }: SelectionSetNode, level = 1): Extent {
    const extent: Extent = { ...NOTHING, depth: 1, selections: selections.length };
    if (level > MAX_DEPTH) return extent;
    for (const selection of selections) {
      const within = this.#within(selection, level + 1);
      const alias = selection.kind === Kind.FIELD && selection.alias ? 1 : 0;
      extent.depth = Math.max(extent.depth, 1 + within.depth);
      extent.selections += within.selections;
      extent.aliases += within.aliases + alias;
      extent.introspectionAliases += isIntrospection(selection)
        ? within.aliases + alias
        : within.introspectionAliases;
      extent.fields += selection.kind === Kind.FIELD ? 1 : within.fields;
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
    const outer = this.#open.indexOf(name);
    if (outer >= 0) this.cycle = this.#open.slice(outer);
    const fragment = this.#context.getFragment(name);
    if (!fragment || this.cycle) return NOTHING;
    this.#open.push(name);
    const extent = this.extent(fragment.selectionSet, level);
    this.#open.pop();
    this.#fragments.set(name, extent);
    return extent;
  }
}

const NOTHING: Extent = { depth: 0, selections: 0, aliases: 0, introspectionAliases: 0, fields: 0 };

function isIntrospection(selection: SelectionNode): boolean {
  return (
    selection.kind === Kind.FIELD &&
    (selection.name.value === '__schema' || selection.name.value === '__type')
  );
}
