import pg from 'pg';
import { expect, vi } from 'vitest';
import { SetUserMediaStateDocument, type SetUserMediaStateInput } from '../generated/graphql.js';
import { send, type Target } from '../graphql-client.js';
import { openBeside } from '../journal/open-beside.js';

/** Runs one statement, with `?` for parameters, on the database of a running gateway. Resolves with the rows that it reads. */
export async function runSql(
  url: string,
  statement: string,
  parameters: readonly unknown[],
): Promise<unknown[]> {
  if (url.startsWith('file:')) {
    const database = openBeside(url.slice('file:'.length));
    try {
      const prepared = database.prepare(statement);
      if (prepared.reader) return prepared.all(parameters);
      prepared.run(parameters);
      return [];
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let index = 0;
    const numbered = statement.replaceAll('?', () => `$${++index}`);
    return (await client.query(numbered, [...parameters])).rows;
  } finally {
    await client.end();
  }
}

/** Sets a media state, and returns the action's id. */
export async function mute(target: Target, input: SetUserMediaStateInput, token?: string): Promise<string> {
  const { data, errors } = await send(
    target,
    SetUserMediaStateDocument,
    { input },
    token === undefined ? {} : { token },
  );
  const answer = data?.setUserMediaState;
  if (!answer?.actionId) throw new Error(JSON.stringify(errors ?? answer));
  return answer.actionId;
}

/** Sets a media state that ends by itself, and returns the restriction's id. */
export function restrict(
  target: Target,
  input: SetUserMediaStateInput,
  { token, durationSeconds = 3_600 }: { token?: string; durationSeconds?: number } = {},
): Promise<string> {
  return mute(target, { ...input, durationSeconds }, token);
}

/** Lets the time of a restriction come. Resolves when the gateway has ended it. */
export async function expire(url: string, id: string): Promise<void> {
  // If the clock is set back a little, the end must not come before what was asked for until now.
  const soon = Date.now() + 100;
  await runSql(url, 'update media_instructions set ends_at = ?, due_at = ? where action_id = ?', [
    soon,
    soon,
    id,
  ]);
  const ended = 'select 1 from media_instructions where action_id = ? and ended_at is not null';
  await vi.waitFor(async () => expect(await runSql(url, ended, [id])).toHaveLength(1), 30_000);
}
