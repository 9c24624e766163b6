import fc from 'fast-check';
import type { VolcengineEmulator } from '../../src/emulators/volcengine/volcengine-emulator.js';
import type { ActionRecord } from '../../src/journal/action-record.js';
import {
  AddToBlacklistDocument,
  RemoveFromBlacklistDocument,
  UndoModerationActionDocument,
  UpdateBlacklistDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';

const users = fc.subarray(['1', '2', '3', '4', '5', '6'], { minLength: 1, maxLength: 3 });
const ext = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y'), { minKeys: 1 });

/** One request of one caller, and the answers that are lost before it is sent. */
export const anyStep = fc.record({
  what: fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('add', 'update'), users, ext }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), users }) },
    // Of the last actions whose answers have come.
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('undo' as const), of: fc.nat(3) }) },
  ),
  lost: fc.option(
    fc.record({
      action: fc.constantFrom('AddBlackList', 'RemoveBlackList', 'UpdateBlackList', 'IsInBlackList'),
      applied: fc.boolean(),
      /** A call has four attempts. */
      times: fc.constantFrom(1, 1, 2, 4),
    }),
    { freq: 3 },
  ),
});
export type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

/** An answer as a caller got it. */
export interface Told {
  __typename: string;
  actionId?: string | null;
  outcome?: string;
  code?: string;
  failures?: readonly { userId: string; error: { code: string; outcome: string } }[];
  action?: { id: string; status: string; undoes?: { id: string } | null };
  undone?: { id: string };
}

/** Callers who change and undo changes of one list, and all that they were answered. */
export class ListCallers {
  readonly answers: Told[] = [];
  /** Requests without an answer, because the gateway was killed. */
  cutOff = 0;
  readonly #owner: string;
  readonly #vendor: Pick<VolcengineEmulator, 'injectFault'>;
  readonly #tokens: readonly string[];
  readonly #ids: string[] = [];

  constructor(owner: string, vendor: Pick<VolcengineEmulator, 'injectFault'>, tokens: readonly string[]) {
    this.#owner = owner;
    this.#vendor = vendor;
    this.#tokens = tokens;
  }

  /** Each caller takes one step after the other. Resolves when all have ended, or the gateway has. */
  async run(url: string, stepsOfCallers: readonly (readonly Step[])[]): Promise<void> {
    await Promise.all(
      stepsOfCallers.map(async (steps, caller) => {
        const token = this.#tokens[caller % this.#tokens.length] ?? '';
        for (const step of steps) {
          try {
            await this.#take(step, url, token);
          } catch {
            this.cutOff += 1;
            return;
          }
        }
      }),
    );
  }

  async #take({ what, lost }: Step, url: string, token: string): Promise<void> {
    if (lost) this.#vendor.injectFault({ kind: 'reset', ...lost });
    const answer = await this.#ask(what, { url }, { token });
    if (!answer) return;
    this.answers.push(answer);
    const id = answer.action?.id ?? answer.actionId;
    if (id) this.#ids.push(id);
  }

  async #ask(
    what: Step['what'],
    target: { url: string },
    options: { token: string },
  ): Promise<Told | undefined> {
    const userId = this.#owner;
    if (what.kind === 'undo') {
      const actionId = this.#ids.at(-1 - what.of);
      if (actionId === undefined) return undefined;
      const { data } = await send(target, UndoModerationActionDocument, { input: { actionId } }, options);
      return told(data?.undoModerationAction);
    }
    if (what.kind === 'remove') {
      const input = { userId, userIds: [...what.users] };
      const { data } = await send(target, RemoveFromBlacklistDocument, { input }, options);
      return told(data?.removeFromBlacklist);
    }
    const input = { userId, users: what.users.map((user) => ({ userId: user, ext: { ...what.ext } })) };
    if (what.kind === 'add') {
      const { data } = await send(target, AddToBlacklistDocument, { input }, options);
      return told(data?.addToBlacklist);
    }
    const { data } = await send(target, UpdateBlacklistDocument, { input }, options);
    return told(data?.updateBlacklist);
  }
}

function told(answer: object | null | undefined): Told {
  if (!answer) throw new Error('an answer without data');
  return answer as Told;
}

/** One line for each answer that says something else than the journal does. */
export function answersAgainst(answers: readonly Told[], records: readonly ActionRecord[]): string[] {
  return answers.flatMap((answer) => {
    const id = answer.action?.id ?? answer.actionId;
    const record = records.find((record) => record.id === id);
    // What was refused before it was recorded has no id.
    if (!record)
      return id || answer.outcome !== 'NOT_APPLIED' ? [`${JSON.stringify(answer)} is not recorded`] : [];
    if (answer.action) {
      const { status, undoes } = answer.action;
      const isSame =
        status === record.status && undoes?.id === record.undoes && answer.undone?.id === record.undoes;
      return isSame
        ? []
        : [`an undo was answered with ${JSON.stringify(answer)}, and ${id} is ${record.status}`];
    }
    const recorded: Told = JSON.parse(record.answer ?? '{}');
    return summary(answer) === summary(recorded)
      ? []
      : [`${summary(answer)} was told of ${summary(recorded)}`];
  });
}

function summary({ __typename, outcome, code, failures, ...more }: Told): string {
  const lists = Object.entries(more).filter(
    ([key, ids]) => Array.isArray(ids) && /^(added|removed|notListed|updated)/.test(key),
  );
  const failed = failures?.map(({ userId, error }) => [userId, error.code, error.outcome]);
  return JSON.stringify({ __typename, outcome, code, failed, lists: Object.fromEntries(lists) });
}
