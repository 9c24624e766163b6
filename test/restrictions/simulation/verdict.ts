import {
  type Fact,
  type Instruction,
  isPlain,
  type Known,
  MEDIA,
  type Medium,
  PersonOnPage,
  type Switch,
} from '../page-model.js';
import { automaticFaults } from './automatic.js';
import { factsOn } from './facts.js';
import { DEADLINE_MS } from './simulated-gateway.js';
import { type Attempt, keyOf } from './simulated-vendor.js';
import type { World } from './world.js';

/** What is not as the page has it, in words. */
export async function faultsIn(world: World): Promise<string[]> {
  const faults = world.errors.filter((error) => !(world.isJournalSlow && IS_SLOW.test(error)));
  for (const person of world.people) {
    faults.push(...stateFaults(world, person), ...callFaults(world, person), ...bookFaults(world, person));
    faults.push(...automaticFaults(world, person));
  }
  faults.push(...progressFaults(world), ...answerFaults(world), ...(await statusFaults(world)));
  return faults;
}

const IS_SLOW = /^the journal fails: Error: the journal takes too long/;

interface Named {
  place: string;
  userId: string;
}

/** The model of a person, for each way in which what the roster knew may have been. */
function pagesOf(
  world: World,
  { place, userId }: Named,
  now = world.epochMs(),
  mayBeAfterRemoval: readonly string[] = [],
): PersonOnPage[] {
  const [roster] = world.journal.read<{ gone: number | null }>(
    'select gone from participants where place = ? and user_id = ?',
    place,
    userId,
  );
  const leftAt = Math.floor((roster?.gone ?? 0) / 16);
  const facts = factsOn(world.journal, place, userId);
  const known: Known[] = (world.moved.has(keyOf(place, userId)) ? [true, false] : [true]).map((wasThere) => ({
    wasThere,
  }));
  if (mayBeAfterRemoval.length > 0) known.push({ wasThere: true, mayBeAfterRemoval });
  return known.map((more) => new PersonOnPage(facts, now, { userId, leftAt, ...more }));
}

/** After quiet, the vendor has what the model gives for everyone present. */
function stateFaults(world: World, person: Named): string[] {
  const present = world.vendor.people.get(keyOf(person.place, person.userId));
  if (!present) return [];
  const pages = pagesOf(world, person);
  return MEDIA.flatMap((medium) => {
    const wanted = pages.map((page) => mustBe(world, person, medium, page));
    if (wanted.some((must) => must === undefined || must === present[medium])) return [];
    return [
      `${person.userId} in ${person.place}: ${medium} is ${present[medium]}, and must be ${wanted.join(' or ')}`,
    ];
  });
}

/** What the vendor must have for the medium in the end. Undefined: nothing is promised. */
function mustBe(world: World, person: Named, medium: Medium, page: PersonOnPage): Switch | undefined {
  const key = keyOf(person.place, person.userId);
  const decider = page.decider(medium);
  const said = decider?.says[medium];
  // "Set again whenever the person enters, becomes anchor, or starts to publish what is disabled."
  if (decider?.isEnforced && isSeenToPublish(world, key)) return said;
  const attempts = attemptsOn(world, person);
  const { since = 0 } = world.vendor.people.get(key) ?? {};
  const done = attempts.filter(({ executedAt }) => executedAt !== undefined);
  const wasSentInThisStay = done.some(({ sentAt }) => sentAt >= since);
  const hasMoved = world.moved.has(key);
  if (hasMoved && (said !== 'DISABLED' || !wasSentInThisStay)) {
    // "What a restriction has set and whose end came while the person was away is undone when they enter."
    const isOver =
      said !== 'DISABLED' && !page.isForgotten(medium) && isSetByRestriction(world, person, medium);
    if (isOver && isSeenToPublish(world, key)) return 'ENABLED';
    if (said === undefined || !wasSentInThisStay) return undefined;
  }
  // "Set once": what counts is not sent at a return. What the vendor has refused for certain to disable with the room is not sent again.
  const last = attempts.at(-1);
  const isRefused = last?.fate.kind === 'refused' && last.code === 'UnauthorizedOperation';
  if (isRefused && decider?.exceptUserIds && said === 'DISABLED' && last.state?.[medium] === said) {
    const sentAt = world.epochMs() - world.clock.now() + last.sentAt;
    if (sentAt >= decider.at) return undefined;
  }
  // The gateway acts on the room's people as the roster knows them.
  if (decider?.exceptUserIds && !isSeenToPublish(world, key)) return undefined;
  if (said === undefined && page.isForgotten(medium)) return undefined;
  return said ?? 'ENABLED';
}

