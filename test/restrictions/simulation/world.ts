import { perform } from '../../../src/actions/perform.js';
import { dismissRoom } from '../../../src/operations/dismiss-room/dismiss-room.operation.js';
import { LiftRestrictionResolver } from '../../../src/operations/lift-restriction/lift-restriction.resolver.js';
import { removeFromRoom } from '../../../src/operations/remove-from-room/remove-from-room.operation.js';
import { setRoomMediaState } from '../../../src/operations/set-room-media-state/set-room-media-state.operation.js';
import { setUserMediaState } from '../../../src/operations/set-user-media-state/set-user-media-state.operation.js';
import { undo } from '../../../src/undo/undo.js';
import { placeOfRoom, type RoomName } from '../../../src/values/room-name.js';
import { SimulatedClock } from '../../vendors/calling/simulated-clock.js';
import { SimulatedCallbacks } from './simulated-callbacks.js';
import { APP, SimulatedGateway } from './simulated-gateway.js';
import type { Latency, SimulatedJournal } from './simulated-journal.js';
import { type Fate, GOOD, type Role, SimulatedVendor, type Switch } from './simulated-vendor.js';

/** 2026-12-01. */
const START = 1_796_083_200_000;
export const ROOMS: readonly RoomName[] = [{ roomId: 7 }, { strRoomId: '7' }];
const USERS = ['anna', 'ben'];

export interface Person {
  /** Indexes. */
  room: number;
  user: number;
}

/** Numbers that choose among what there is are taken modulo its length. */
export type Step = { afterMs: number; gateway: number } & (
  | {
      kind: 'say';
      person: Person;
      says: Says;
      durationSeconds?: number | undefined;
      enforce?: boolean | undefined;
    }
  | {
      kind: 'say-room';
      room: number;
      says: Says;
      /** Indexes of users. */
      except: readonly number[];
      durationSeconds?: number | undefined;
      enforce?: boolean | undefined;
    }
  | { kind: 'lift'; which: number }
  | { kind: 'undo'; which: number }
  | { kind: 'remove'; person: Person }
  | { kind: 'dismiss'; room: number }
  /** `told`: after how many milliseconds, once for each. */
  | { kind: 'leave'; person: Person; told: readonly number[] }
  | { kind: 'enter' | 'role'; person: Person; role: Role; told: readonly number[] }
  | { kind: 'publish' | 'stop'; person: Person; medium: 'audio' | 'video'; told: readonly number[] }
  | { kind: 'crash'; downMs: number }
  | { kind: 'wait' }
);
type Movement = Extract<Step, { told: readonly number[] }>;
type Says =
  | { state: 'AUDIO_VIDEO_ENABLED' | 'AUDIO_VIDEO_DISABLED' | 'AUDIO_DISABLED' | 'VIDEO_DISABLED' }
  | { audio?: Switch | undefined; video?: Switch | undefined };

export interface Script {
  gateways: number;
  steps: readonly Step[];
  fates: readonly Fate[];
  /** Of messages to and from the database, in milliseconds. */
  latencies: readonly number[];
  /** How much longer the answers to the first writes of outcomes take, in milliseconds. */
  outcomesTake?: readonly number[];
  /** The same of the first writes of intents. Callers and the log are told that the journal is slow then. */
  intentsTake?: readonly number[];
  blocksOutliveLeaving: boolean;
}

/** What a caller was told. */
export interface Told {
  step: Step;
  at: number;
  actionId: string | undefined;
  type: string;
  answer: Record<string, unknown>;
}

/** Longer than any lease, turn, duration and doubt, whose last pauses are of minutes: what is not over then will never be. */
const QUIET_MS = 15 * 60 * 1000;
/** Longer than the durations whose end is waited for. What lasts for longer is judged while it does. */
const SOON_MS = 30_000;
/** Gateways, their journal, their vendor, and what happens to them. */
export class World {
  readonly clock = new SimulatedClock();
  readonly vendor: SimulatedVendor;
  readonly journal: SimulatedJournal;
  readonly told: Told[] = [];
  /** What the gateways logged as errors, and faults. */
  readonly errors: string[] = [];
  readonly epochMs = () => START + this.clock.now();
  readonly callbacks = new SimulatedCallbacks(
    this.clock,
    this.epochMs,
    () => this.gateways,
    (error) => this.errors.push(`the roster: ${error.stack}`),
  );
  /** Whether everybody who was in a room has been there all the time. */
  readonly moved = new Set<string>();
  gateways: SimulatedGateway[] = [];
  /** When gateways died, in milliseconds since the epoch. */
  readonly crashes: number[] = [];
  readonly #script: Script;
  /** How much longer the next such messages take. */
  readonly #slow: Record<NonNullable<Parameters<Latency>[0]>, number[]>;
  #calls = 0;
  #messages = 0;
  #isQuiet = false;
  #started = 0;
  #requests = 0;

