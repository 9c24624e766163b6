import type { Fact, Switch } from '../page-model.js';
import type { SimulatedJournal } from './simulated-journal.js';

interface ActionRow {
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
  ends?: string;
  restrictionId?: string;
}

/** What the journal has of everything that was done to a person, in the order of the intents. It reads no media table. */
export function factsOn(journal: SimulatedJournal, place: string, userId: string): Fact[] {
  const rows = journal.read<ActionRow>(
    `select actions.id, requested_at, finished_at, actions.operation, input, status, undos.undone_id as undoes
      from actions left join undos on undos.action_id = actions.id
      where acts_in = ? and exists (select 1 from json_each(actions.user_ids) where value = ?)
      order by actions.rowid`,
    place,
    userId,
  );
  return rows.flatMap((row) => factOf(row) ?? []);
}

function factOf({
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
  const { state, audio, video, durationMs, ends, restrictionId }: Input = JSON.parse(input);
  if (operation === 'REMOVE_FROM_ROOM') return status === 'APPLIED' ? { ...own, kind: 'removal' } : undefined;
  if (restrictionId !== undefined) return { ...own, kind: 'lift', of: restrictionId };
  if (undoes !== null) return { ...own, kind: 'undo', of: undoes };
  // The end of a restriction holds by the time alone.
  if (ends !== undefined) return undefined;
  const says = state === undefined ? { audio, video } : bothIn(state);
  return {
    ...own,
    kind: 'instruction',
    says,
    endsAt: durationMs === undefined ? undefined : at + durationMs,
  };
}

function bothIn(state: string): { audio: Switch; video: Switch } {
  const isOff = (medium: string) => state === 'AUDIO_VIDEO_DISABLED' || state === `${medium}_DISABLED`;
  return { audio: isOff('AUDIO') ? 'DISABLED' : 'ENABLED', video: isOff('VIDEO') ? 'DISABLED' : 'ENABLED' };
}
