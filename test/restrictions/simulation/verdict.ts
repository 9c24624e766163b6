import { type Fact, MEDIA, PersonOnPage } from '../page-model.js';
import { factsOn } from './facts.js';
import { DEADLINE_MS } from './simulated-gateway.js';
import { keyOf } from './simulated-vendor.js';
import type { World } from './world.js';

/** What is not as the page has it, in words. */
export async function faultsIn(world: World): Promise<string[]> {
  const faults = [...world.errors];
  for (const person of world.people) {
    faults.push(...stateFaults(world, person), ...callFaults(world, person), ...bookFaults(world, person));
  }
  faults.push(...answerFaults(world), ...(await statusFaults(world)));
  return faults;
}

interface Named {
  place: string;
  userId: string;
}

function pageOf(world: World, { place, userId }: Named, now = world.epochMs()): PersonOnPage {
  const [roster] = world.journal.read<{ gone: number | null }>(
    'select gone from participants where place = ? and user_id = ?',
    place,
    userId,
  );
  return new PersonOnPage(factsOn(world.journal, place, userId), now, Math.floor((roster?.gone ?? 0) / 16));
}

/** After quiet, the vendor has what the model gives for everyone present. */
function stateFaults(world: World, person: Named): string[] {
  const key = keyOf(person.place, person.userId);
  const present = world.vendor.people.get(key);
  if (!present) return [];
  const attempts = world.vendor.attempts.filter(
    ({ room, userId, state }) => state && keyOf(room, userId) === key,
  );
  const hasMoved = world.moved.has(key);
  const wasSentInThisStay = attempts.some(
    ({ sentAt, executedAt }) => sentAt >= present.since && executedAt !== undefined,
  );
  // "Set once": what counts is not sent at a return.
  if (hasMoved && !wasSentInThisStay) return [];
  const last = attempts.at(-1);
  // The vendor has answered: it refuses for certain.
  const isRefused = last?.fate.kind === 'refused' && last.code !== 'RequestLimitExceeded';
  const page = pageOf(world, person);
  return MEDIA.flatMap((medium) => {
    const said = page.said(medium);
    if (said === undefined && (hasMoved || page.isForgotten(medium))) return [];
    const wanted = said ?? 'ENABLED';
    if (present[medium] === wanted || isRefused) return [];
    return [`${person.userId} in ${person.place}: ${medium} is ${present[medium]}, and must be ${wanted}`];
  });
}

/** One call at a time for a person, and none that the model did not give then. */
function callFaults(world: World, { place, userId }: Named): string[] {
  const attempts = world.vendor.attempts.filter(
    (attempt) => attempt.state && attempt.room === place && attempt.userId === userId,
  );
  const facts = factsOn(world.journal, place, userId);
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
      if (isGiven(new PersonOnPage(facts, at)) || givenBefore(facts, at).some(isGiven)) continue;
      found.push(`${userId} in ${place}: ${medium} was disabled at ${attempt.sentAt}, which nobody wanted`);
    }
    return found;
  });
}

/**
 * The model at every moment at which the state of a call may have been decided: it is decided when the call gets its slot, and
 * kept for repetitions. What is read from the journal is a little older.
 */
function givenBefore(facts: readonly Fact[], at: number): PersonOnPage[] {
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
    pages.push(...times.map((time) => new PersonOnPage(facts.slice(0, index), time)));
    if (fact && fact.at > at) break;
  }
  // The sender leaves out what is pending and does not share the call.
  const isSettled = ({ settledAt = Number.POSITIVE_INFINITY }: Fact) => settledAt <= at;
  for (const own of [undefined, ...facts.filter((fact) => !isSettled(fact) && fact.at <= at)]) {
    pages.push(
      new PersonOnPage(
        facts.filter((fact) => fact === own || isSettled(fact)),
        at,
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
    if (row && outcome === 'UNKNOWN' && row.status === 'REFUSED') found.push(`${named} UNKNOWN, is REFUSED`);
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
    const model = pageOf(world, person);
    return factsOn(world.journal, person.place, person.userId).flatMap((fact) => {
      if (fact.kind !== 'instruction' || fact.endsAt === undefined) return [];
      const status = model.status(fact.id);
      const is = shown.get(fact.id);
      // A lift that crosses something else that ends the restriction may come before it or after it.
      const isCrossed = model.wasLifted(fact.id) && (is === 'LIFTED' || status === 'LIFTED');
      return status === is || (isCrossed && is !== 'IN_FORCE' && is !== 'OVERRIDDEN')
        ? []
        : [`restriction ${fact.id} is shown as ${is}, and is ${status}`];
    });
  });
}
