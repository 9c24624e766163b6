import {
  type AddToBlacklistResult,
  type BlacklistFailure,
  isModerationError,
  type MediaState,
  type ModerationError,
  matchResult,
  type SetUserMediaStateResult,
} from 'moderation-gateway-client';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';

const FIELDS = {
  code: 'UNKNOWN',
  message: 'No.',
  retryable: false,
  retryAfterMs: null,
  outcome: 'NOT_APPLIED',
  vendor: null,
  vendorCode: null,
  vendorRequestId: null,
  actionId: null,
} as const;
const SUCCESS = {
  __typename: 'SetUserMediaStateSuccess',
  sdkAppId: 1,
  roomId: 10006,
  strRoomId: null,
  userId: '29376',
  state: 'AUDIO_DISABLED',
  restriction: null,
  vendorRequestId: null,
  actionId: null,
} as const;
const success = (): SetUserMediaStateResult => SUCCESS;
const roomNotFound = (): SetUserMediaStateResult => ({ __typename: 'RoomNotFoundError', ...FIELDS });
/** An answer that a later version of the gateway may give. */
const laterMember = () =>
  ({ ...FIELDS, __typename: 'RoomFrozenError' }) as unknown as SetUserMediaStateResult;

/** A handler for every error, for tests that are about the other members. */
const errors = {
  ApplicationNotFoundError: () => null,
  ForbiddenError: () => null,
  GatewayUnavailableError: () => null,
  IdempotencyConflictError: () => null,
  InvalidInputError: () => null,
  RateLimitedError: () => null,
  UnknownVendorError: () => null,
  VendorInternalError: () => null,
  VendorPermissionDeniedError: () => null,
  VendorUnavailableError: () => null,
};

describe('matchResult', () => {
  it("calls the member's handler with the member, and no other", () => {
    const otherwise = vi.fn();
    const answer = matchResult(success(), {
      SetUserMediaStateSuccess: (member) => member,
      RoomNotFoundError: otherwise,
      otherwise,
    });

    expect(answer).toBe(SUCCESS);
    expect(otherwise).not.toHaveBeenCalled();
  });

  it('calls otherwise for members without a handler, and for members added later', () => {
    const answerTo = (result: SetUserMediaStateResult) =>
      matchResult(result, {
        SetUserMediaStateSuccess: () => 'done',
        SetUserMediaStateWaiting: () => 'waiting',
        otherwise: ({ __typename, code, message }) => `${__typename} ${code} ${message}`,
      });

    expect(answerTo(roomNotFound())).toBe('RoomNotFoundError UNKNOWN No.');
    expect(answerTo(laterMember())).toBe('RoomFrozenError UNKNOWN No.');
  });

  it('throws for a member added later if there is no otherwise, and names the member', () => {
    const exhaustive = {
      SetUserMediaStateSuccess: () => 1,
      SetUserMediaStateWaiting: () => 5,
      RoomNotFoundError: () => 2,
      UserNotInRoomError: () => 3,
      SupersededError: () => 4,
      ...errors,
    };

    expect(matchResult(roomNotFound(), exhaustive)).toBe(2);
    expect(() => matchResult(laterMember(), exhaustive)).toThrow(TypeError);
    expect(() => matchResult(laterMember(), exhaustive)).toThrow('RoomFrozenError');
  });

  it.each(['toString', '__proto__', 'constructor'])(
    'takes no handler for %s from where objects inherit',
    (name) => {
      const result = { ...FIELDS, ['__typename' as string]: name } as unknown as SetUserMediaStateResult;

      expect(matchResult(result, { otherwise: () => 'otherwise' })).toBe('otherwise');
    },
  );
});

describe('isModerationError', () => {
  it('is true for errors, also for those added later, and false for other members', () => {
    expect(isModerationError(roomNotFound())).toBe(true);
    expect(isModerationError(laterMember())).toBe(true);
    expect(isModerationError(success())).toBe(false);
  });
});

describe('the types of matchResult', () => {
  it('narrow each member, and join the return types of the handlers', () => {
    const answer = matchResult(success(), {
      SetUserMediaStateSuccess: (member) => {
        expectTypeOf(member.__typename).toEqualTypeOf<'SetUserMediaStateSuccess'>();
        expectTypeOf(member.userId).toEqualTypeOf<string>();
        // @ts-expect-error: a success has no code.
        member.code;
        return member.state;
      },
      InvalidInputError: ({ issues }) => issues.length,
      ForbiddenError: ({ missingGrant }) => missingGrant,
      otherwise: () => false,
    });

    expectTypeOf(answer).toEqualTypeOf<MediaState | number | string | null | boolean>();
  });

  it('give otherwise the members without a handler, and errors added later with the common fields', () => {
    matchResult(success(), {
      SetUserMediaStateSuccess: () => 'done',
      SetUserMediaStateWaiting: () => 'waiting',
      otherwise: (member) => {
        expectTypeOf(member).toExtend<ModerationError>();
        expectTypeOf<
          Extract<typeof member, { issues: unknown }>['__typename']
        >().toEqualTypeOf<'InvalidInputError'>();
        expectTypeOf<Extract<typeof member, { roomId: unknown }>>().toEqualTypeOf<never>();
        // @ts-expect-error: an error that was added later has no issues.
        member.issues;
      },
    });
    matchResult(success(), {
      RoomNotFoundError: () => 'gone',
      otherwise: (member) => {
        expectTypeOf<Extract<typeof member, { roomId: unknown }>['__typename']>().toEqualTypeOf<
          'SetUserMediaStateSuccess' | 'SetUserMediaStateWaiting'
        >();
        expectTypeOf<Extract<typeof member, { __typename: 'RoomNotFoundError' }>>().toEqualTypeOf<never>();
      },
    });
  });

  it('require a handler for every member', () => {
    const forgetful = () =>
      // @ts-expect-error: RoomNotFoundError and UserNotInRoomError are missing.
      matchResult(success(), { SetUserMediaStateSuccess: () => 1, ...errors });
    expect(forgetful).not.toThrow();

    const complete = (result: AddToBlacklistResult) =>
      matchResult(result, {
        AddToBlacklistSuccess: ({ addedUserIds }) => addedUserIds,
        AddToBlacklistPartialFailure: ({ failures }) => failures,
        ...errors,
      });
    expectTypeOf(complete).returns.toEqualTypeOf<string[] | BlacklistFailure[] | null>();
  });

  it('refuse handlers for unknown names', () => {
    // @ts-expect-error: only a single user of addToBlacklist can have this error.
    matchResult(success(), { AlreadyBlacklistedError: () => 1, otherwise: () => 2 });
  });

  it('accept the error of one user', () => {
    const answer = (error: BlacklistFailure['error']) =>
      matchResult(error, {
        AlreadyBlacklistedError: () => 'listed' as const,
        otherwise: ({ message }) => message.length,
      });
    expectTypeOf(answer).returns.toEqualTypeOf<'listed' | number>();
  });

  it('infer the error type for a program that selects fewer fields', () => {
    const own = (result: { __typename: 'Done' } | { __typename: 'LateError'; message: string }) =>
      matchResult(result, {
        Done: () => '',
        otherwise: (member) => {
          expectTypeOf(member.message).toEqualTypeOf<string>();
          // @ts-expect-error: this operation selects no code.
          return member.code;
        },
      });
    expect(own({ __typename: 'Done' })).toBe('');
  });
});
