import { type RawBuilder, sql } from 'kysely';

/**
 * The instructions on a person, or on a whole room, that count, each with how many of its kind are at least as new (`newest`). A kind is
 * a set of media; what lasts until somebody lifts it, what was undone, what was refused and what is pending are apart.
 *
 * @param place the values, or their placeholders in a prepared query
 */
export function newestInstructions(place: unknown, userId: unknown): RawBuilder<unknown> {
  return sql`select given.action_id, given.ends_at, given.ended_at, given.end_action_id, given.plain,
      coalesce(actions.status in ('REFUSED', 'DENIED'), false) as refused,
      coalesce(actions.status = 'PENDING', false) as pending,
      row_number() over (
        partition by given.audio is null, given.video is null, given.ends_at is null,
          coalesce(actions.status in ('REFUSED', 'DENIED'), false), coalesce(actions.status = 'PENDING', false),
          exists (select 1 from undos where undos.undone_id = given.action_id)
        order by given.number desc) as newest
    from media_instructions as given left join actions on actions.id = given.action_id
    where given.place = ${place} and given.user_id = ${userId} and given.counts = 1`;
}
