import type { CallRequest, CallResult } from '../calling/retry.js';
import {
  type SetUserBlockedAnswer,
  type SetUserBlockedCall,
  setUserBlocked,
} from './calls/set-user-blocked.js';
import type { ConnectedTrtc } from './vendor.js';

interface Setting {
  /** The state and how it is set: settings that agree in this are the same. */
  what: string;
  /** Not sent yet. */
  waiting: boolean;
  result: Promise<CallResult<SetUserBlockedAnswer> | undefined>;
}

/**
 * Sets the states of users, those of one user in the order in which they were asked for: the next is not sent before
 * the one before it has been answered, since the network keeps no order between calls. One that is asked for again
 * while it waits is sent once, and both get its answer.
 */
export class UserStates {
  readonly #client: Pick<ConnectedTrtc, 'call'>;
  /** By user: what was asked for last. */
  readonly #latest = new Map<string, Setting>();

  constructor(client: Pick<ConnectedTrtc, 'call'>) {
    this.#client = client;
  }

  async set(call: SetUserBlockedCall, request: CallRequest): Promise<CallResult<SetUserBlockedAnswer>> {
    const what = `${call.state} ${call.region}`;
    for (;;) {
      const before = this.#latest.get(userOf(call));
      if (!before?.waiting || before.what !== what) {
        return this.#inTurn(call, what, (onSlot) =>
          this.#client.call(setUserBlocked, call, { ...request, onSlot }),
        );
      }
      const result = await before.result;
      // That one's deadline, or its client's leaving, is no answer to this one.
      if (result && (result.ok || result.failure.reason !== 'no-slot-in-time')) return result;
    }
  }

  /**
   * Sets a state that was asked for some time ago, perhaps by a process that is gone: not before its turn comes, and
   * only if `superseded` says then that nothing newer was asked for. Undefined if something was.
   */
  restore(
    call: SetUserBlockedCall,
    request: CallRequest,
    superseded: () => Promise<boolean>,
  ): Promise<CallResult<SetUserBlockedAnswer> | undefined> {
    return this.#inTurn(call, 'restored', async (onSlot) => {
      onSlot();
      return (await superseded()) ? undefined : this.#client.call(setUserBlocked, call, request);
    });
  }

  /** Runs `send` when the setting before it for the same user is over. `onSlot` tells that it is on its way. */
  #inTurn<Result extends CallResult<SetUserBlockedAnswer> | undefined>(
    call: SetUserBlockedCall,
    what: string,
    send: (onSlot: () => void) => Promise<Result>,
  ): Promise<Result> {
    const user = userOf(call);
    const before = this.#latest.get(user);
    const run = async () => {
      await before?.result.catch(() => {});
      try {
        return await send(() => {
          setting.waiting = false;
        });
      } finally {
        if (this.#latest.get(user) === setting) this.#latest.delete(user);
      }
    };
    const result = run();
    const setting: Setting = { what, waiting: true, result };
    this.#latest.set(user, setting);
    return result;
  }
}

function userOf({ sdkAppId, roomId, userId }: SetUserBlockedCall): string {
  return JSON.stringify([sdkAppId, roomId, userId]);
}
