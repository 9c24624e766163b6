interface Member {
  readonly __typename: string;
}

type Named<Result extends Member, Name> = Extract<Result, { __typename: Name }>;

/**
 * An error whose type was added to the gateway after this client was built: it has the fields that the operation
 * selects on `ModerationError`, which every error of `Result` has.
 */
type LaterError<Result extends Member> = { __typename: `${string}Error` } & Omit<
  Named<Result, `${string}Error`>,
  '__typename'
>;

type Handler<Result extends Member, Handled, Name> = Name extends 'otherwise'
  ? (member: Exclude<Result, { __typename: Handled }> | LaterError<Result>) => unknown
  : (member: Named<Result, Name>) => unknown;

type EveryMember<Result extends Member, Handled> = 'otherwise' extends Handled
  ? unknown
  : Record<Result['__typename'], unknown>;

type AnswerOf<Handlers> = Handlers[keyof Handlers] extends (member: never) => infer Answer ? Answer : never;

/**
 * Calls the handler that is named like the result's `__typename`, or else `otherwise`, and returns what it returns.
 * It does not compile unless every member has a handler or there is an `otherwise`, which takes the other members, and
 * whatever errors a later version of the gateway adds.
 *
 * @throws TypeError for a member that no handler takes: one that was added later, where there is no `otherwise`.
 */
export function matchResult<
  Result extends Member,
  // Inferred from the handlers' names, before the handlers themselves are looked at.
  Handled extends Result['__typename'] | 'otherwise',
  Handlers,
>(
  result: Result,
  handlers: Handlers & { [Name in Handled]: Handler<Result, Handled, Name> } & EveryMember<Result, Handled>,
): AnswerOf<Handlers> {
  const byName = handlers as unknown as Record<string, (member: Result) => AnswerOf<Handlers>>;
  const name = Object.hasOwn(handlers, result.__typename) ? result.__typename : 'otherwise';
  const handler = Object.hasOwn(handlers, name) ? byName[name] : undefined;
  if (!handler) throw new TypeError(`No handler takes a ${result.__typename}.`);
  return handler(result);
}
