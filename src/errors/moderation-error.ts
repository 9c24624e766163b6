import { Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { Vendor } from '../graphql/vendor.enum.js';
import { ModerationErrorCode } from './moderation-error-code.enum.js';
import { MutationOutcome } from './mutation-outcome.enum.js';

export interface ModerationErrorFields {
  code: ModerationErrorCode;
  message: string;
  outcome: MutationOutcome;
  retryable: boolean;
  retryAfterMs?: number;
  vendor?: Vendor;
  vendorCode?: string;
  vendorRequestId?: string;
}

/**
 * The fields of every error. The name of every error type ends in `Error`. So a client can handle error types that were
 * added after the client shipped.
 */
@InterfaceType({ description: 'Why a mutation did not succeed, or did not succeed for one user.' })
export abstract class ModerationError {
  @Field(() => ModerationErrorCode, { description: 'The kind of error. Programs should decide by this.' })
  code: ModerationErrorCode;

  @Field(() => String, { description: 'An English sentence for people. Its wording may change.' })
  message: string;

  @Field(() => Boolean, { description: 'Whether the same request may succeed later.' })
  retryable: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'How many milliseconds to wait before the next try. Null when that is not known.',
  })
  retryAfterMs?: number | undefined;

  @Field(() => MutationOutcome, {
    description: 'Whether the request may have changed something in spite of the error.',
  })
  outcome: MutationOutcome;

  @Field(() => Vendor, {
    nullable: true,
    description: 'The vendor that refused or failed. Null when the gateway itself did.',
  })
  vendor?: Vendor | undefined;

  @Field(() => String, {
    nullable: true,
    description: "The vendor's error code, unchanged. Null when the vendor gave none.",
  })
  vendorCode?: string | undefined;

  @Field(() => ID, {
    nullable: true,
    description: "The vendor's id of the call, for the vendor's support. Null when the vendor gave none.",
  })
  vendorRequestId?: string | undefined;

  @Field(() => ID, {
    nullable: true,
    description:
      'The action in the journal: `Query.moderationAction(id:)` finds it. Null when no action was recorded.',
  })
  actionId?: string | undefined;

  constructor(fields: ModerationErrorFields) {
    this.code = fields.code;
    this.message = fields.message;
    this.retryable = fields.retryable;
    this.retryAfterMs = fields.retryAfterMs;
    this.outcome = fields.outcome;
    this.vendor = fields.vendor;
    this.vendorCode = fields.vendorCode;
    this.vendorRequestId = fields.vendorRequestId;
  }
}

/** `simpleResolvers`: the fields are plain properties, so graphql-js can read them by itself. */
function ErrorType(description: string): ClassDecorator {
  return ObjectType({ implements: ModerationError, simpleResolvers: true, description });
}

@ErrorType('The room does not exist, or exists no longer.')
export class RoomNotFoundError extends ModerationError {}

@ErrorType('The user is not in the room.')
export class UserNotInRoomError extends ModerationError {}

@ErrorType(
  "The vendor does not know the application, or the application's state at the vendor does not allow the call.",
)
export class ApplicationNotFoundError extends ModerationError {}

@ObjectType({ simpleResolvers: true, description: 'One rule that an input breaks.' })
export class InputIssue {
  @Field(() => String, {
    description:
      'The path of the value within the input, such as "users.3.userId". Empty when the whole input is meant.',
  })
  path: string;

  @Field(() => String, {
    description:
      'The kind of rule: TOO_SHORT, TOO_LONG, OUT_OF_RANGE, MALFORMED, DUPLICATE, EXACTLY_ONE (of several fields), ' +
      'ENFORCEMENT_OFF (no event callbacks are taken for the application), EXPIRED or REFUSED (by the vendor).',
  })
  code: string;

  @Field(() => String, { description: 'The rule that the value breaks, in English, for people.' })
  message: string;

  constructor(path: string, code: InputIssueCode, message: string) {
    this.path = path;
    this.code = code;
    this.message = message;
  }
}

export type InputIssueCode =
  | 'TOO_SHORT'
  | 'TOO_LONG'
  | 'OUT_OF_RANGE'
  | 'MALFORMED'
  | 'DUPLICATE'
  | 'EXACTLY_ONE'
  | 'ENFORCEMENT_OFF'
  | 'EXPIRED'
  | 'REFUSED';

@ErrorType('The input breaks a rule. Nothing was changed.')
export class InvalidInputError extends ModerationError {
  @Field(() => [InputIssue], { description: 'Every rule that the input breaks. Never empty.' })
  issues: InputIssue[];

  constructor(fields: ModerationErrorFields, issues: InputIssue[]) {
    super(fields);
    this.issues = issues;
  }
}

@ErrorType('The caller is not allowed to do this here. Nothing was sent to the vendor.')
export class ForbiddenError extends ModerationError {
  @Field(() => String, {
    nullable: true,
    description:
      'What the token lacks: a scope ("moderation:media"), or the claim ("rooms") that does not name the requested ' +
      'room, application or user. Null when no token would be enough.',
  })
  missingGrant?: string | undefined;

  constructor(fields: ModerationErrorFields, missingGrant?: string) {
    super(fields);
    this.missingGrant = missingGrant;
  }
}

@ErrorType(
  "The vendor does not allow the gateway's account to do this. The gateway's operator has to correct it.",
)
export class VendorPermissionDeniedError extends ModerationError {}

@ErrorType("The vendor's quota is used up. `retryAfterMs` says how long to wait, when that is known.")
export class RateLimitedError extends ModerationError {}

@ErrorType('The vendor is failing, cannot be reached, did not answer, or is not configured in this gateway.')
export class VendorUnavailableError extends ModerationError {}

@ErrorType('The vendor reports a fault of its own.')
export class VendorInternalError extends ModerationError {}

@ErrorType(
  'The gateway itself cannot serve now: it is shutting down, it failed, or its journal is not available. The request ' +
    'was not applied, unless `outcome` is UNKNOWN.',
)
export class GatewayUnavailableError extends ModerationError {}

@ErrorType('The idempotency key was used before with a different input. Nothing was sent to the vendor.')
export class IdempotencyConflictError extends ModerationError {}

@ErrorType('The vendor answered with a code that this gateway does not know. See `vendorCode` and `message`.')
export class UnknownVendorError extends ModerationError {}

@ErrorType('Users cannot be on their own blacklist. This error appears only in `failures`.')
export class SelfBlacklistError extends ModerationError {}

@ErrorType('The user is on the list already. This error appears only in `failures`.')
export class AlreadyBlacklistedError extends ModerationError {}

@ErrorType('The journal has no such action. It may have been deleted, because it is too old.')
export class ActionNotFoundError extends ModerationError {}

@ErrorType('The action cannot be undone. Nothing was changed. `code` and `message` say why.')
export class NotUndoableError extends ModerationError {}

@ErrorType('There is no such restriction. It may have been deleted, because it is too old.')
export class RestrictionNotFoundError extends ModerationError {}

@ErrorType('A newer action stands on the same user in the same place. Nothing was changed.')
export class SupersededError extends ModerationError {
  @Field(() => ID, { description: 'The newer action in the journal.' })
  newerActionId: string;

  constructor(fields: ModerationErrorFields, newerActionId: string) {
    super(fields);
    this.newerActionId = newerActionId;
  }
}
