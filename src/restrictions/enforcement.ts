import { setMaxListeners } from 'node:events';
import { ModerationError, SupersededError } from '../errors/moderation-error.js';
import type { OutageLog } from '../journal/outage-log.js';
import type { EnforcementWatch } from '../observability/enforcement-watch.js';
import type { StoredEvent } from '../roster/take-events.js';
import type { Clock } from '../time/clock.js';
import { Repeated } from '../time/repeated.js';
import { placeOfRoom, roomOfPlace } from '../values/room-name.js';
import type { RoomEventKind } from '../vendors/calling/room-event.js';
import type { Urgency } from '../vendors/calling/shared-line.js';
import type { ConnectedTrtc } from '../vendors/trtc/vendor.js';
import { DueLine } from './due-line.js';
import type { EnforcedPeople } from './enforced-people.js';
import { FailingPeople } from './failing-people.js';
import { nextOfFlapping } from './flapping.js';
import { isGone } from './gone-people.js';
import { type MediaCall, personIn } from './media-call.js';
import type { MediaTarget } from './media-queries.js';
import type { PersonCall } from './media-wish.js';
import { type Need, needOf } from './needs.js';
import { type Noticed, NoticedPeople } from './noticed-people.js';
import { pauseBefore } from './pause-before.js';
import type { ReadMedia } from './people-media.js';
import { keyOf } from './person-key.js';

/** The longest time until a need is found that no event of this gateway tells of. */
const LOOK_EVERY_MS = 1_000;
const NEXT_LOOK_MS = 50;
const PEOPLE_AT_ONCE = 200;
/** While something else is sent for the person, which may be what is needed. */
const TAKEN_PAUSE_MS = 100;
/** A need that is older than this is looked at again before it is met. */
const FRESH_MS = 50;
const LEAST_AT_ONCE = 16;
const MOST_AT_ONCE = 200;

export interface EnforcementOptions {
  people: EnforcedPeople;
  /** Undefined: TRTC is not configured. */
  trtc: ConnectedTrtc | undefined;
  clock: Clock;
  /** Carries out an automatic action that the action `causedBy` is the cause of. */
  perform: (
    input: EnforcementInput,
    why: { causedBy: string; urgency: Urgency; signal: AbortSignal },
  ) => Promise<unknown>;
  outage: OutageLog;
  watch: EnforcementWatch | undefined;
}

/** The input of the action that sets again what holds. */
export type EnforcementInput = PersonCall &
  Pick<MediaCall, 'audio' | 'video' | 'violated'> & { enforces: string; idempotencyKey: string };

/** Somebody for whom something must be set. */
interface Job {
  readonly target: MediaTarget;
  readonly person: ReadMedia;
  readonly need: Need;
  /** When that was found, on the process's clock. */
  readonly foundAt: number;
  /** When the event came that made it necessary. */
  readonly noticedAt: number;
}

/**
 * Sets again what moderators have asked to be enforced, when somebody enters, becomes an anchor or publishes. The gateway that took the
 * event in does so at once. Every gateway looks regularly for people whom nobody has dealt with, because the gateway that took an
 * event in may have died, or the vendor may have failed. All of what is needed follows from the database, so whoever comes second
 * finds nothing to do.
 */
export class Enforcement {
  readonly #options: EnforcementOptions;
  readonly #looks: Repeated;
  readonly #shutdown = new AbortController();
  readonly #noticed = new NoticedPeople();
  readonly #jobs: DueLine<Job>;
  readonly #failing = new FailingPeople();
  #looking: Promise<void> | undefined;
  #last = FIRST;

  constructor(options: EnforcementOptions) {
    // Each action listens.
    setMaxListeners(0, this.#shutdown.signal);
    this.#options = options;
    this.#looks = new Repeated(options.clock, () => this.#look());
    this.#jobs = new DueLine(options.clock, {
      atOnce: () => this.#atOnce,
      run: (job, urgency) => this.#meet(job, urgency),
      onDrop: (job) => this.#putOff(job),
      onFault: (fault, job) => {
        options.outage.failed('action', fault);
        this.#failing.failed(job.target, job.need.violated, options.clock.now());
        this.#putOff(job);
      },
    });
    options.watch?.showWaiting(() => this.#jobs.size);
  }

  start(): void {
    this.#looks.start();
  }