  constructor(journal: SimulatedJournal, script: Script) {
    journal.clear();
    this.journal = journal;
    this.#script = script;
    this.#slow = {
      'intent written': [...(script.intentsTake ?? [])],
      'outcome written': [...(script.outcomesTake ?? [])],
    };
    const fate = () => {
      const fate = script.fates[this.#calls++ % Math.max(1, script.fates.length)];
      return this.#isQuiet || !fate ? GOOD : fate;
    };
    this.vendor = new SimulatedVendor(this.clock, this.epochMs, fate, script.blocksOutliveLeaving);
    this.vendor.onRemoved = (place, userId) => {
      this.moved.add(`${place}\n${userId}`);
      this.callbacks.tell('left', roomOf(place), userId, [20]);
    };
  }

  get people(): { place: string; userId: string }[] {
    return ROOMS.flatMap((room) => USERS.map((userId) => ({ place: placeOfRoom(APP, room), userId })));
  }

  /** Runs the whole script, and then until nothing happens any more. */
  async run(): Promise<void> {
    for (let index = 0; index < this.#script.gateways; index++) this.#start();
    for (const { place, userId } of this.people) {
      this.vendor.enter(place, userId);
      this.callbacks.tell('entered', roomOf(place), userId, [0], 'ANCHOR');
    }
    await this.clock.run(200);
    for (const step of this.#script.steps) {
      await this.clock.run(step.afterMs);
      await this.#take(step);
    }
    // What is under way may still fail, and what has failed is repeated meanwhile.
    await this.clock.run(5_000);
    this.#isQuiet = true;
    const end = this.clock.now() + QUIET_MS;
    do await this.clock.run(3_000);
    while (this.clock.now() < end && this.#isBusy());
  }

  /** Whether something is still to be done. */
  #isBusy(): boolean {
    const now = this.epochMs();
    const last = this.vendor.attempts.at(-1)?.sentAt ?? 0;
    const [left] = this.journal.read<{ pending: number; ends: number; doubts: number }>(
      `select (select count(*) from actions where status = 'PENDING') as pending,
        (select count(*) from media_instructions where ends_at < ? and ended_at is null)
          + (select count(*) from actions where requested_at + coalesce(json_extract(input, '$.durationMs'), 0) between ? and ?) as ends,
        (select count(*) from media_people where again_at is not null or owner is not null)
          + (select count(*) from media_progress where due_at is not null) as doubts`,
      now,
      now - 2_500,
      now + SOON_MS,
    );
    const isSettled = left?.pending === 0 && left.doubts === 0 && left.ends === 0;
    return !isSettled || this.callbacks.pending > 0 || this.clock.now() - last < 2_500;
  }

  /** Whether callers may be told that the journal is slow. */
  get isJournalSlow(): boolean {
    return this.#script.intentsTake !== undefined;
  }

  /** Whether several gateways share the journal. */
  get isShared(): boolean {
    return this.#script.gateways > 1;
  }

  isDead(gatewayId: string): boolean {
    return !this.gateways.some(({ id }) => id === gatewayId);
  }

  get gateway(): SimulatedGateway {
    return this.gateways[0] as SimulatedGateway;
  }

  end(): void {
    for (const gateway of this.gateways) gateway.die();
  }

  #start(): void {
    const gateway = new SimulatedGateway(`gateway-${this.#started++}`, {
      clock: this.clock,
      epochMs: this.epochMs,
      journal: this.journal,
      vendor: this.vendor,
      latency: (message) => {
        const { latencies } = this.#script;
        const more = message ? (this.#slow[message].shift() ?? 0) : 0;
        return (latencies[this.#messages++ % latencies.length] ?? 1) + more;
      },
      shares: this.#script.gateways > 1,
      onError: (details, message) => {
        const { err } = details as { err?: Error };
        this.errors.push(`${message}: ${err?.stack ?? JSON.stringify(details)}`);
      },
    });
    this.gateways.push(gateway);
  }

  async #take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'crash': {
        const index = step.gateway % this.gateways.length;
        this.crashes.push(this.epochMs());
        this.gateways.splice(index, 1)[0]?.die();
        // Others go on meanwhile.
        if (this.gateways.length > 0) this.clock.after(step.downMs, () => this.#start());
        else {
          await this.clock.run(step.downMs);
          this.#start();
        }
        return;
      }
      case 'leave':
      case 'enter':
      case 'role':
      case 'publish':
      case 'stop':
        this.#move(step);
        return;
      case 'wait':
        return;
      default: {
        const asked = this.#ask(step);
        asked?.then(
          (answer) => {
            const { action, actionId = action?.id } = answer as {
              actionId?: string;
              action?: { id: string };
            };
            const told = { step, at: this.epochMs(), actionId, type: answer.constructor.name };
            this.told.push({ ...told, answer: answer as Record<string, unknown> });
          },
          (fault: Error) => this.errors.push(`a fault in ${step.kind}: ${fault.stack}`),
        );
      }
    }
  }

  #ask(step: Step): Promise<object> | undefined {
    const gateway = this.gateways[step.gateway % this.gateways.length];
    if (!gateway) return undefined;
    const context = gateway.contextOf(`caller-${this.#requests++ % 3}`);
    switch (step.kind) {
      case 'say': {
        const { person, says, durationSeconds, enforce } = step;
        const input = { sdkAppId: APP, ...ROOMS[person.room], userId: USERS[person.user] as string, ...says };
        return perform(setUserMediaState, { ...input, durationSeconds, enforce } as never, context);
      }
      case 'say-room': {
        const { room, says, except, durationSeconds, enforce } = step;
        const exceptUserIds = except.map((index) => USERS[index] as string);
        const input = { sdkAppId: APP, ...ROOMS[room], ...says, exceptUserIds, durationSeconds, enforce };
        return perform(setRoomMediaState, input as never, context);
      }
      case 'remove': {
        const { room, user } = step.person;
        const input = { sdkAppId: APP, ...ROOMS[room], userIds: [USERS[user] as string] };
        return perform(removeFromRoom, input as never, context);
      }
      case 'dismiss': {
        return perform(dismissRoom, { sdkAppId: APP, ...ROOMS[step.room] } as never, context);
      }
      case 'lift': {
        const rows = this.journal.read<{ id: string }>(
          'select action_id as id from media_instructions where ends_at is not null order by number',
        );
        const restrictionId = rows[step.which % Math.max(1, rows.length)]?.id;
        return restrictionId === undefined
          ? undefined
          : new LiftRestrictionResolver().liftRestriction({ restrictionId }, context);
      }
      case 'undo': {
        const rows = this.journal.read<{ id: string }>(
          `select id from actions where operation in ('SET_USER_MEDIA_STATE', 'SET_ROOM_MEDIA_STATE') and id not in (select action_id from causes)
            order by rowid desc limit 6`,
        );
        const actionId = rows[step.which % Math.max(1, rows.length)]?.id;
        return actionId === undefined ? undefined : undo({ actionId } as never, context);
      }
    }
    return undefined;
  }