function attemptsOn(world: World, { place, userId }: Named): Attempt[] {
  return world.vendor.attempts.filter(
    (attempt) => attempt.state && attempt.room === place && attempt.userId === userId,
  );
}

/** Whether callbacks of this stay have told that the person may send something. */
function isSeenToPublish(world: World, key: string): boolean {
  const { since, role, publishes } = world.vendor.people.get(key) ?? {
    since: 0,
    role: 'AUDIENCE',
    publishes: new Set(),
  };
  if (role !== 'ANCHOR' && publishes.size === 0) return false;
  const entered = world.epochMs() - world.clock.now() + since;
  const told = (world.callbacks.delivered.get(key) ?? []).filter(({ atMs }) => atMs >= Math.floor(entered));
  const newest = told.filter((event) => event.role).reduce((a, b) => (a && a.atMs > b.atMs ? a : b), told[0]);
  return newest?.role === 'ANCHOR' || told.some(({ kind }) => kind?.endsWith('-started'));
}

/** Whether the vendor was last told to disable the medium for a restriction. */
function isSetByRestriction(world: World, person: Named, medium: Medium): boolean {
  const last = attemptsOn(world, person).findLast(({ executedAt }) => executedAt !== undefined);
  if (last?.state?.[medium] !== 'DISABLED') return false;
  const at = world.epochMs() - world.clock.now() + last.sentAt;
  return pagesOf(world, person, at).every((page) => {
    const decider = page.decider(medium);
    return decider?.says[medium] === 'DISABLED' && !isPlain(decider);
  });
}

/** How much the clocks of the vendor and of the journal may differ. */
const CLOCKS_DIFFER_MS = 10_000;

/** The plain instructions on the room of which the clocks do not tell whether a removal came after them. */
function nearRemovals(facts: readonly Fact[]): string[] {
  const isNear = (said: Fact) =>
    isRoomSaid(said) && facts.some(({ kind, at }) => kind === 'removal' && isShortlyAfter(at, said.at));
  return facts.filter(isNear).map(({ id }) => id);
}

function isShortlyAfter(time: number, earlier: number): boolean {
  return time >= earlier && time - earlier < CLOCKS_DIFFER_MS;
}

function isRoomSaid(fact: Fact): boolean {
  return fact.kind === 'instruction' && fact.exceptUserIds !== undefined && isPlain(fact);
}

/** One call at a time for a person, and none that the model did not give then. */
function callFaults(world: World, { place, userId }: Named): string[] {
  const attempts = attemptsOn(world, { place, userId });
  const known: Known[] = [true, false].map((wasThere) => ({ userId, wasThere }));
  const facts = factsOn(world.journal, place, userId);
  const near = nearRemovals(facts);
  if (near.length > 0) known.push({ userId, wasThere: true, mayBeAfterRemoval: near });
  return attempts.flatMap((attempt, index) => {
    const before = attempts.slice(0, index);
    // A gateway that has its journal alone does not wait for one that died: it sends once more, later.
    const crossed = before.filter(({ life }) => world.isShared || life === attempt.life);
    const found = crossed.some(({ endedAt = Number.POSITIVE_INFINITY }) => endedAt > attempt.sentAt)
      ? [`${userId} in ${place}: two calls at a time at ${attempt.sentAt}`]
      : [];
    const at = world.epochMs() - world.clock.now() + attempt.sentAt;
    for (const medium of MEDIA) {
      if (attempt.state?.[medium] !== 'DISABLED') continue;
      const wasSent = before.at(-1)?.state?.[medium] === 'DISABLED';
      const isGiven = (page: PersonOnPage) => {
        const said = page.said(medium);
        return said === 'DISABLED' || (said === undefined && wasSent);
      };
      const pages = known.flatMap((of) => [new PersonOnPage(facts, at, of), ...givenBefore(facts, at, of)]);
      if (pages.some(isGiven)) continue;
      found.push(`${userId} in ${place}: ${medium} was disabled at ${attempt.sentAt}, which nobody wanted`);
    }
    return found;
  });
}

