/**
 * Mercurius doing the gateway's job with its usual parts, as a good engineer would write it in a day: a token verified on
 * each request by jose, grants, checks of the input, a table of intents and outcomes in SQLite that survives a power cut, a
 * queue that keeps to the vendor's quota, one line of pino for each action, the errors of the schema.
 *
 * What it does not promise: that actions on one user are sent in the order in which they came; that a request that is
 * repeated acts once (no idempotency keys); another try after a fault; that an action under way at a crash is ever found
 * out; a fair share of the quota for each caller; one quota for several processes; that single additions to a list share a
 * call; limits of callers and of documents; restrictions, queries and events; metrics. It knows ten codes of the vendors.
 */
import { createSecretKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import mercurius from 'mercurius';
import PQueue from 'p-queue';
import { type VendorAccounts, VendorCalls } from '../vendor-calls.js';
import { callerOf } from './peer-caller.js';
import { PeerJournal } from './peer-journal.js';
import { mutationsOf } from './peer-mutations.js';

export interface PeerOptions {
  accounts: VendorAccounts;
  /** Signs tokens, with HS256. */
  secret: string;
  journalFile: string;
  /** Of each vendor. */
  callsPerSecond: number;
  /** Whether it writes lines to standard output. */
  logs: boolean;
}

export function buildPeer({
  accounts,
  secret,
  journalFile,
  callsPerSecond,
  logs,
}: PeerOptions): FastifyInstance {
  const key = createSecretKey(Buffer.from(secret));
  const journal = new PeerJournal(journalFile);
  const vendors = new VendorCalls(accounts);
  // The vendors count sliding seconds, and so does the queue if it is strict.
  const queue = () => new PQueue({ intervalCap: callsPerSecond, interval: 1_000, strict: true });
  const queues = { trtc: queue(), volcengine: queue() };
  // One line for each action says more than two for each request.
  const logController = new LogController({ disableRequestLogging: true });
  const app = Fastify({ logger: logs, logController, keepAliveTimeout: 120_000 });
  app.register(mercurius, {
    // The process runs in the root of the repository.
    schema: readFileSync('schema.graphql', 'utf8'),
    resolvers: { Mutation: mutationsOf({ journal, vendors, queues }) },
    jit: 1,
    context: async ({ headers, log }: FastifyRequest) => ({
      caller: await callerOf(headers.authorization, key),
      log,
    }),
  });
  app.addHook('onClose', async () => {
    await vendors.close();
    journal.close();
  });
  return app;
}
