import type { Fact, Switch } from '../page-model.js';
import type { SimulatedJournal } from './simulated-journal.js';

/** What is read of an action. */
export interface ActionRow {
  id: string;
  requested_at: number;
  finished_at: number | null;
  operation: string;
  input: string;
  status: string;
  undoes: string | null;
}

interface Input {
  state?: string;
  audio?: Switch;
  video?: Switch;
  durationMs?: number;
  enforced?: boolean;
  exceptUserIds?: string[];
  restrictionId?: string;
}

/**
 * What the journal has of everything that was asked for a person or for the room as a whole, in the order of the intents. What
 * the gateway did by itself is no fact: it holds by the time and the events alone. It reads no media table.
 */
export function factsOn(journal: SimulatedJournal, place: string, userId: string): Fact[] {
  const rows = journal.read<ActionRow>(
    `select actions.id, requested_at, finished_at, actions.operation, input, status, undos.undone_id as undoes
      from actions left join undos on undos.action_id = actions.id
      where acts_in = ? and not exists (select 1 from causes where causes.action_id = actions.id)
        and (exists (select 1 from json_each(actions.user_ids) where value = ?)
          or not exists (select 1 from json_each(actions.user_ids)))
      order by actions.rowid`,
    place,
    userId,
  );
  return rows.flatMap((row) => factOf(row) ?? []);
}

/** Undefined: it says nothing of anybody's media. */
export function factOf({
  id,
  requested_at: at,
  finished_at,
  operation,
  input,
  status,
  undoes,
}: ActionRow): Fact | undefined {
  const isRefused = status === 'REFUSED' || status === 'DENIED';
  const own = {
    id,
    at,
    settledAt: finished_at ?? undefined,
    refusedAt: isRefused ? (finished_at ?? at) : undefined,
  };
  const { state, audio, video, durationMs, enforced, exceptUserIds, restrictionId }: Input =
    JSON.parse(input);
  if (operation === 'REMOVE_FROM_ROOM') return status === 'APPLIED' ? { ...own, kind: 'removal' } : undefined;
  if (operation === 'DISMISS_ROOM') return status === 'APPLIED' ? { ...own, kind: 'dismissal' } : undefined;
  if (restrictionId !== undefined) return { ...own, kind: 'lift', of: restrictionId };
  if (undoes !== null) return { ...own, kind: 'undo', of: undoes };
  return {
    ...own,
    kind: 'instruction',
    says: state === undefined ? { audio, video } : bothIn(state),
    endsAt: durationMs === undefined ? undefined : at + durationMs,
    isEnforced: enforced,
    exceptUserIds: operation === 'SET_ROOM_MEDIA_STATE' ? (exceptUserIds ?? []) : undefined,
  };
}

function bothIn(state: string): { audio: Switch; video: Switch } {
  const isOff = (medium: string) => state === 'AUDIO_VIDEO_DISABLED' || state === `${medium}_DISABLED`;
  return { audio: isOff('AUDIO') ? 'DISABLED' : 'ENABLED', video: isOff('VIDEO') ? 'DISABLED' : 'ENABLED' };
}
