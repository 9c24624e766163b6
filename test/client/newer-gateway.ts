import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';

/** An error that no released client knows. */
export const ROOM_FROZEN = {
  __typename: 'RoomFrozenError',
  code: 'UNKNOWN',
  message: 'The room is frozen.',
  retryable: true,
  retryAfterMs: 60_000,
  outcome: 'NOT_APPLIED',
  vendor: 'TENCENT_TRTC',
  vendorCode: 'FailedOperation.RoomFrozen',
  vendorRequestId: 'e7a-11',
  actionId: null,
};

/**
 * A gateway of a later version. Its schema has one more error type than this gateway's, and it answers every mutation with
 * that error.
 */
export async function startNewerGateway(): Promise<{ url: string; close(): Promise<void> }> {
  const schemaText = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  const [fields] = /(?<=^interface ModerationError )\{.*?^\}/ms.exec(schemaText) ?? [];
  const newerSchema = schemaText
    .replace(/^union \w+Result = /gm, '$&RoomFrozenError | ')
    .concat(`\ntype RoomFrozenError implements ModerationError ${fields}\n`);
  const partialFailure = {
    __typename: 'AddToBlacklistPartialFailure',
    appId: 1,
    userId: '1',
    addedUserIds: [],
    vendorRequestIds: [],
    failures: [{ index: 0, userId: '2', error: ROOM_FROZEN }],
  };
  const handler = createHandler({
    schema: buildSchema(newerSchema),
    rootValue: { setUserMediaState: ROOM_FROZEN, addToBlacklist: partialFailure },
  });
  const server = createServer(handler);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    close: () => new Promise((closed) => server.close(() => closed()).closeAllConnections()),
  };
}
