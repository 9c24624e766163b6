import {
  type FieldNode,
  type GraphQLDirective,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
} from 'graphql';

/** A selected field, with its key in the answer: the alias or the name. */
export interface SelectedField {
  key: string;
  name: string;
  /** The selected fields of its value, if that is an object. */
  fields(): SelectedField[];
}

type DocumentInfo = Pick<GraphQLResolveInfo, 'fragments' | 'variableValues'>;

/**
 * The fields that a document selects below the field that is being resolved. As in graphql-js, selections with the same key
 * are merged. This must not be used where a type is abstract: type conditions of fragments are ignored.
 */
export function selectedFields(info: GraphQLResolveInfo): SelectedField[] {
  return fieldsBelow(info.fieldNodes, info);
}

function fieldsBelow(nodes: readonly FieldNode[], info: DocumentInfo): SelectedField[] {
  const byKey = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const collect = (selections: readonly SelectionNode[]) => {
    for (const selection of selections.filter((selection) => isIncluded(selection, info))) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const same = byKey.get(key);
        if (same) same.push(selection);
        else byKey.set(key, [selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet.selections);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        collect(info.fragments[selection.name.value]?.selectionSet.selections ?? []);
      }
    }
  };
  for (const { selectionSet } of nodes) collect(selectionSet?.selections ?? []);
  return [...byKey].map(([key, same]) => ({
    key,
    name: same[0]?.name.value ?? key,
    fields: () => fieldsBelow(same, info),
  }));
}

function isIncluded(node: SelectionNode, info: DocumentInfo): boolean {
  if (!node.directives?.length) return true;
  const says = (directive: GraphQLDirective) => getDirectiveValues(directive, node, info.variableValues)?.if;
  return says(GraphQLSkipDirective) !== true && says(GraphQLIncludeDirective) !== false;
}
