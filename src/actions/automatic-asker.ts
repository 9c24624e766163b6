import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { GATEWAY_ITSELF } from '../identity/caller.js';
import { SCOPES } from '../identity/grants.js';
import type { Signal } from '../vendors/calling/quota.js';
import type { Asker } from './action-under-way.js';

/** Asks for one action that the gateway carries out by itself, wherever it is. `signal`: aborted when the gateway shuts down. */
export function automaticAsker(log: FastifyBaseLogger, signal: Signal): Asker {
  return {
    caller: {
      sub: GATEWAY_ITSELF,
      scopes: new Set(Object.values(SCOPES)),
      sdkAppIds: 'all',
      appIds: 'all',
      rooms: 'all',
      strRooms: 'all',
      volcUserId: undefined,
      trtcUserId: undefined,
      expiresAtMs: Number.POSITIVE_INFINITY,
    },
    requestId: randomUUID(),
    signal,
    log,
    trace: undefined,
  };
}
