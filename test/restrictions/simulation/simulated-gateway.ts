import { choresOf } from '../../../src/chores.js';
import type { GatewayConfig } from '../../../src/config/gateway.js';
import type { Gateway, RequestContext } from '../../../src/context.js';
import { ReadBudget } from '../../../src/graphql/read-budget.js';
import { SCOPES } from '../../../src/identity/grants.js';
import { Journal } from '../../../src/journal/journal.js';
import type { OpenJournal } from '../../../src/journal/open-journal.js';
import { OutageLog } from '../../../src/journal/outage-log.js';
import { ReadingLine } from '../../../src/journal/reading-line.js';
import type { WriteProbe } from '../../../src/journal/write-probe.js';
import { makeReady } from '../../../src/ready-gateway.js';
import { ReplacedSecrets } from '../../../src/replaced-secrets.js';
import { readSandboxConfig } from '../../../src/sandbox/variables.js';
import { buildGatewaySchema } from '../../../src/schema.js';
import type { Clock } from '../../../src/time/clock.js';
import { SteadyClock } from '../../../src/time/steady-clock.js';
import type { Latency, SimulatedJournal } from './simulated-journal.js';
import type { SimulatedVendor } from './simulated-vendor.js';

export const TIMEOUT_MS = 1_000;
export const DEADLINE_MS = 3_000;
export const APP = 1400188366;

const config: GatewayConfig = readSandboxConfig(
  { trtc: { url: 'https://vendor.test' } },
  'a secret of tests that is long enough',
  'unused.db',
  {
    LOG_LEVEL: 'silent',
    TRTC_QPS: '10000',
    VOLC_QPS: '10000',
    VENDOR_TIMEOUT_MS: `${TIMEOUT_MS}`,
    VENDOR_DEADLINE_MS: `${DEADLINE_MS}`,
  },
);
const schema = buildGatewaySchema();

/** What a simulated gateway needs of its world. */
export interface Surroundings {
  readonly clock: Clock;
  /** Milliseconds since the epoch. */
  readonly epochMs: () => number;
  readonly journal: SimulatedJournal;
  readonly vendor: SimulatedVendor;
  /** How long a message to or from the database takes. */
  readonly latency: Latency;
  /** Whether the gateway shares its journal with others. */
  readonly shares: boolean;
  /** Faults that the gateway logs. */
  readonly onError: (details: object, message: string) => void;
}

/**
 * A gateway's real parts, on a simulated clock, journal and vendor. It may die at any moment: then its clock stops, it
 * hears nothing any more, and what it had not sent is never sent.
 */
export class SimulatedGateway {
  readonly id: string;
  readonly life: { clock: Clock; died: boolean };
  readonly gateway: Gateway;
  readonly #surroundings: Surroundings;
  #requests = 0;

  constructor(id: string, surroundings: Surroundings) {
    const { clock, epochMs, journal, vendor, latency, shares, onError } = surroundings;
    this.id = id;
    this.#surroundings = surroundings;
    const life = { clock, died: false };
    life.clock = {
      now: () => clock.now(),
      after: (ms, callback) =>
        clock.after(ms, () => {
          if (!life.died) callback();
        }),
    };
    this.life = life;
    const own = { clock: life.clock, epochMs, random: () => 0.5 };
    const silent = () => {};
    const log = { info: silent, warn: silent, debug: silent, error: onError } as never;
    const database = journal.connect(life, epochMs, latency);
    const steady = new SteadyClock(epochMs, () => clock.now());
    const opened: OpenJournal = {
      journal: new Journal(database, id, () => steady.now()),
      database,
      readers: new ReadingLine(life.clock),
      probe: undefined as unknown as WriteProbe,
      outage: new OutageLog(log, life.clock, { begin: 'the journal fails', end: '' }),
      readOutage: new OutageLog(log, life.clock, { begin: 'reading fails', end: '' }),
      ledger: undefined,
      listenToFeed: () => {},
      renew: () => undefined,
      close: async () => {},
    };
    const kept = {
      ...config,
      journal: { ...config.journal, kind: shares ? 'postgres' : 'sqlite' },
    } as GatewayConfig;
    const wiring = {
      gatewayId: id,
      config: kept,
      surroundings: own,
      routeTo: () => ({ proxy: '', dispatcher: () => vendor.dispatcher(life) }) as never,
      schema,
      log,
      metrics: undefined,
      secrets: new ReplacedSecrets(kept, life.clock, log),
    };
    this.gateway = makeReady(wiring, opened, []);
    // The others have nothing to do with people's audio and video.
    for (const chore of choresOf(this.gateway, kept, own, { log, traces: undefined }).slice(0, 4))
      chore.start();
  }

  die(): void {
    this.life.died = true;
    this.#surroundings.vendor.cut(this.life);
  }

  /** One request of a caller who may do everything. */
  contextOf(sub: string): RequestContext {
    return {
      gateway: this.gateway,
      caller: {
        sub,
        scopes: new Set(Object.values(SCOPES)),
        sdkAppIds: 'all',
        appIds: 'all',
        rooms: 'all',
        strRooms: 'all',
        volcUserId: undefined,
        trtcUserId: undefined,
        expiresAtMs: Number.POSITIVE_INFINITY,
      },
      requestId: `request ${this.#requests++}`,
      signal: new AbortController().signal,
      log: { info() {}, warn() {}, error: this.#surroundings.onError, debug() {} } as never,
      trace: undefined,
      reads: new ReadBudget(),
    };
  }
}
