import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { logAction } from './action-log.js';
import { applicationNotServed, vendorOff } from './application-refusal.js';
import { actionInputIssues, applicationIssues, invalidInput } from './input-rules.js';
import { InputIssue } from './moderation-error.js';
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
    const { gateway, caller } = context;
    const answer = await gateway.actionsByKey.once(caller, 'setUserMediaState', input, () =>
      act(input, context),
    );
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
  const sdkAppId = input.sdkAppId ?? trtc.sdkAppIds[0];
  if (!trtc.sdkAppIds.includes(sdkAppId)) return applicationNotServed('sdkAppId');

  const { roomId, userId, state } = input;
  const call = { sdkAppId, roomId, userId, state, region: input.region ?? trtc.region };
  const result = await trtc.states.set(call, gateway.callRequest(caller, signal));
  if (!result.ok) return vendorError(result.failure, 'TENCENT_TRTC');
  return new SetUserMediaStateSuccess({
    sdkAppId,
    roomId,
    userId,
    state,
    vendorRequestId: result.value.requestId,
  });
}

function inputIssues(input: SetUserMediaStateInput): InputIssue[] {
  const issues = [...applicationIssues('sdkAppId', input.sdkAppId), ...actionInputIssues(input)];
  const bytes = Buffer.byteLength(input.userId);
  const rule = `must have 1 to ${MAX_USER_ID_BYTES} bytes`;
  if (bytes === 0) issues.push(new InputIssue('userId', 'TOO_SHORT', rule));
  if (bytes > MAX_USER_ID_BYTES) issues.push(new InputIssue('userId', 'TOO_LONG', rule));
  return issues;
}
