import type { ModerationErrorFieldsFragment } from './generated/types.js';

export interface Member {
  readonly __typename: string;
}

/** The member of a union with this name, or with one of these names. */
export type Named<Result extends Member, Name> = Extract<Result, { __typename: Name }>;

declare const later: unique symbol;

/**
 * The name of an error that the gateway got after this client was built. TypeScript does not take it for any known name,
 * so that `switch (error.__typename)` narrows known errors to their own fields. The symbol exists only as a type.
 */
type LaterErrorName = `${string}Error` & { readonly [later]: never };

/** The fields that every error of `Result` has, because the operation selects them on the interface `ModerationError`. */
export type LaterErrorOf<Result extends Member> = { __typename: LaterErrorName } & Omit<
  Named<Result, `${string}Error`>,
  '__typename'
>;

type WithName<Fields> = Fields extends { __typename?: infer Name }
  ? Omit<Fields, '__typename'> & { __typename: NonNullable<Name> }
  : never;

type KnownError = WithName<ModerationErrorFieldsFragment>;

/** An error of a type that the gateway got after this client was built. It has the fields that every error has. */
export type LaterError = LaterErrorOf<KnownError>;

/** Any error of the gateway: each known type with all its fields, or a type that a later gateway adds. */
export type ModerationError = KnownError | LaterError;

/**
 * Whether a member of a union is an error. It is true also for errors that later versions of the gateway add, so a
 * `switch` over `__typename` needs a `default`.
 */
export function isModerationError<Result extends Member>(
  member: Result,
): member is Named<Result, `${string}Error`> {
  return member.__typename.endsWith('Error');
}
