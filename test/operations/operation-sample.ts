import type fc from 'fast-check';
import type { Sandbox } from '../../src/sandbox/sandbox.js';

/**
 * What the suites that run over all operations have to know of one. A file `<folder of the operation>/sample.ts` exports
 * it, as `sample`. If the operation acts in rooms, that is about a numeric room, and the file exports another one about a
 * string room, as `strRoomSample`.
 *
 * What takes an input takes the whole of one. An application that the input does not name is the sandbox's.
 */
export interface OperationSample<Input extends object = object> {
  /** A valid input. It names no application, and no optional field. */
  input: Input;
  /** Fields that make other valid inputs of it, for the same application. */
  otherInputs: readonly Partial<Input>[];
  /**
   * How to make inputs about different targets in one place, or about different lists. Undefined: the action is about the
   * place as a whole.
   */
  targets?: {
    /** Fields that make an input about another target. `index` is from 0. */
    about(index: number): Partial<Input>;
    /** Which `index` a request to the vendor is about. */
    indexIn(body: string): number;
  };
  /** Takes the emulator to a state in which the vendor does what is asked, and it makes a difference. */
  prepare(sandbox: Sandbox, input: Input): void;
  /** Whether the emulator has done it. */
  isApplied(sandbox: Sandbox, input: Input): boolean;
  /** Takes the emulator to the state after it was done. */
  apply(sandbox: Sandbox, input: Input): void;

  /** The vendor's api that does it. */
  api: string;
  /** The apis that are called before, each once. */
  apisBefore: readonly string[];
  /** The api that tells what came of an attempt whose answer was lost. Undefined: there is none. */
  proof: string | undefined;
  /**
   * What recovery does after a crash: does it again; asks `proof`, which can tell only that it was not done; or cannot find out
   * and must not do it again, so the outcome is UNKNOWN.
   */
  recovery: 'does it again' | 'looks' | 'never knows';

  /** Where the input is a list of users, that list. */
  users?: {
    field: keyof Input & string;
    entry(userId: string): unknown;
    /** The path of an issue with the user at `index`. */
    path(index: number): string;
  };
  /** The largest input, or one that comes close. */
  largest: Input;
  /** Any valid input. */
  anyInput: fc.Arbitrary<Input>;
  /** What `Query.moderationAction` shows of `input` and of `largest` alike. */
  shown: Readonly<Record<string, unknown>>;
}
