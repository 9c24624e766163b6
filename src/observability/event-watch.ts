import { Counter, Gauge, type Registry } from 'prom-client';
import { ROOM_EVENT_KINDS } from '../vendors/calling/room-event.js';
import { QuickHistogram } from './quick-histogram.js';

/** In seconds. The vendor sends an event again until it is a minute old. */
const LAG_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** How a callback can end that was read, and one that was not. */
const RESULTS = ['stored', 'repeat', 'beyond-limit', 'unavailable'] as const;
const UNREAD_RESULTS = ['malformed', 'unsigned', 'too-large', 'too-many'] as const;
type Result = (typeof RESULTS)[number] | (typeof UNREAD_RESULTS)[number];

/** How many are in the roster. */
interface Totals {
  rooms: number;
  openRooms: number;
  people: number;
}

/** Measures the vendors' events for metrics. The values of labels come from fixed lists. */
export class EventWatch {
  readonly #events: Counter<'application' | 'type' | 'result'>;
  readonly #lag: QuickHistogram<never>;
  readonly #missedExits: Counter;
  readonly #registry: Registry;
  readonly #expected = new Set<number>();
  #applications: () => readonly number[] = () => [];

  constructor(registry: Registry) {
    const expectAll = () => this.#expectAll();
    this.#registry = registry;
    const registers = [registry];
    this.#events = new Counter({
      name: 'gateway_events_total',
      help: "Vendors' event callbacks by application, type and result.",
      labelNames: ['application', 'type', 'result'],
      registers,
      collect: expectAll,
    });
    this.#lag = new QuickHistogram(registry, {
      name: 'gateway_event_lag_seconds',
      help: 'The time from an event at the vendor to its arrival, by two clocks.',
      buckets: LAG_BUCKETS,
      labelNames: [],
    });
    this.#missedExits = new Counter({
      name: 'gateway_roster_missed_exits_total',
      help: 'People in the roster of whom the vendor said that they were not in the room.',
      registers,
    });
  }

  /** `applications`: those whose callbacks are taken now. They may change while the gateway runs. */
  expect(applications: () => readonly number[]): void {
    this.#applications = applications;
    this.#expectAll();
  }

  /**
   * All series of an application exist from the start. Prometheus' `rate` misses the first increment of a new series, and
   * an alert on the absence of events needs a series after a restart, even if no event comes any more.
   */
  #expectAll(): void {
    for (const application of this.#applications()) {
      if (this.#expected.has(application)) continue;
      this.#expected.add(application);
      const types = [...ROOM_EVENT_KINDS, 'other'];
      for (const result of RESULTS) {
        for (const type of types) this.#events.inc({ application, type, result }, 0);
      }
      for (const result of UNREAD_RESULTS) this.#events.inc({ application, type: 'unread', result }, 0);
    }
  }

  /** `type`: undefined if nobody has read it. */
  ended(application: number, type: string | undefined, result: Result): void {
    this.#events.inc({ application, type: type ?? 'unread', result });
  }

  late(ms: number): void {
    this.#lag.labels().observe(Math.max(0, ms) / 1000);
  }

  exitMissed(): void {
    this.#missedExits.inc();
  }

  showRoster(totals: () => Totals): void {
    const show = (name: string, help: string, value: (totals: Totals) => number) =>
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        collect(this: Gauge) {
          this.set(value(totals()));
        },
      });
    show('gateway_roster_rooms', 'Rooms that are open, as far as events tell.', ({ openRooms }) => openRooms);
    show('gateway_roster_people', 'People in all rooms, as far as events tell.', ({ people }) => people);
  }
}
