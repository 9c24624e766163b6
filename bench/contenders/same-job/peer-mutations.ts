import type { FastifyBaseLogger } from 'fastify';
import { parse } from 'lossless-json';
import type { MercuriusContext } from 'mercurius';
import type PQueue from 'p-queue';
import {
  type AddInput,
  APP_ID,
  inCalls,
  type MuteInput,
  SDK_APP_ID,
  type VendorCalls,
} from '../vendor-calls.js';
import { missingForList, missingInRoom, type PeerCaller } from './peer-caller.js';
import { forbidden, invalidInput, noAnswer, type PeerError, vendorRefusal } from './peer-errors.js';
import type { PeerJournal } from './peer-journal.js';

/** What mutations need besides the request. */
interface PeerParts {
  journal: PeerJournal;
  vendors: VendorCalls;
  /** Keep the calls to each vendor within its quota. */
  queues: { trtc: PQueue; volcengine: PQueue };
}

declare module 'mercurius' {
  interface MercuriusContext {
    caller: PeerCaller;
    log: FastifyBaseLogger;
  }
}

interface Answer {
  __typename: string;
  [field: string]: unknown;
}

export function mutationsOf({ journal, vendors, queues }: PeerParts) {
  /** Records what is asked, does it, records what came of it, and logs one line. */
  async function recorded(
    operation: string,
    input: object,
    { caller, log }: MercuriusContext,
    act: (actionId: string) => Promise<Answer>,
  ): Promise<Answer> {
    const actionId = journal.begin(caller.sub, operation, input);
    const startedAt = performance.now();
    const answer = { ...(await act(actionId)), actionId };
    const status = statusOf(answer);
    journal.end(actionId, status, answer);
    const durationMs = Math.round(performance.now() - startedAt);
    log.info({ actionId, actor: caller.sub, operation, input, status, durationMs }, 'action');
    return answer;
  }

  function setUserMediaState(_: unknown, { input }: { input: MuteInput }, context: MercuriusContext) {
    const { roomId, userId, state } = input;
    const length = Buffer.byteLength(userId);
    if (length < 1 || length > 32) return invalidInput('userId', 'TOO_LONG', 'must have 1 to 32 bytes');
    const missing = missingInRoom(context.caller, roomId);
    if (missing) return forbidden(missing);
    return recorded('SET_USER_MEDIA_STATE', input, context, async () => {
      const text = await queues.trtc.add(() => vendors.setUserBlocked(input)).catch(() => undefined);
      const result = trtcResult(text);
      if ('__typename' in result) return result;
      const { vendorRequestId } = result;
      return {
        __typename: 'SetUserMediaStateSuccess',
        sdkAppId: SDK_APP_ID,
        roomId,
        userId,
        state,
        vendorRequestId,
      };
    });
  }

  function addToBlacklist(_: unknown, { input }: { input: AddInput }, context: MercuriusContext) {
    const ids = new Set(input.users.map(({ userId }) => userId));
    if (ids.size < input.users.length)
      return invalidInput('users', 'DUPLICATE', 'must not name a user twice');
    const missing = missingForList(context.caller, input.userId);
    if (missing) return forbidden(missing);
    return recorded('ADD_TO_BLACKLIST', input, context, async (actionId) => {
      const calls = Array.from(inCalls(input.users), async (users) => {
        const text = await queues.volcengine
          .add(() => vendors.addBlackList(input.userId, users))
          .catch(() => undefined);
        return { users, result: volcengineResult(text) };
      });
      return additionOf(input, await Promise.all(calls), actionId);
    });
  }

  return { setUserMediaState, addToBlacklist };
}

function statusOf(answer: Answer): string {
  if (answer.__typename.endsWith('Success')) return 'APPLIED';
  if (answer.__typename.endsWith('PartialFailure')) return 'PARTIAL';
  return answer.outcome === 'UNKNOWN' ? 'UNKNOWN' : 'REFUSED';
}

/** What a call did. */
interface Done {
  vendorRequestId: string;
  /** The errors of single users, by their ids. */
  failed: ReadonlyMap<string, PeerError>;
}

function trtcResult(text: string | undefined): Done | PeerError {
  try {
    const { RequestId, Error: error } = JSON.parse(text ?? '').Response;
    if (error) return vendorRefusal('TENCENT_TRTC', error.Code, RequestId);
    return { vendorRequestId: RequestId, failed: new Map() };
  } catch {
    return noAnswer('TENCENT_TRTC');
  }
}

/** The parts of the vendor's answer that are read. Ids have more digits than a number of JavaScript. */
interface VolcengineAnswer {
  ResponseMetadata: { RequestId: string; Error?: { Code: string } };
  Result?: { FailedInfos?: { UserId: unknown; Code: string }[] | null } | null;
}

function volcengineResult(text: string | undefined): Done | PeerError {
  try {
    const { ResponseMetadata, Result } = parse(text ?? '') as VolcengineAnswer;
    const { RequestId, Error: error } = ResponseMetadata;
    if (error) return vendorRefusal('VOLCENGINE_RTC', error.Code, RequestId);
    const failed = (Result?.FailedInfos ?? []).map(
      ({ UserId, Code }) => [`${UserId}`, vendorRefusal('VOLCENGINE_RTC', Code, RequestId)] as const,
    );
    return { vendorRequestId: RequestId, failed: new Map(failed) };
  } catch {
    return noAnswer('VOLCENGINE_RTC');
  }
}

interface Call {
  users: AddInput['users'];
  result: Done | PeerError;
}

/** The answer to an addition. One error for all if all calls failed as a whole. */
function additionOf({ userId, users }: AddInput, calls: readonly Call[], actionId: string): Answer {
  const errors = new Map<string, PeerError>();
  const vendorRequestIds: string[] = [];
  for (const { users: some, result } of calls) {
    if ('__typename' in result) for (const user of some) errors.set(user.userId, result);
    else {
      vendorRequestIds.push(result.vendorRequestId);
      for (const [failedId, error] of result.failed) errors.set(failedId, error);
    }
  }
  const [first] = calls;
  if (vendorRequestIds.length === 0 && first && '__typename' in first.result) return first.result;
  const common = {
    appId: APP_ID,
    userId,
    addedUserIds: users.map((user) => user.userId).filter((id) => !errors.has(id)),
    vendorRequestIds,
  };
  if (errors.size === 0) return { __typename: 'AddToBlacklistSuccess', ...common };
  const failures = users.flatMap(({ userId: id }, index) => {
    const error = errors.get(id);
    return error ? [{ index, userId: id, error: { ...error, actionId } }] : [];
  });
  return { __typename: 'AddToBlacklistPartialFailure', ...common, failures };
}