/**
 * The model at every moment at which the state of a call may have been decided: it is decided when the call gets its slot, and
 * kept for repetitions. What is read from the journal is a little older.
 */
function givenBefore(facts: readonly Fact[], at: number, known: Known): PersonOnPage[] {
  const since = at - DEADLINE_MS - 500;
  const changes = facts.flatMap((fact) => [
    fact.at,
    ...(fact.refusedAt === undefined ? [] : [fact.refusedAt - 1]),
    ...('endsAt' in fact && fact.endsAt !== undefined ? [fact.endsAt - 1] : []),
  ]);
  const times = [...new Set([since, at, ...changes.filter((time) => time > since && time < at)])];
  const pages: PersonOnPage[] = [];
  for (const [index, fact] of [...facts.entries(), [facts.length, undefined] as const]) {
    // Of two intents at the same millisecond, one may have been there without the other.
    if (fact && fact.at < since) continue;
    pages.push(...times.map((time) => new PersonOnPage(facts.slice(0, index), time, known)));
    if (fact && fact.at > at) break;
  }
  // The sender leaves out what is pending and does not share the call.
  const isSettled = ({ settledAt = Number.POSITIVE_INFINITY }: Fact) => settledAt <= at;
  for (const own of [undefined, ...facts.filter((fact) => !isSettled(fact) && fact.at <= at)]) {
    pages.push(
      new PersonOnPage(
        facts.filter((fact) => fact === own || isSettled(fact)),
        at,
        known,
      ),
    );
  }
  return pages;
}

/** Nobody is left in doubt, nor in somebody's turn, and nothing is pending. */
function bookFaults(world: World, { place, userId }: Named): string[] {
  const [row] = world.journal.read<{ owner: string | null; owned_until: number; again_at: number | null }>(
    'select owner, owned_until, again_at from media_people where place = ? and user_id = ?',
    place,
    userId,
  );
  const pending = world.journal.read<{ id: string; operation: string }>(
    "select id, operation from actions where acts_in = ? and status = 'PENDING'",
    place,
  );
  return [
    ...(row && row.again_at !== null ? [`${userId} in ${place} is still in doubt`] : []),
    // The turn of a gateway that died lapses.
    ...(row && row.owner !== null && !(row.owned_until < world.epochMs() && world.isDead(row.owner))
      ? [`${userId} in ${place} is still owned by ${row.owner}`]
      : []),
    ...pending.map(({ id, operation }) => `${operation} ${id} is pending`),
  ];
}

/** Of the calls that actions on rooms make, none is left to be made. */
function progressFaults(world: World): string[] {
  const left = world.journal.read<{ action_id: string; user_id: string; state: string; frees: number }>(
    `select action_id, user_id, state, frees from media_progress
      where due_at is not null or state = 'WANTED'`,
  );
  return left.map(({ action_id, user_id, state, frees }) => {
    return `the call of ${action_id} that ${frees ? 'frees' : 'is made for'} ${user_id} is ${state}`;
  });
}

