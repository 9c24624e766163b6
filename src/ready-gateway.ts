import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { ActionRecords } from './actions/action-records.js';
import { RecordedAnswers } from './actions/recorded-answers.js';
import { TargetOrder } from './actions/target-order.js';
import type { GatewayConfig } from './config/gateway.js';
import type { Gateway } from './context.js';
import type { RouteTo } from './egress/proxy-choice.js';
import type { OpenJournal } from './journal/open-journal.js';
import { ActionWatch } from './observability/action-watch.js';
import type { Metrics } from './observability/metrics.js';
import { ReadWatch } from './observability/read-watch.js';
import { OPERATIONS } from './operations/operations.js';
import type { ReplacedSecrets } from './replaced-secrets.js';
import type { Surroundings } from './time/surroundings.js';
import { VendorConnection } from './vendors/calling/send-request.js';
import { connectVendors } from './vendors/vendors.js';

/** What `makeReady` connects with each other. */
export interface Wiring {
  config: GatewayConfig;
  surroundings: Surroundings;
  routeTo: RouteTo;
  schema: GraphQLSchema;
  log: FastifyBaseLogger;
  metrics: Metrics | undefined;
  secrets: ReplacedSecrets;
}

/** Connects the journal and the vendors to what carries out actions. */
export function makeReady(
  { config, surroundings, routeTo, schema, log, metrics, secrets }: Wiring,
  { journal, readers, probe, outage, readOutage, ledger }: OpenJournal,
  closers: (() => Promise<void>)[],
): Gateway {
  const { clock } = surroundings;
  const { deadlineMs } = config.vendorCalls;
  const connect = (endpoint: URL) => new VendorConnection(endpoint, routeTo(endpoint));
  const rereaderOf = (variables: readonly string[]) => secrets.rereaderOf(variables);
  const calling = { ...surroundings, ...config.vendorCalls, connect, ledger, log, metrics, rereaderOf };
  const vendors = connectVendors(config, calling);
  for (const [name, vendor] of Object.entries(vendors)) {
    metrics?.showVendor(name, vendor);
    closers.unshift(() => vendor.close());
  }
  const answers = new RecordedAnswers(schema, OPERATIONS);
  const records = new ActionRecords({ journal, clock, deadlineMs, outage, answers, operations: OPERATIONS });
  closers.unshift(() => records.close());
  const watchAction: Gateway['watchAction'] = (mutation, trace) =>
    new ActionWatch(mutation, clock, metrics, trace);
  const watchRead: Gateway['watchRead'] = (query, trace) => new ReadWatch(query, clock, metrics, trace);
  const order = new TargetOrder();
  return {
    vendors,
    records,
    order,
    clock,
    deadlineMs,
    watchAction,
    watchRead,
    journal,
    readers,
    probe,
    readOutage,
    metrics,
  };
}
