import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { GATEWAY_ITSELF } from '../identity/caller.js';
import { SCOPES } from '../identity/grants.js';
import type { Traces } from '../observability/traces.js';
import type { Signal } from '../vendors/calling/quota.js';
import type { Urgency } from '../vendors/calling/shared-line.js';
import type { Asker } from './action-under-way.js';

export interface AutomaticAction {
  readonly log: FastifyBaseLogger;
  /** Undefined when traces are off. */
  readonly traces: Traces | undefined;
  /** Aborted when the gateway shuts down. */
  readonly signal: Signal;
  /** The id of the action because of which the gateway carries this one out. */
  readonly causedBy: string;
  /** Only of an action that enforces something. */
  readonly urgency?: Urgency | undefined;
}

/** Asks for one action that the gateway carries out by itself, wherever it is. */
export function automaticAsker({ log, traces, signal, causedBy, urgency }: AutomaticAction): Asker {
  const requestId = randomUUID();
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
    requestId,
    urgency,
    signal,
    log,
    trace: traces?.automatic(requestId, causedBy),
  };
}
