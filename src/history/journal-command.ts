/** `npm run journal`: see `usage`. */
import 'reflect-metadata';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type JournalConfig, readJournalConfig } from '../config/journal.js';
import { ConfigError } from '../environment/config-error.js';
import { optionsTakenByNpm } from '../environment/environment.js';
import type { ActionFilter } from '../journal/action-filter.js';
import { ACTION_STATUSES } from '../journal/action-record.js';
import { type JournalPages, JournalUnusable } from '../journal/journal-database.js';
import type { Repair } from '../journal/repair.js';
import { isInt64 } from '../values/int64.js';
import { isStorableText } from '../values/storable-text.js';

function usage(operations: readonly string[]): string {
  return `Usage: npm run --silent journal -- export [options]
       npm run --silent journal -- repair

DATABASE_URL says where the journal is, as it does for the gateway.

export writes the journal to stdout as NDJSON, one action a line, newest first: what Query.moderationAction gives, and
its whole input and answer. The gateway may be running.

  --from <time>            actions requested then or later: 2026-01-31, or 2026-01-31T08:00:00Z
  --to <time>              actions requested before
  --status <status>        ${ACTION_STATUSES.join(', ')}; may be repeated
  --operation <operation>  ${operations.join(', ')}; may be repeated
  --actor <subject>        the subject of the token that asked for it
  --list-owner <user>      whose blacklist the action is about

repair has a journal in a file, whose write-ahead log is damaged, go on with what can be read of it. No gateway may be
running. The damaged files are kept under other names; there must be room for three times the journal.

  --help                   this text
`;
}

/** The journal's names of the operations. They come with the whole schema, which `repair` does not need. */
async function operationNames(): Promise<string[]> {
  const { journalName } = await import('../actions/operation.js');
  const { OPERATIONS } = await import('../operations/operations.js');
  return OPERATIONS.map(journalName);
}

/** Printed in one line, with the exit code 2. */
class UsageError extends Error {}

async function run(args: string[]): Promise<void> {
  // Without its options, an export would silently be of everything.
  const [taken] = optionsTakenByNpm(['from', 'to', 'status', 'operation', 'actor', 'list-owner']);
  if (taken !== undefined) {
    throw new UsageError(
      `npm has taken --${taken} for itself; write -- before the command: npm run journal -- export --${taken} …`,
    );
  }
  const { values, positionals } = parsed(args);
  if (values.help) {
    process.stdout.write(usage(await operationNames()));
    return;
  }
  const [command, unexpected] = positionals;
  if (command === undefined)
    throw new UsageError('what to do is missing: export or repair (--help tells more)');
  if (command !== 'export' && command !== 'repair')
    throw new UsageError(`unknown command '${command}': there are export and repair (--help tells more)`);
  if (unexpected !== undefined) throw new UsageError(`unexpected argument '${unexpected}'`);
  if (command === 'export') return writeOut(filterOf(values, await operationNames()));
  const [option] = Object.keys(values);
  if (option !== undefined) throw new UsageError(`repair takes no --${option}`);
  await repair();
}

type Options = ReturnType<typeof parsed>['values'];

/** `names`: the operations that one can ask for. Without a choice, everything in the journal is exported. */
function filterOf(values: Options, names: readonly string[]): ActionFilter {
  const from = time('--from', values.from);
  const to = time('--to', values.to);
  if (from !== undefined && to !== undefined && from >= to)
    throw new UsageError('--from must be before --to');
  const { actor } = values;
  if (actor !== undefined && !isStorableText(actor))
    throw new UsageError('--actor must be well-formed Unicode');
  const listOwnerId = values['list-owner'];
  if (listOwnerId !== undefined && !isInt64(listOwnerId))
    throw new UsageError('--list-owner must be the decimal id of a user, without sign or leading zeros');
  const statuses = among('--status', ACTION_STATUSES, values.status);
  const operations = among('--operation', names, values.operation);
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(actor !== undefined && { actor }),
    ...(listOwnerId !== undefined && { listOwnerId }),
    ...(statuses && { statuses }),
    ...(operations && { operations }),
  };
}

function parsed(args: string[]) {
  const time = { type: 'string' } as const;
  const choice = { type: 'string', multiple: true } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: time,
        to: time,
        status: choice,
        operation: choice,
        actor: { type: 'string' },
        'list-owner': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Node's message names the option in its first sentence. Advice follows.
    const [words] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(words);
  }
}

/** A time needs an offset. Without one, `Date.parse` would use this machine's time zone. */
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

function time(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new UsageError(
      `${option} must be a date or a time with its offset: 2026-01-31, or 2026-01-31T08:00:00Z`,
    );
  }
  return time;
}

function among<Choice extends string>(
  option: string,
  choices: readonly Choice[],
  given: readonly string[] | undefined,
): Choice[] | undefined {
  return given?.map((text) => {
    const choice = choices.find((choice) => choice === text);
    if (choice === undefined) throw new UsageError(`${option} must be one of ${choices.join(', ')}`);
    return choice;
  });
}

async function writeOut(filter: ActionFilter): Promise<void> {
  const { close, ...pages } = await openForReading(readJournalConfig());
  try {
    // Imported late, because it loads GraphQL's classes. A mistyped option is reported sooner so.
    const { exportActions } = await import('./export.js');
    await pipeline(Readable.from(exportActions(pages, filter)), process.stdout);
  } catch (error) {
    // The reader of the pipe has closed it, as `head` does.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  } finally {
    await close();
  }
}

async function repair(): Promise<void> {
  const journal = readJournalConfig();
  if (journal.kind !== 'sqlite') {
    throw new JournalUnusable('Only a journal in a file can be repaired; this one is in PostgreSQL.');
  }
  const { repairSqlite } = await import('../journal/repair.js');
  const repair = repairSqlite(journal.file, new Date());
  process.stdout.write(repair ? outcomeOf(journal.file, repair) : `${journal.file} is not damaged.\n`);
}

function outcomeOf(file: string, { actions, lostTransactions, aside }: Repair): string {
  return (
    `${file} can be used again. It has ${actions} actions.\n` +
    `At least ${lostTransactions} of the last transactions could not be read: actions or their outcomes are missing.\n` +
    `What was there before is kept in ${Object.values(aside).join(' and ')}.\n`
  );
}

async function openForReading(journal: JournalConfig): Promise<JournalPages & { close(): Promise<void> }> {
  if (journal.kind === 'sqlite') {
    const { openSqliteForReading } = await import('../journal/sqlite-database.js');
    return openSqliteForReading(journal.file);
  }
  const { openPostgresForReading } = await import('../journal/postgres-database.js');
  return openPostgresForReading(journal.url.reveal());
}

function failure(error: unknown): string {
  if (error instanceof UsageError) return `journal: ${error.message}`;
  if (error instanceof ConfigError || error instanceof JournalUnusable) return error.message;
  return `The journal cannot be read: ${(error as Error).message}`;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${failure(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
