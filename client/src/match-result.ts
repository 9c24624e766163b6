import type { LaterErrorOf, Member, Named } from './moderation-error.js';

type Handler<Result extends Member, Handled, Name> = Name extends 'otherwise'
  ? (member: Exclude<Result, { __typename: Handled }> | LaterErrorOf<Result>) => unknown
  : (member: Named<Result, Name>) => unknown;

type EveryMember<Result extends Member, Handled> = 'otherwise' extends Handled
  ? unknown
  : Record<Result['__typename'], unknown>;

/** TypeScript does not look for names too many here by itself, because it infers the type of the handlers. */
type NoOtherNames<Result extends Member, Handlers> = {
  [Name in Exclude<keyof Handlers, Result['__typename'] | 'otherwise'>]: never;
};

type AnswerOf<Handlers> = Handlers[keyof Handlers] extends (member: never) => infer Answer ? Answer : never;

/**
 * Calls the handler with the name of the result's `__typename`, or else `otherwise`, and returns its answer. The call
 * compiles only if every member has a handler, or if there is an `otherwise`. It does not compile with a handler for a
 * member that cannot come. `otherwise` takes all other members, and the errors that later versions of the gateway add.
 *
 * @throws TypeError if no handler takes the member: a later version added it, and there is no `otherwise`
 */
export function matchResult<
  Result extends Member,
  // TypeScript infers it from the handlers' names, before it checks the handlers.
  Handled extends Result['__typename'] | 'otherwise',
  Handlers,
>(
  result: Result,
  handlers: Handlers & { [Name in Handled]: Handler<Result, Handled, Name> } & EveryMember<Result, Handled> &
    NoOtherNames<Result, Handlers>,
): AnswerOf<Handlers> {
  const byName = handlers as unknown as Record<string, (member: Result) => AnswerOf<Handlers>>;
  const name = Object.hasOwn(handlers, result.__typename) ? result.__typename : 'otherwise';
  const handler = Object.hasOwn(handlers, name) ? byName[name] : undefined;
  if (!handler) throw new TypeError(`No handler takes a ${result.__typename}.`);
  return handler(result);
}
