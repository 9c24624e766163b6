import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { VariableGroup } from '../environment/variable-group.js';

/** Which documents are parsed and validated once, and which run at all. */
export interface TrustedDocumentsConfig {
  /** `only`: no others are let in. `on`: others run too, and those that are sent again and again are kept as well. */
  mode: 'off' | 'on' | 'only';
  /** By the id that a client may send instead. */
  documents: ReadonlyMap<string, string>;
}

/** A JSON object from id to document, as code generators write it. */
const documentsFile = z.string().transform((file, context): ReadonlyMap<string, string> => {
  try {
    const documents = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
    return new Map(Object.entries(documents));
  } catch {
    context.addIssue('must be a JSON file: an object from ids to documents');
    return z.NEVER;
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
