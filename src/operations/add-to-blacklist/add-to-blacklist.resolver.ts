import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  actionInputIssues,
  applicationIssues,
  invalidInput,
  lengthIssues,
} from '../../actions/input-rules.js';
import type { AskedAction } from '../../actions/recorded-actions.js';
import { watched } from '../../actions/watched-action.js';
import type { RequestContext } from '../../context.js';
import { type ForbiddenError, InputIssue, type ModerationError } from '../../errors/moderation-error.js';
import { applicationNotServed, forbidden, vendorOff } from '../../errors/refusals.js';
import { vendorError } from '../../errors/vendor-error.js';
import type { Caller } from '../../identity/caller.js';
import { missingForBlacklist } from '../../identity/grants.js';
import type { ActionWatch } from '../../observability/action-watch.js';
import type { AdditionResult } from '../../vendors/volcengine/blacklist-loader.js';
import type { Blacklist } from '../../vendors/volcengine/volcengine-client.js';
import { AddToBlacklistInput } from './add-to-blacklist.input.js';
import {
  AddToBlacklistPartialFailure,
  AddToBlacklistSuccess,
  BlacklistFailure,
} from './add-to-blacklist.type.js';
import { AddToBlacklistResult } from './add-to-blacklist.union.js';

const MAX_USERS = 1_000;

@Resolver()
export class AddToBlacklistResolver {
  @Mutation(() => AddToBlacklistResult, { description: "Puts users on somebody's Volcengine blacklist." })
  async addToBlacklist(
    @Arg('input', () => AddToBlacklistInput, { description: 'Whose list, and whom to put on it.' })
    input: AddToBlacklistInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof AddToBlacklistResult> {
    const { appId, userId, inboxType, users } = input;
    const target = { appId, userId, inboxType, users: users.length };
    return watched({ name: 'addToBlacklist', target, input }, context, (watch) => act(input, context, watch));
  }
}

async function act(
  input: AddToBlacklistInput,
  context: RequestContext,
  watch: ActionWatch,
): Promise<typeof AddToBlacklistResult> {
  const issues = inputIssues(input);
  if (issues.length > 0) return invalidInput(issues);

  const { gateway, caller, signal } = context;
  const { volcengine, actions } = gateway;
  if (!volcengine) return vendorOff();
  const appId = input.appId ?? volcengine.appIds[0];
  const list: Blacklist = { appId, ownerId: input.userId, inboxType: input.inboxType ?? 0 };
  const users = input.users.map(({ userId, ext }) => ({ userId, ...(ext && { ext }) }));
  const asked: AskedAction = {
    operation: 'ADD_TO_BLACKLIST',
    place: `list/${appId}/${list.ownerId}/${list.inboxType}`,
    applicationId: appId,
    listOwnerId: list.ownerId,
    userIds: users.map(({ userId }) => userId),
    input,
    call: { ...list, users },
  };
  const refusal = refusalFor(caller, list, volcengine.appIds);
  if (refusal) return actions.deny(asked, context, watch, refusal);

  return actions.run(asked, context, watch, async () => {
    const request = gateway.callRequest(caller.sub, signal, watch);
    const results = await volcengine.loaders.addAll(list, users, request);
    const calls = new Set(results.map(({ call }) => call));
    const attempts = [...calls].reduce((sum, call) => sum + call.attempts, 0);
    return { answer: answerFor(appId, input, results), attempts };
  });
}

function refusalFor(
  caller: Caller,
  { appId, ownerId }: Blacklist,
  served: readonly [number, ...number[]],
): ForbiddenError | undefined {
  if (!served.includes(appId)) return applicationNotServed('appId');
  const missing = missingForBlacklist(caller, appId, ownerId, served[0]);
  return missing && forbidden(missing);
}

/** `results` are in the order of the input's users. */
function answerFor(
  appId: number,
  { userId, users }: AddToBlacklistInput,
  results: readonly AdditionResult[],
): typeof AddToBlacklistResult {
  const addedUserIds: string[] = [];
  const failures: BlacklistFailure[] = [];
  const requestIds = new Set<string>();
  for (const [index, user] of users.entries()) {
    const result = results[index];
    if (!result) throw new Error(`no result for the user at ${index}`);
    if (result.added) addedUserIds.push(user.userId);
    else {
      const error = vendorError(result.failure, 'VOLCENGINE_RTC');
      failures.push(new BlacklistFailure({ index, userId: user.userId, error }));
    }
    const requestId = result.added ? result.vendorRequestId : result.failure.vendorRequestId;
    if (requestId) requestIds.add(requestId);
  }

  const common = { appId, userId, addedUserIds, vendorRequestIds: [...requestIds] };
  if (failures.length === 0) return new AddToBlacklistSuccess(common);
  return oneErrorForAll(results, failures) ?? new AddToBlacklistPartialFailure({ ...common, failures });
}

/**
 * The error that every user met, when each vendor call met the same: then it is about the whole request. Undefined
 * when a user was added or the vendor has said something of a single user, or when the calls fared differently.
 */
function oneErrorForAll(
  results: readonly AdditionResult[],
  failures: readonly BlacklistFailure[],
): ModerationError | undefined {
  if (results.some((result) => result.added || !result.wholeCall)) return undefined;
  const errors = failures.map(({ error }) => error);
  const [first] = errors;
  const alike = errors.every(({ code, outcome }) => code === first?.code && outcome === first.outcome);
  if (!alike) return undefined;
  // The last of the calls tells how long to wait for all of them.
  return errors.reduce((a, b) => ((b.retryAfterMs ?? 0) > (a.retryAfterMs ?? 0) ? b : a));
}

function inputIssues(input: AddToBlacklistInput): InputIssue[] {
  const { appId, users } = input;
  const issues = [
    ...applicationIssues('appId', appId),
    ...actionInputIssues(input),
    ...lengthIssues('users', users.length, 1, MAX_USERS, 'users'),
  ];
  if (users.length > MAX_USERS) return issues;

  const firstIndex = new Map<string, number>();
  for (const [index, { userId }] of users.entries()) {
    const first = firstIndex.get(userId);
    if (first === undefined) firstIndex.set(userId, index);
    else
      issues.push(
        new InputIssue(`users.${index}.userId`, 'DUPLICATE', `must differ from users.${first}.userId`),
      );
  }
  return issues;
}
