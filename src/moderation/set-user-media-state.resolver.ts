import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { missingForRoom } from '../identity/grants.js';
import { logAction } from './action-log.js';
import { actionInputIssues, applicationIssues, invalidInput, lengthIssues } from './input-rules.js';
import type { InputIssue } from './moderation-error.js';
import { applicationNotServed, forbidden, vendorOff } from './refusals.js';
import { SetUserMediaStateInput } from './set-user-media-state.input.js';
import { SetUserMediaStateSuccess } from './set-user-media-state.type.js';
import { SetUserMediaStateResult } from './set-user-media-state.union.js';
import { vendorError } from './vendor-error.js';

/** TRTC's client SDKs let no user with a longer id into a room. */
const MAX_USER_ID_BYTES = 32;

@Resolver()
export class SetUserMediaStateResolver {
  @Mutation(() => SetUserMediaStateResult, {
    description: "Enables or disables a user's audio and video in a TRTC room.",
  })
  async setUserMediaState(
    @Arg('input', () => SetUserMediaStateInput) input: SetUserMediaStateInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof SetUserMediaStateResult> {
    const answer = await act(input, context);
    const { sdkAppId, roomId, userId, state, region } = input;
    logAction(context, 'setUserMediaState', { sdkAppId, roomId, userId, state, region }, input, answer);
    return answer;
  }
}

async function act(
  input: SetUserMediaStateInput,
  { gateway, caller, signal }: RequestContext,
): Promise<typeof SetUserMediaStateResult> {
  const issues = inputIssues(input);
  if (issues.length > 0) return invalidInput(issues);

  const { trtc } = gateway;
  if (!trtc) return vendorOff();
  const [defaultAppId] = trtc.sdkAppIds;
  const { roomId, userId, state } = input;
  const sdkAppId = input.sdkAppId ?? defaultAppId;
  if (!trtc.sdkAppIds.includes(sdkAppId)) return applicationNotServed('sdkAppId');
  const missing = missingForRoom(caller, sdkAppId, roomId, defaultAppId);
  if (missing) return forbidden(missing);

  return gateway.actionsByKey.once(caller.sub, 'setUserMediaState', input, async () => {
    const call = { sdkAppId, roomId, userId, state, region: input.region ?? trtc.region };
    const result = await trtc.states.set(call, gateway.callRequest(caller.sub, signal));
    if (!result.ok) return vendorError(result.failure, 'TENCENT_TRTC');
    const vendorRequestId = result.value.requestId;
    return new SetUserMediaStateSuccess({ sdkAppId, roomId, userId, state, vendorRequestId });
  });
}

function inputIssues(input: SetUserMediaStateInput): InputIssue[] {
  return [
    ...applicationIssues('sdkAppId', input.sdkAppId),
    ...actionInputIssues(input),
    ...lengthIssues('userId', Buffer.byteLength(input.userId), 1, MAX_USER_ID_BYTES, 'bytes'),
  ];
}
