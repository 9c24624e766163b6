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
 * What every error has. A member's name ends in `Error`, so that a client can treat members alike that were added
 * after it shipped.
 */
@InterfaceType({ description: 'Why a mutation, or one user of it, did not succeed.' })
export abstract class ModerationError {
  @Field(() => ModerationErrorCode, { description: 'For programs.' })
  code: ModerationErrorCode;

  @Field(() => String, { description: 'For people. Never parse it.' })
  message: string;

  @Field(() => Boolean, { description: 'The same request may succeed later.' })
  retryable: boolean;

  @Field(() => Int, { nullable: true, description: 'How long to wait before trying again, when known.' })
  retryAfterMs?: number | undefined;

  @Field(() => MutationOutcome, { description: 'Whether anything was changed all the same.' })
  outcome: MutationOutcome;

  @Field(() => Vendor, { nullable: true, description: 'Null when the gateway itself refused.' })
  vendor?: Vendor | undefined;

  @Field(() => String, { nullable: true, description: "The vendor's own code, raw." })
  vendorCode?: string | undefined;

  @Field(() => ID, { nullable: true, description: "What the vendor's support asks for." })
  vendorRequestId?: string | undefined;

  @Field(() => ID, {
    nullable: true,
    description: 'The action in the journal (`Query.moderationAction`); null where none was recorded.',
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

/** Its fields are plain properties, so graphql-js may read them by itself. */
function ErrorType(description: string): ClassDecorator {
  return ObjectType({ implements: ModerationError, simpleResolvers: true, description });
}

@ErrorType('The room does not exist (any more).')
export class RoomNotFoundError extends ModerationError {}

@ErrorType('The user is not in the room.')
export class UserNotInRoomError extends ModerationError {}

@ErrorType('The vendor does not know the application, or its state there forbids the call.')
export class ApplicationNotFoundError extends ModerationError {}

@ObjectType({ simpleResolvers: true, description: 'One thing that is wrong with an input.' })
export class InputIssue {
  @Field(() => String, {
    description: 'Where, as in the input: "users.3.userId". Empty when it is about the input as a whole.',
  })
  path: string;

  @Field(() => String, {
    description: 'For programs: TOO_SHORT, TOO_LONG, OUT_OF_RANGE, MALFORMED, DUPLICATE, REFUSED.',
  })
  code: string;

  @Field(() => String, { description: 'For people: the rule that the value breaks.' })
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
  | 'REFUSED';

@ErrorType('The input breaks a rule. Nothing was changed.')
export class InvalidInputError extends ModerationError {
  @Field(() => [InputIssue], { description: 'Everything that is wrong; never empty.' })
  issues: InputIssue[];

  constructor(fields: ModerationErrorFields, issues: InputIssue[]) {
    super(fields);
    this.issues = issues;
  }
}

@ErrorType('The caller may not do this here. Nothing was sent.')
export class ForbiddenError extends ModerationError {
  @Field(() => String, {
    nullable: true,
    description:
      'What the token lacks: a scope ("moderation:media"), or the claim that does not name what was asked for ' +
      '("rooms"). Null when no token would do.',
  })
  missingGrant?: string | undefined;

  constructor(fields: ModerationErrorFields, missingGrant?: string) {
    super(fields);
    this.missingGrant = missingGrant;
  }
}

@ErrorType("The vendor does not let the gateway's account do this: a matter for those who run the gateway.")
export class VendorPermissionDeniedError extends ModerationError {}

@ErrorType("The vendor's quota is used up; `retryAfterMs` says how long to wait, when that is known.")
export class RateLimitedError extends ModerationError {}

@ErrorType('The vendor is down, unreachable or off in the configuration, or its answer never came.')
export class VendorUnavailableError extends ModerationError {}

@ErrorType('The vendor reports a fault of its own.')
export class VendorInternalError extends ModerationError {}

@ErrorType(
  'The gateway itself cannot serve now: it is shutting down, or its journal is. Nothing was sent, unless `outcome` ' +
    'says UNKNOWN.',
)
export class GatewayUnavailableError extends ModerationError {}

@ErrorType('The idempotency key was used before, with a different input. Nothing was sent.')
export class IdempotencyConflictError extends ModerationError {}

@ErrorType('The vendor answered with a code that this gateway does not know: see `vendorCode` and `message`.')
export class UnknownVendorError extends ModerationError {}

@ErrorType("Nobody can be on a list of one's own. In failures only.")
export class SelfBlacklistError extends ModerationError {}

@ErrorType('The user is on the list already. In failures only.')
export class AlreadyBlacklistedError extends ModerationError {}

/** All of them. */
export const MODERATION_ERRORS = [
  RoomNotFoundError,
  UserNotInRoomError,
  ApplicationNotFoundError,
  InvalidInputError,
  ForbiddenError,
  VendorPermissionDeniedError,
  RateLimitedError,
  VendorUnavailableError,
  VendorInternalError,
  GatewayUnavailableError,
  IdempotencyConflictError,
  UnknownVendorError,
  SelfBlacklistError,
  AlreadyBlacklistedError,
] as const;
