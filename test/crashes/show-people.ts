import { setTimeout as sleep } from 'node:timers/promises';
import type { TrtcEmulator } from '../../src/emulators/trtc/trtc-emulator.js';

const ANCHOR = 20;
const AUDIENCE = 21;

/** The people of a show: half of them stay, and the others leave and return. All publish and stop, as far as they may. */
export class ShowPeople {
  readonly userIds: readonly string[];
  readonly #trtc: TrtcEmulator;
  readonly #room: { sdkAppId: number; roomId: number };

  constructor(trtc: TrtcEmulator, room: { sdkAppId: number; roomId: number }, count: number) {
    this.#trtc = trtc;
    this.#room = room;
    this.userIds = Array.from({ length: count }, (_, index) => `guest-${index}`);
    for (const userId of this.userIds) trtc.enterRoom(room.sdkAppId, room.roomId, userId, { role: ANCHOR });
  }

  /** Those who are there all the time. */
  get stayers(): readonly string[] {
    return this.userIds.filter((_, index) => index % 2 === 0);
  }

  /** Those who may publish now. */
  get anchors(): string[] {
    return this.userIds.filter((userId) => this.person(userId)?.role === ANCHOR);
  }

  person(userId: string) {
    return this.#trtc.person(this.#room.sdkAppId, this.#room.roomId, userId);
  }

  /** Returns a function that ends it. */
  begin(): () => Promise<void> {
    let isOver = false;
    const moving = (async () => {
      while (!isOver) {
        this.#step();
        await sleep(20 + Math.random() * 60);
      }
    })();
    return async () => {
      isOver = true;
      await moving;
    };
  }

  #step(): void {
    const { sdkAppId, roomId } = this.#room;
    const userId = anyOf(this.userIds) ?? '';
    const person = this.person(userId);
    const what = Math.random();
    const isStayer = this.stayers.includes(userId);
    if (!person) {
      this.#trtc.enterRoom(sdkAppId, roomId, userId, { role: Math.random() < 0.8 ? ANCHOR : AUDIENCE });
      return;
    }
    if (what < 0.3 && !isStayer) {
      this.#trtc.leaveRoom(sdkAppId, roomId, userId);
      return;
    }
    if (what < 0.4 && !isStayer) {
      this.#trtc.changeRole(sdkAppId, roomId, userId, person.role === ANCHOR ? AUDIENCE : ANCHOR);
      return;
    }
    const medium = Math.random() < 0.5 ? 'audio' : 'video';
    try {
      if (what < 0.8) this.#trtc.startPublishing(sdkAppId, roomId, userId, medium);
      else this.#trtc.stopPublishing(sdkAppId, roomId, userId, medium);
    } catch {
      // Only an anchor can publish.
    }
  }
}

export function anyOf<T>(list: readonly T[]): T | undefined {
  return list[Math.floor(Math.random() * list.length)];
}
