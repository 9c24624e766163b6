import type { FastifyBaseLogger } from 'fastify';
import type { JournalConfig } from '../config/journal.js';
import { SteadyClock } from '../time/steady-clock.js';
import type { Surroundings } from '../time/surroundings.js';
import type { PermitLedger } from '../vendors/calling/permit-ledger.js';
import { DatabaseTime } from './database-time.js';
import { Journal } from './journal.js';
import { type JournalDatabase, JournalUnusable, type OnCommit } from './journal-database.js';
import { OutageLog } from './outage-log.js';
import type { PostgresDatabase } from './postgres-database.js';
import { ReadingLine } from './reading-line.js';
import { openSqlite } from './sqlite-database.js';
import { WriteProbe } from './write-probe.js';

/** The journal, with its probe, its outage logs and its readers' line. */
export interface OpenJournal {
  journal: Journal;
  /** The journal's database, which the roster is in too. */
  database: JournalDatabase;
  readers: ReadingLine;
  /** Knows whether the journal can be written. */
  probe: WriteProbe;
  /** Logs outages of writing. It is told of each failed write and each successful one. */
  outage: OutageLog;
  /** The same for reading pages. */
  readOutage: OutageLog;
  /**
   * Where gateways with the same journal share the vendors' quotas. Undefined: only one gateway can have this journal.
   */
  ledger: PermitLedger | undefined;
  /** Calls `onGrown` when something may have been committed to the feed: by this gateway, or by another as far as that is heard. */
  listenToFeed(onGrown: () => void): void;
  /** New connections to the database use this address. Returns why they cannot, or nothing. */
  renew(config: JournalConfig): string | undefined;
  close(): Promise<void>;
}

/** Is told of the database's commits and failures, for metrics. */
export interface DatabaseWatch {
  committed: OnCommit;
  journalThreadDied(): void;
}

export interface OpenJournalOptions {
  /** Distinguishes this gateway's actions from those of other gateways with the same journal. */
  gatewayId: string;
  surroundings: Pick<Surroundings, 'clock' | 'epochMs'>;
  log: FastifyBaseLogger;
  watch: DatabaseWatch | undefined;
}

const WRITE_OUTAGE = {
  begin: 'the journal cannot be written: actions are refused until it can',
  end: 'the journal can be written again',
};

const READ_OUTAGE = {
  begin: 'the journal cannot be read: pages are refused until it can',
  end: 'the journal can be read again',
};

/** Rejects with `JournalUnusable` if the journal cannot be used. */
export async function openJournal(config: JournalConfig, options: OpenJournalOptions): Promise<OpenJournal> {
  const { gatewayId, surroundings, log } = options;
  const { clock, epochMs } = surroundings;
  const outage = new OutageLog(log, clock, WRITE_OUTAGE);
  const probe = new WriteProbe(clock, outage);
  const grown: (() => void)[] = [];
  const onCommit: OnCommit = (ms, committed) => {
    options.watch?.committed(ms, committed);
    probe.written(committed);
    for (const onGrown of grown) onGrown();
  };
  const { database, ledger, renewAddress, listenToFeed } = await openDatabase(
    config,
    probe,
    onCommit,
    options,
  );
  // Gateways that share a journal take the time from its database.
  const time = ledger && new DatabaseTime(surroundings, () => journal.readTime());
  const steady = new SteadyClock(
    () => (time ? time.now() : epochMs()),
    () => clock.now(),
  );
  const journal = new Journal(database, gatewayId, () => steady.now());
  await time?.start();
  probe.start(journal);
  return {
    journal,
    database,
    readers: new ReadingLine(clock),
    probe,
    outage,
    readOutage: new OutageLog(log, clock, READ_OUTAGE),
    ledger,
    listenToFeed(onGrown) {
      grown.push(onGrown);
      listenToFeed?.(onGrown);
    },
    renew(renewed) {
      const isTaken = renewed.kind === 'postgres' && renewAddress?.(renewed.url.reveal());
      return isTaken
        ? undefined
        : 'DATABASE_URL names another database now, and not only another user or password: that needs a restart';
    },
    async close() {
      await probe.close();
      await time?.close();
      await journal.close();
    },
  };
}

/** What only PostgreSQL has is optional. */
interface OpenDatabase extends Partial<Pick<PostgresDatabase, 'ledger' | 'renewAddress' | 'listenToFeed'>> {
  database: JournalDatabase;
}

async function openDatabase(
  config: JournalConfig,
  probe: WriteProbe,
  onCommit: OnCommit,
  { log, watch }: OpenJournalOptions,
): Promise<OpenDatabase> {
  if (config.kind === 'sqlite') {
    const onThreadDeath = () => watch?.journalThreadDied();
    const onLoss = () => probe.written(false);
    return { database: await openSqlite(config.file, { onCommit, onThreadDeath, onLoss, log }) };
  }
  const onTrouble = (error: Error) => {
    // A lost connection alone is not an outage. The probe finds out, and logs an outage once.
    if (error instanceof JournalUnusable) log.error(error.message);
    else probe.trouble();
  };
  const { openPostgres } = await import('./postgres-database.js');
  const database = await openPostgres(config.url.reveal(), onTrouble, onCommit);
  const { ledger, renewAddress, listenToFeed } = database;
  return { database, ledger, renewAddress, listenToFeed };
}