/** What callers were told is what the journal has, and what the vendor got. */
function answerFaults(world: World): string[] {
  const byRequest = new Map(world.vendor.attempts.map((attempt) => [attempt.requestId, attempt]));
  return world.told.flatMap(({ step, type, actionId, answer }): string[] => {
    const { outcome, state, vendorRequestId, newerActionId } = answer as {
      outcome?: string;
      state?: string;
      vendorRequestId?: string;
      newerActionId?: string;
    };
    const found: string[] = [];
    const named = `${step.kind} ${actionId}, told ${type}`;
    const [row] = world.journal.read<{ status: string; at: number; acts_in: string }>(
      'select status, rowid as at, acts_in from actions where id = ?',
      actionId ?? '',
    );
    if (type.endsWith('Success') && row?.status !== 'APPLIED') found.push(`${named}, is ${row?.status}`);
    if (row && outcome === 'NOT_APPLIED' && row.status !== 'REFUSED')
      found.push(`${named}, is ${row.status}`);
    const isSlow = world.isJournalSlow && type === 'GatewayUnavailableError';
    if (row && outcome === 'UNKNOWN' && row.status === 'REFUSED' && !isSlow)
      found.push(`${named} UNKNOWN, is REFUSED`);
    if (type === 'InvalidInputError' || type === 'InternalError') {
      found.push(`${named}: ${JSON.stringify(answer)}`);
    }
    if (step.kind === 'say' && type === 'SetUserMediaStateSuccess') {
      const call = byRequest.get(vendorRequestId);
      if (!call?.state || call.executedAt === undefined) found.push(`${named}, but the vendor did not do it`);
      else {
        const { audio, video } = call.state;
        const was =
          audio === 'ENABLED'
            ? video === 'ENABLED'
              ? 'AUDIO_VIDEO_ENABLED'
              : 'VIDEO_DISABLED'
            : video === 'ENABLED'
              ? 'AUDIO_DISABLED'
              : 'AUDIO_VIDEO_DISABLED';
        if (was !== state) found.push(`${named} ${state}, but the vendor was sent ${was}`);
      }
    }
    const isLifted = world.journal.read(
      "select 1 from actions where operation = 'LIFT_RESTRICTION' and json_extract(input, '$.restrictionId') = ?",
      actionId ?? '',
    );
    // One that was lifted while it waited is told what decides instead, which may be older.
    if (type === 'SupersededError' && step.kind === 'say' && isLifted.length === 0) {
      const [newer] = world.journal.read<{ at: number; acts_in: string }>(
        'select rowid as at, acts_in from actions where id = ?',
        newerActionId ?? '',
      );
      if (!newer || !row || newer.at <= row.at || newer.acts_in !== row.acts_in) {
        found.push(`${named} by ${newerActionId}, which is not newer`);
      }
    }
    return found;
  });
}

/** `Query.restrictions` has the statuses of the model. */
async function statusFaults(world: World): Promise<string[]> {
  const { restrictions } = world.gateway.gateway;
  let page: Awaited<ReturnType<typeof restrictions.list>> | undefined;
  const areas = [{ applicationId: 1400188366, rooms: 'all' as const }];
  restrictions.list({ areas, count: 200 } as never).then(
    (read) => {
      page = read;
    },
    (error: Error) => world.errors.push(String(error.stack)),
  );
  await world.clock.run(5_000);
  if (!page) return ['restrictions cannot be read'];
  const shown = new Map(page.restrictions.map(({ id, status }) => [id, status]));
  return world.people.flatMap((person) => {
    const facts = factsOn(world.journal, person.place, person.userId);
    const pages = pagesOf(world, person, world.epochMs(), nearRemovals(facts));
    return facts.flatMap((fact) => {
      if (fact.kind !== 'instruction' || (isPlain(fact) && !fact.exceptUserIds)) return [];
      const is = shown.get(fact.id);
      if (pages.some((page) => isStatusOf(page, fact, is))) return [];
      return [
        `restriction ${fact.id} is shown as ${is}, and is ${pages.map((page) => page.status(fact.id)).join(' or ')}`,
      ];
    });
  });
}

function isStatusOf(page: PersonOnPage, { id, isEnforced }: Instruction, is: string | undefined): boolean {
  const status = page.status(id);
  // A lift that crosses something else that ends the restriction may come before it or after it.
  const isCrossed = (page.wasLifted(id) && (is === 'LIFTED' || status === 'LIFTED')) || page.wasDismissed(id);
  // What is enforced waits for somebody who is away, or of whom no event tells.
  const isWaiting = is === 'WAITING_FOR_USER' && status === 'IN_FORCE' && isEnforced === true;
  return status === is || isWaiting || (isCrossed && is !== 'IN_FORCE' && is !== 'OVERRIDDEN');
}
