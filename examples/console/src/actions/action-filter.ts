import type { ActionStatus, ModerationActionFilter, Operation } from 'moderation-gateway-client/strings';

/** The spans of time that are one choice. `dates` has two of its own. */
export const TIMES = ['today', 'yesterday', 'week', 'dates'] as const;

const DAYS_OF_WEEK = 7;

/** The gateway's filter for what the address says. What cannot be read is left out. `now` gives the day. */
export function filterOf(params: URLSearchParams, now: Date): ModerationActionFilter {
  const text = (name: string) => params.get(name)?.trim() || undefined;
  const [person, actor, kind, status, by] = ['person', 'actor', 'kind', 'status', 'by'].map(text);
  return {
    ...(person && { targetUserId: person }),
    ...(actor && { actor }),
    ...(kind && { operation: [kind as Operation] }),
    ...(status && { status: [status as ActionStatus] }),
    ...(by && { automatic: by === 'gateway' }),
    ...roomIn(text('room')),
    ...spanOf(params, now),
  };
}

/** A number is a numeric room. Quotes make it a string room's name, as the console writes it. */
function roomIn(text: string | undefined): Pick<ModerationActionFilter, 'roomId' | 'strRoomId'> {
  if (!text) return {};
  const quoted = /^["“](.+)["”]$/.exec(text)?.[1];
  if (quoted) return { strRoomId: quoted };
  return /^\d{1,10}$/.test(text) ? { roomId: Number(text) } : { strRoomId: text };
}

function spanOf(params: URLSearchParams, now: Date): Pick<ModerationActionFilter, 'from' | 'to'> {
  const time = params.get('time');
  if (time === 'today') return { from: dayFrom(now, 0) };
  if (time === 'yesterday') return { from: dayFrom(now, -1), to: dayFrom(now, 0) };
  if (time === 'week') return { from: dayFrom(now, 1 - DAYS_OF_WEEK) };
  if (time !== 'dates') return {};
  const [from, to] = [params.get('from'), params.get('to')].map(instant);
  return { ...(from && { from }), ...(to && { to }) };
}

/** The start of a day of the reader, so many days from now. A day may have 23 or 25 hours. */
function dayFrom(now: Date, days: number): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString();
}

/** Of a local date and time, as in `datetime-local` fields. */
function instant(text: string | null): string | undefined {
  const date = text ? new Date(text) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}
