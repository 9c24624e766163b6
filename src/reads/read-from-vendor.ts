import { GraphQLError } from 'graphql';
import type { Where } from '../actions/places.js';
import type { RequestContext } from '../context.js';
import { invalidInput } from '../errors/invalid-input.js';
import type { InputIssue, ModerationError } from '../errors/moderation-error.js';
import { queryError } from '../errors/query-error.js';
import { vendorOff } from '../errors/refusals.js';
import { vendorError } from '../errors/vendor-error.js';
import type { ReadWatch } from '../observability/read-watch.js';
import type { CallRequest } from '../vendors/calling/retry.js';
import type { VendorFailure } from '../vendors/calling/vendor-failure.js';
import type { Connected, VendorName } from '../vendors/vendors.js';
import type { VendorQuery } from './vendor-query.js';

/** What was read, or why it was not. */
export type ReadResult<Value> = { readonly value: Value } | { readonly error: ModerationError };

/** One read, after its arguments were turned into a plan. */
interface PlannedRead<Value, Vendor extends VendorName> {
  /** The rules that the arguments break. */
  readonly issues: InputIssue[];
  /** The fields of the log line. */
  readonly logged: Readonly<Record<string, unknown>>;
  /** Fills in the defaults. */
  where(vendor: Connected<Vendor>): Where;
  /** Calls the vendor. Throws only if the gateway itself has a fault, or if the request's budget is spent. */
  read(vendor: Connected<Vendor>, request: CallRequest): Promise<ReadResult<Value>>;
}

/** Reads from a vendor. Every such query goes this way. A read that fails is a GraphQL error of the query's field. */
export async function readFromVendor<Value, Vendor extends VendorName>(
  query: VendorQuery<Vendor>,
  plan: PlannedRead<Value, Vendor>,
  context: RequestContext,
): Promise<Value> {
  const watch = context.gateway.watchRead(query.query, context.trace);
  let result: ReadResult<Value>;
  try {
    result = await carryOut(query, plan, context, watch);
  } catch (fault) {
    watch.end(fault instanceof GraphQLError ? String(fault.extensions.code) : 'fault');
    throw fault;
  }
  const error = 'error' in result ? result.error : undefined;
  const timings = watch.end(error?.code ?? 'OK');
  logRead(query, plan.logged, context, error, { attempts: watch.attempts, ...timings });
  if ('error' in result) throw queryError(result.error);
  return result.value;
}

async function carryOut<Value, Vendor extends VendorName>(
  { vendor: name, place }: VendorQuery<Vendor>,
  { issues, where, read }: PlannedRead<Value, Vendor>,
  { gateway, caller, signal }: RequestContext,
  observer: ReadWatch,
): Promise<ReadResult<Value>> {
  if (issues.length > 0) return { error: invalidInput(issues) };
  const vendor: Connected<Vendor> | undefined = gateway.vendors[name];
  if (!vendor) return { error: vendorOff() };
  const refusal = place.refusal(caller, where(vendor), vendor.applicationIds);
  if (refusal) return { error: refusal };
  const deadline = gateway.clock.now() + gateway.deadlineMs;
  return read(vendor, { caller: caller.sub, signal, observer, deadline });
}

/** Why a read failed. A read changes nothing, whatever became of its calls. */
export function readError(failure: VendorFailure, vendor: VendorName): ModerationError {
  return vendorError({ ...failure, outcome: 'NOT_APPLIED' }, vendor);
}

function logRead(
  { query }: VendorQuery,
  logged: Readonly<Record<string, unknown>>,
  { caller, log }: RequestContext,
  error: ModerationError | undefined,
  measured: object,
): void {
  const { code, vendorCode, vendorRequestId } = error ?? {};
  const line = { query, actor: caller.sub, ...logged, code, vendorCode, vendorRequestId, ...measured };
  // A person has to look at a vendor code that no table has.
  if (code === 'UNKNOWN') log.warn(line, 'read');
  else log.info(line, 'read');
}
