const DEFINITION = /^(?:query|mutation|subscription|fragment) (\w+)/;
const SPREAD = /\.\.\.(\w+)/g;

/**
 * A complete document: the operation `name` and the fragments that it spreads.
 *
 * @param texts the contents of the files `*.graphql`. Each has one operation or one fragment.
 */
export function wholeDocument(name: string, texts: readonly string[]): string {
  const byName = new Map(texts.map((text) => [DEFINITION.exec(text)?.[1], text]));
  const taken = new Map<string, string>();
  const take = (wanted: string) => {
    if (taken.has(wanted)) return;
    const text = byName.get(wanted);
    if (text === undefined) throw new Error(`no file .graphql begins with ${wanted}`);
    taken.set(wanted, text);
    for (const [, fragment = ''] of text.matchAll(SPREAD)) take(fragment);
  };
  take(name);
  return [...taken.values()].join('\n');
}
