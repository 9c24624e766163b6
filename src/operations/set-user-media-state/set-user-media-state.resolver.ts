import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import {
  actionInputIssues,
  applicationIssues,
  invalidInput,
  lengthIssues,
  textIssues,
} from '../../actions/input-rules.js';
import type { AskedAction } from '../../actions/recorded-actions.js';
import { watched } from '../../actions/watched-action.js';
import type { RequestContext } from '../../context.js';
import type { ForbiddenError, InputIssue } from '../../errors/moderation-error.js';
import { applicationNotServed, forbidden, vendorOff } from '../../errors/refusals.js';
import { vendorError } from '../../errors/vendor-error.js';
import type { Caller } from '../../identity/caller.js';
import { missingForRoom } from '../../identity/grants.js';
import type { ActionWatch } from '../../observability/action-watch.js';
import type { CallResult } from '../../vendors/calling/retry.js';
import type { SetUserBlockedAnswer, SetUserBlockedCall } from '../../vendors/trtc/trtc-client.js';
import { SetUserMediaStateInput } from './set-user-media-state.input.js';
import { SetUserMediaStateSuccess } from './set-user-media-state.type.js';
import { SetUserMediaStateResult } from './set-user-media-state.union.js';

/** TRTC's client SDKs let no user with a longer id into a room. */
const MAX_USER_ID_BYTES = 32;

@Resolver()
export class SetUserMediaStateResolver {
  @Mutation(() => SetUserMediaStateResult, {
    description: "Enables or disables a user's audio and video in a TRTC room.",
  })
  async setUserMediaState(
    @Arg('input', () => SetUserMediaStateInput, { description: 'Whose, where, and to what.' })
    input: SetUserMediaStateInput,
    @Ctx() context: RequestContext,
  ): Promise<typeof SetUserMediaStateResult> {
    const { sdkAppId, roomId, userId, state, region } = input;
    const target = { sdkAppId, roomId, userId, state, region };
    return watched({ name: 'setUserMediaState', target, input }, context, (watch) =>
      act(input, context, watch),
    );
  }
}

async function act(
  input: SetUserMediaStateInput,
  context: RequestContext,
  watch: ActionWatch,
): Promise<typeof SetUserMediaStateResult> {
  const issues = inputIssues(input);
  if (issues.length > 0) return invalidInput(issues);

  const { gateway, caller, signal } = context;
  const { trtc, actions } = gateway;
  if (!trtc) return vendorOff();
  const [defaultAppId] = trtc.sdkAppIds;
  const { roomId, userId, state } = input;
  const sdkAppId = input.sdkAppId ?? defaultAppId;
  const call: SetUserBlockedCall = { sdkAppId, roomId, userId, state, region: input.region ?? trtc.region };
  const asked: AskedAction = {
    operation: 'SET_USER_MEDIA_STATE',
    place: `room/${sdkAppId}/${roomId}`,
    applicationId: sdkAppId,
    roomId,
    userIds: [userId],
    input,
    call,
  };
  const refusal = refusalFor(caller, call, trtc.sdkAppIds);
  if (refusal) return actions.deny(asked, context, watch, refusal);

  return actions.run(asked, context, watch, async () => {
    const result = await trtc.states.set(call, gateway.callRequest(caller.sub, signal, watch));
    return { answer: setUserMediaStateAnswer(call, result), attempts: result.attempts };
  });
}

function refusalFor(
  caller: Caller,
  { sdkAppId, roomId }: SetUserBlockedCall,
  served: readonly [number, ...number[]],
): ForbiddenError | undefined {
  if (!served.includes(sdkAppId)) return applicationNotServed('sdkAppId');
  const missing = missingForRoom(caller, sdkAppId, roomId, served[0]);
  return missing && forbidden(missing);
}

/** The union member for what the vendor answered. */
export function setUserMediaStateAnswer(
  { sdkAppId, roomId, userId, state }: SetUserBlockedCall,
  result: CallResult<SetUserBlockedAnswer>,
) {
  if (!result.ok) return vendorError(result.failure, 'TENCENT_TRTC');
  const vendorRequestId = result.value.requestId;
  return new SetUserMediaStateSuccess({ sdkAppId, roomId, userId, state, vendorRequestId });
}

function inputIssues(input: SetUserMediaStateInput): InputIssue[] {
  return [
    ...applicationIssues('sdkAppId', input.sdkAppId),
    ...actionInputIssues(input),
    ...textIssues('userId', input.userId),
    ...lengthIssues('userId', Buffer.byteLength(input.userId), 1, MAX_USER_ID_BYTES, 'bytes'),
  ];
}
