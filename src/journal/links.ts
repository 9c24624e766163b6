import { sql } from 'kysely';
import type { JournalPages } from './journal-database.js';

/** That an action undoes another one, that it is undone, or that it gave or ended a restriction. */
export type Link = 'undoes' | 'undoneBy' | 'restriction';

/** Which links each of these actions may have. Those that have none are absent. */
export async function readLinks(
  { db, dialect }: JournalPages,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<Link>>> {
  const these = dialect.ids(ids);
  const { rows } = await sql<{ id: string; link: Link }>`
    select action_id as id, 'undoes' as link from undos where action_id in ${these}
    union all select undone_id, 'undoneBy' from undos where undone_id in ${these}
    union all select action_id, 'restriction' from media_instructions where action_id in ${these} and ends_at is not null
    union all select end_action_id, 'restriction' from media_instructions where end_action_id in ${these} and ends_at is not null`.execute(
    db,
  );
  const links = new Map<string, Set<Link>>();
  for (const { id, link } of rows) links.set(id, (links.get(id) ?? new Set()).add(link));
  return links;
}
