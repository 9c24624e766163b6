import { expect, vi } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument, type SetUserMediaStateMutation } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { startTestSandbox } from '../sandbox-gateway.js';

const ROOM = { sdkAppId: 1400188366, roomId: 10006 };

/** Starts and ends a fault that prevents actions from being recorded. */
export interface Fault {
  begin(): Promise<unknown>;
  end(): Promise<unknown>;
}

export interface LogLine {
  /** pino's level: 30 is info, 40 a warning, 50 an error. */
  level: number;
  msg: string;
  err?: { message: string };
}

/** A gateway in front of the emulators, with the given journal, and its log so far. */
export class WatchedGateway {
  readonly sandbox: Sandbox;
  readonly log: LogLine[];
  #users = 0;

  private constructor(sandbox: Sandbox, log: LogLine[]) {
    this.sandbox = sandbox;
    this.log = log;
  }

  static async start(databaseUrl: string, environment: Record<string, string> = {}): Promise<WatchedGateway> {
    const log: LogLine[] = [];
    const surroundings = {
      random: () => 0,
      logTo: { write: (line: string) => void log.push(JSON.parse(line)) },
    };
    const variables = { DATABASE_URL: databaseUrl, LOG_LEVEL: 'info', ...environment };
    return new WatchedGateway(await startTestSandbox(variables, surroundings), log);
  }

  /** Mutes a new user each time, so that no action replaces another. */
  async mute(): Promise<{ userId: string; answer: SetUserMediaStateMutation['setUserMediaState'] }> {
    const userId = `user-${this.#users++}`;
    this.sandbox.trtc.enterRoom(ROOM.sdkAppId, ROOM.roomId, userId);
    const { data } = await send(this.sandbox, SetUserMediaStateDocument, {
      input: { ...ROOM, userId, state: 'AUDIO_DISABLED' },
    });
    if (!data) throw new Error('no answer');
    return { userId, answer: data.setUserMediaState };
  }

  /** Whether the vendor was called for the user. */
  isMuted(userId: string): boolean {
    return this.sandbox.trtc.mediaState(ROOM.sdkAppId, ROOM.roomId, userId) === 2;
  }

  async expectApplied(): Promise<void> {
    const { userId, answer } = await this.mute();
    expect(answer.__typename).toBe('SetUserMediaStateSuccess');
    expect(this.isMuted(userId)).toBe(true);
  }

  /** Is ready, and applies an action. A busy machine may be too slow for a write in between: then at a later attempt. */
  async comesToApply(): Promise<void> {
    const isSo = async () => {
      await this.becomesReady();
      await this.expectApplied();
    };
    await vi.waitFor(isSo, { timeout: 60_000, interval: 100 });
  }

  /** Checks that an action is refused with one of the outcomes, and that the vendor is not called. */
  async expectRefused(...outcomes: ('NOT_APPLIED' | 'UNKNOWN')[]): Promise<void> {
    const { userId, answer } = await this.mute();
    const outcome = expect.toBeOneOf(outcomes.length > 0 ? outcomes : ['NOT_APPLIED']);
    expect(answer).toMatchObject({ code: 'JOURNAL_UNAVAILABLE', outcome });
    expect(this.isMuted(userId)).toBe(false);
  }

  async readiness(): Promise<{ status: number; journal: string }> {
    const response = await fetch(`${this.sandbox.url}/readyz`);
    const { journal } = (await response.json()) as { journal: string };
    return { status: response.status, journal };
  }

  /** For the first time. Where many gateways start at once on a busy machine, that takes longer than to become ready again. */
  async startsUp(): Promise<void> {
    await this.#becomes({ status: 200, journal: 'writable' }, 90_000);
  }

  async becomesReady(): Promise<void> {
    await this.#becomes({ status: 200, journal: 'writable' });
  }

  async becomesUnready(): Promise<void> {
    await this.#becomes({ status: 503, journal: 'unavailable' });
  }

  /** `expect.poll` does not know its test when several run at once, so this does not use it. */
  async #becomes(readiness: { status: number; journal: string }, timeout = 25_000): Promise<void> {
    const isSo = async () => expect(await this.readiness()).toEqual(readiness);
    await vi.waitFor(isSo, { timeout, interval: 100 });
  }

  /** Log lines about the journal, except those of actions that could not be recorded. */
  journalLines(): LogLine[] {
    return this.log.filter(({ msg }) => /journal/i.test(msg) && !/^an action's/.test(msg));
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }
}
