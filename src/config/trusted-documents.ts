import { z } from 'zod';
import { readBounded } from '../environment/bounded-file.js';
import type { VariableGroup } from '../environment/variable-group.js';

/** Which documents are parsed and validated once, and which run at all. */
export interface TrustedDocumentsConfig {
  /** `only`: no others are let in. `on`: others run too, and those that are sent again and again are kept as well. */
  mode: 'off' | 'on' | 'only';
  /** By the id that a client may send instead. */
  documents: ReadonlyMap<string, string>;
}

/** Much longer than the documents of any front end. */
const MAX_FILE_BYTES = 16_777_216;

/** A JSON object from id to document, as code generators write it. */
const documentsFile = z.string().transform((file, context): ReadonlyMap<string, string> => {
  const refused = (rule: string) => {
    context.addIssue(rule);
    return z.NEVER;
  };
  let bytes: Buffer;
  try {
    bytes = readBounded(file, MAX_FILE_BYTES);
  } catch (error) {
    return refused(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (bytes.length > MAX_FILE_BYTES) return refused(`must not have more than ${MAX_FILE_BYTES} bytes`);
  try {
    // It also takes a byte-order mark away, which some shells write.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return new Map(Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(text))));
  } catch {
    return refused('must be a JSON file in UTF-8: an object from ids to documents');
  }
});

const shape = {
  TRUSTED_DOCUMENTS: z.enum(['off', 'on', 'only'], 'must be off, on or only').default('on'),
  TRUSTED_DOCUMENTS_FILE: documentsFile.default(new Map()),
};
type Values = z.output<z.ZodObject<typeof shape>>;

export const trustedDocumentsVariables = {
  shape,
  files: [],
  config: (values) => ({
    mode: values.TRUSTED_DOCUMENTS,
    documents: values.TRUSTED_DOCUMENTS_FILE,
  }),
} satisfies VariableGroup<typeof shape, TrustedDocumentsConfig>;

export function trustedDocumentsProblems(values: Values | undefined): readonly string[] {
  if (values?.TRUSTED_DOCUMENTS !== 'only' || values.TRUSTED_DOCUMENTS_FILE.size > 0) return [];
  return ['TRUSTED_DOCUMENTS_FILE must be set too and name a document, since TRUSTED_DOCUMENTS is only'];
}