  /** Resolves once the calls that were sent have been answered. What waits is left to other gateways. */
  async close(): Promise<void> {
    this.#shutdown.abort();
    await this.#looks.close();
    await this.#looking;
    await this.#jobs.close();
  }

  /** Is told of events once they are on disk. Listeners cannot publish, so their entry needs nothing. */
  notice(events: readonly StoredEvent[]): void {
    if (this.#shutdown.signal.aborted) return;
    const at = this.#options.clock.now();
    for (const { kind, role, userId, applicationId, room } of events) {
      if (kind === undefined || userId === undefined || !REACTED_TO.has(kind) || role === 'AUDIENCE')
        continue;
      this.#notice({ place: placeOfRoom(applicationId, room), userId }, at);
    }
  }

  #notice(target: MediaTarget, at: number): void {
    this.#noticed.add({ target, at });
    this.#goOnLooking();
  }

  #goOnLooking(): void {
    this.#looking ??= this.#lookAtNoticed().finally(() => {
      this.#looking = undefined;
    });
  }

  async #lookAtNoticed(): Promise<void> {
    const { people, outage } = this.#options;
    while (this.#noticed.size > 0 && !this.#shutdown.signal.aborted) {
      const some = this.#noticed.take(PEOPLE_AT_ONCE);
      try {
        const found = new Set((await people.among(some.map(({ target }) => target))).map(keyOf));
        await this.#judge(some.filter(({ target }) => found.has(keyOf(target))));
        for (const { target } of some) if (!found.has(keyOf(target))) this.#failing.forget(target);
        outage.succeeded();
      } catch (error) {
        for (const one of some) this.#noticed.putOff(one);
        outage.failed('events', error);
      }
    }
  }

  /** Nothing was done for somebody. `EnforcedPeople.unseen` finds them, unless they violate something that is not enforced. */
  #putOff({ target, need, noticedAt: at }: Job): void {
    if (need.violated.length > 0) this.#noticed.putOff({ target, at });
    else this.#failing.forget(target);
  }

  /** Looks for people whom nobody has dealt with. Resolves with the pause before the next look. */
  async #look(): Promise<number> {
    const { people, trtc, clock, outage } = this.#options;
    if (!trtc?.callbacks || trtc.breaker.blocks) return LOOK_EVERY_MS;
    this.#noticed.resume();
    this.#goOnLooking();
    try {
      const found = await people.unseen(this.#last, PEOPLE_AT_ONCE);
      const hasMore = found.length === PEOPLE_AT_ONCE;
      this.#last = (hasMore && found.at(-1)) || FIRST;
      const now = clock.now();
      const idle = found.filter((target) => !this.#jobs.has(keyOf(target)));
      await this.#judge(idle.map((target) => ({ target, at: now })));
      outage.succeeded();
      return hasMore ? NEXT_LOOK_MS : LOOK_EVERY_MS;
    } catch (error) {
      outage.failed('look', error);
      return LOOK_EVERY_MS;
    }
  }

  /** Finds out what must be set for these people. */
  async #judge(noticed: readonly Noticed[]): Promise<void> {
    const { people, trtc, clock } = this.#options;
    if (noticed.length === 0 || !trtc) return;
    const served = noticed.filter(({ target }) =>
      trtc.applicationIds.includes(roomOfPlace(target.place).applicationId),
    );
    const personOf = await people.read(served.map(({ target }) => target));
    const met: Parameters<EnforcedPeople['seen']>[0][number][] = [];
    for (const { target, at: noticedAt } of served) {
      const person = personOf(target);
      const need = needOf(person);
      if (need) {
        this.#add({ target, person, need, foundAt: clock.now(), noticedAt });
        continue;
      }
      this.#failing.forget(target);
      if (isLookedFor(person) && isSettled(person)) met.push(this.#metBy(target, person, trtc));
    }
    await people.seen(met.filter(({ seenTo }) => seenTo > 0));
  }

  /** Lets somebody wait for their turn, for so long at least. */
  #add(job: Job, waitMs = 0): void {
    const { people } = this.#options;
    const flaps = nextOfFlapping(job.person.enforcedAt, people.now) !== undefined;
    this.#jobs.add(keyOf(job.target), job, flaps ? 'flaps' : job.need.urgency, waitMs);
  }

  #metBy(target: MediaTarget, person: ReadMedia, trtc: ConnectedTrtc) {
    const seenTo = person.roster?.seenAt ?? 0;
    const isNew = seenTo > person.seenTo;
    const call = JSON.stringify(callOf(target, person, trtc));
    return { ...target, call, seenTo: isNew ? seenTo : 0, cameAt: person.roster?.cameAt ?? 0 };
  }

  /** Carries out one action, and looks at the person once more. */
  async #meet(waiting: Job, urgency: Urgency): Promise<void> {
    const { trtc, clock, people, perform, watch } = this.#options;
    const job = clock.now() - waiting.foundAt > FRESH_MS ? await this.#judgedAgain(waiting) : waiting;
    if (!job || !trtc || this.#shutdown.signal.aborted) return;
    const { target, person, need } = job;
    const pauseMs = (nextOfFlapping(person.enforcedAt, people.now) ?? 0) - people.now;
    if (pauseMs > 0 || person.isTaken) return this.#add(job, Math.max(pauseMs, TAKEN_PAUSE_MS));
    for (const _ of this.#failing.newOf(target, need.violated)) watch?.violated();
    const input = {
      ...callOf(target, person, trtc),
      ...need.set,
      enforces: need.causedBy,
      violated: need.violated,
      // Two gateways that look at the same time find the same.
      idempotencyKey: `enforcement ${need.causedBy} ${target.userId} ${need.since} ${person.turns}`,
    };
    const answer = await perform(input, { causedBy: need.causedBy, urgency, signal: this.#shutdown.signal });
    // What asked for it is over, so nothing was sent. Something else may ask for it.
    if (answer instanceof SupersededError) {
      this.#failing.forget(target);
      return this.#notice(target, clock.now());
    }
    const result = !(answer instanceof ModerationError) ? 'applied' : isGone(answer) ? 'waiting' : 'failed';
    watch?.ended(result, clock.now() - job.noticedAt);
    if (result === 'failed') return this.#tryLater(job, (answer as ModerationError).code);
    this.#failing.forget(target);
    // Something may have happened meanwhile.
    if (result === 'applied') this.#notice(target, clock.now());
  }

  /** Something else may have met the need since. Undefined: it has. */
  async #judgedAgain(job: Job): Promise<Job | undefined> {
    const { people, clock } = this.#options;
    const personOf = await people.read([job.target]);
    const person = personOf(job.target);
    const need = needOf(person);
    if (need) return { ...job, person, need, foundAt: clock.now() };
    this.#failing.forget(job.target);
    return undefined;
  }

  #tryLater(job: Job, code: string): void {
    const failedForMs = this.#failing.failed(job.target, job.need.violated, this.#options.clock.now());
    this.#add(job, pauseBefore(code, failedForMs));
  }

  /** Enough to wait in line for the quota at any time. The quota would refuse calls that wait for longer than their deadline. */
  get #atOnce(): number {
    const { trtc } = this.#options;
    if (!trtc || trtc.breaker.blocks) return 0;
    if (trtc.breaker.state !== 'CLOSED') return 1;
    return Math.min(MOST_AT_ONCE, Math.max(LEAST_AT_ONCE, trtc.callsPerSecond));
  }
}

const FIRST: MediaTarget = { place: '', userId: '' };
const REACTED_TO: ReadonlySet<string> = new Set<RoomEventKind>([
  'entered',
  'role-changed',
  'audio-started',
  'video-started',
  'screen-started',
]);

/** Where the vendor was called for the person last, or else the default. */
function callOf({ place, userId }: MediaTarget, { call }: ReadMedia, { region }: ConnectedTrtc): PersonCall {
  if (call !== undefined) return personIn(JSON.parse(call));
  const { applicationId: sdkAppId, room } = roomOfPlace(place);
  return { sdkAppId, ...room, userId, region };
}

/** Whether `EnforcedPeople.unseen` finds the person while something was heard of them since. */
function isLookedFor({ instructions, owedSince }: ReadMedia): boolean {
  return owedSince !== undefined || instructions.some(({ enforced }) => enforced);
}

/** Whether nothing under way may change what must be set. */
function isSettled({ instructions, againAt, isTaken }: ReadMedia): boolean {
  return !isTaken && againAt === undefined && !instructions.some((own) => own.pending || own.endPending);
}
