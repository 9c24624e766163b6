import { z } from 'zod';
import { ConfigError } from '../environment/config-error.js';
import { type Environment, readEnvironment } from '../environment/environment.js';
import { parseVariables } from '../environment/parse-variables.js';
import { postgresAddresses } from '../environment/postgres-address.js';
import { integer } from '../environment/scalars.js';
import type { VariableGroup } from '../environment/variable-group.js';
import { Secret } from '../values/secret.js';

/** Where the journal is. */
export type JournalConfig = (
  | { kind: 'sqlite'; file: string }
  /** The address has the password in it. */
  | { kind: 'postgres'; url: Secret }
) & {
  /** Older actions are deleted; 0: none is. */
  retentionDays: number;
};

/** `file:./data/journal.db`, or `postgres://…`. */
const databaseUrl = z.string().transform((text, context) => {
  if (postgresAddresses(text)) {
    return { kind: 'postgres' as const, url: new Secret(text) };
  }
  const file = /^file:(?:\/\/(?=\/))?([^?#:]+)$/.exec(text)?.[1];
  if (file && !file.startsWith('//')) return { kind: 'sqlite' as const, file };
  context.addIssue(
    'must be a file, such as file:./data/journal.db, or a database, such as postgres://user@host/name',
  );
  return z.NEVER;
});

const shape = {
  DATABASE_URL: databaseUrl.default({ kind: 'sqlite', file: './data/journal.db' }),
  JOURNAL_RETENTION_DAYS: integer(0, 36_500).default(0),
};

export const journalVariables = {
  shape,
  files: ['DATABASE_URL'],
  config: (values) => ({
    ...values.DATABASE_URL,
    retentionDays: values.JOURNAL_RETENTION_DAYS,
  }),
} satisfies VariableGroup<typeof shape, JournalConfig>;

/** Where the journal is, for a command that needs nothing else. Throws a `ConfigError`. */
export function readJournalConfig(environment?: Environment): JournalConfig {
  const { env, problems } = readEnvironment(journalVariables.files, environment);
  const { values, problems: malformed } = parseVariables(z.object(shape), env);
  if (problems.length > 0 || !values) throw new ConfigError([...problems, ...malformed]);
  return journalVariables.config(values);
}