  #named({ room, user }: Person): { place: string; userId: string } {
    return { place: placeOfRoom(APP, ROOMS[room] as RoomName), userId: USERS[user] as string };
  }

  /** Something happens in a room. */
  #move(step: Movement): void {
    const { place, userId } = this.#named(step.person);
    const tell = (kind: Parameters<SimulatedCallbacks['tell']>[0], role?: Role) =>
      this.callbacks.tell(kind, roomOf(place), userId, step.told, role);
    switch (step.kind) {
      case 'enter':
        if (!this.vendor.enter(place, userId, step.role)) break;
        this.moved.add(`${place}\n${userId}`);
        tell('entered', step.role);
        break;
      case 'leave':
        if (!this.vendor.leave(place, userId)) break;
        this.moved.add(`${place}\n${userId}`);
        tell('left');
        break;
      case 'role':
        if (this.vendor.changeRole(place, userId, step.role)) tell('role-changed', step.role);
        break;
      case 'publish':
        if (this.vendor.publish(place, userId, step.medium)) tell(`${step.medium}-started`);
        break;
      case 'stop':
        if (this.vendor.stop(place, userId, step.medium)) tell(`${step.medium}-stopped`);
    }
  }
}

function roomOf(place: string): RoomName {
  return ROOMS.find((room) => placeOfRoom(APP, room) === place) as RoomName;
}
