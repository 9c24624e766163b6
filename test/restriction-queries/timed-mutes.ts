import Database from 'libsql';
import pg from 'pg';
import { SetUserMediaStateDocument, type SetUserMediaStateInput } from '../generated/graphql.js';
import { send, type Target } from '../graphql-client.js';

/** Runs one statement, with `?` for parameters, on the database of a running gateway. */
export async function runSql(url: string, statement: string, parameters: readonly unknown[]): Promise<void> {
  if (url.startsWith('file:')) {
    const database = new Database(url.slice('file:'.length), { timeout: 5_000 });
    try {
      database.prepare(statement).run(parameters);
    } finally {
      database.close();
    }
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let index = 0;
    await client.query(
      statement.replaceAll('?', () => `$${++index}`),
      [...parameters],
    );
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
export async function restrict(
  target: Target & { databaseUrl: string },
  input: SetUserMediaStateInput,
  { token, endsInMs = 3_600_000 }: { token?: string; endsInMs?: number } = {},
): Promise<string> {
  const id = await mute(target, input, token);
  const statement = 'update media_instructions set ends_at = given_at + ? where action_id = ?';
  await runSql(target.databaseUrl, statement, [endsInMs, id]);
  return id;
}

/** Ends a restriction as the gateway does when its time is over. */
export function expire(url: string, id: string): Promise<void> {
  const statement = "update media_instructions set ended_at = ?, ended_how = 'EXPIRED' where action_id = ?";
  return runSql(url, statement, [Date.now(), id]);
}
