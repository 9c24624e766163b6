import type { CallRequest, CallResult } from '../retry.js';
import type { SetUserBlockedAnswer, SetUserBlockedCall, TrtcClient } from './trtc-client.js';

interface Setting {
  /** The state and how it is set: settings that agree in this are the same. */
  what: string;
  /** Not sent yet. */
  waiting: boolean;
  result: Promise<CallResult<SetUserBlockedAnswer>>;
}

/**
 * Sets the states of users, those of one user in the order in which they were asked for: the next is not sent before
 * the one before it has been answered, since the network keeps no order between calls. One that is asked for again
 * while it waits is sent once, and both get its answer.
 */
export class UserStates {
  readonly #client: TrtcClient;
  /** By user: what was asked for last. */
  readonly #latest = new Map<string, Setting>();

  constructor(client: TrtcClient) {
    this.#client = client;
  }

  async set(call: SetUserBlockedCall, request: CallRequest): Promise<CallResult<SetUserBlockedAnswer>> {
    const user = JSON.stringify([call.sdkAppId, call.roomId, call.userId]);
    const what = `${call.state} ${call.region}`;
    for (;;) {
      const before = this.#latest.get(user);
      if (!before?.waiting || before.what !== what) return this.#setAfter(before, user, what, call, request);
      const result = await before.result;
      // That one's deadline, or its client's leaving, is no answer to this one.
      if (result.ok || result.failure.reason !== 'no-slot-in-time') return result;
    }
  }

  #setAfter(
    before: Setting | undefined,
    user: string,
    what: string,
    call: SetUserBlockedCall,
    request: CallRequest,
  ): Promise<CallResult<SetUserBlockedAnswer>> {
    const send = async () => {
      await before?.result.catch(() => {});
      const onSlot = () => {
        setting.waiting = false;
      };
      try {
        return await this.#client.setUserBlocked(call, { ...request, onSlot });
      } finally {
        if (this.#latest.get(user) === setting) this.#latest.delete(user);
      }
    };
    const setting: Setting = { what, waiting: true, result: send() };
    this.#latest.set(user, setting);
    return setting.result;
  }
}
