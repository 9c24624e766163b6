import { setTimeout as sleep } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  LiftRestrictionDocument,
  SetRoomMediaStateDocument,
  SetUserMediaStateDocument,
  UndoModerationActionDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { anyOf, type ShowPeople } from './show-people.js';

/** How many milliseconds a moderator waits after each action: at least, and at most. */
const PAUSE_MS = [100, 800] as const;

/** They restrict people of a show, one by one and all at once, and undo and lift some of that. */
export class ShowModerators {
  answers = 0;
  readonly #urls: () => readonly string[];
  readonly #room: { sdkAppId: number; roomId: number };
  readonly #token: string;
  /** Actions that can be undone or lifted. */
  readonly #given: string[] = [];

  /** `urls`: the gateways that can be asked now. */
  constructor(urls: () => readonly string[], room: { sdkAppId: number; roomId: number }, token: string) {
    this.#urls = urls;
    this.#room = room;
    this.#token = token;
  }

  /** Returns a function that ends it, once the last answer has come. */
  begin(people: ShowPeople, [least, most]: readonly [number, number] = PAUSE_MS): () => Promise<void> {
    let isOver = false;
    const acting = (async () => {
      while (!isOver) {
        await this.#act(people).catch(() => undefined);
        await sleep(least + Math.random() * (most - least));
      }
    })();
    return async () => {
      isOver = true;
      await acting;
    };
  }

  async #act({ userIds }: ShowPeople): Promise<void> {
    const what = Math.random();
    const media = anyOf([{ audio: any() }, { video: any() }, { audio: any(), video: any() }]);
    const durationSeconds = Math.random() < 0.5 ? 1 + Math.floor(Math.random() * 15) : null;
    const says = { ...this.#room, ...media, durationSeconds, enforce: Math.random() < 0.5 };
    const given = anyOf(this.#given.slice(-8)) ?? '';
    if (what < 0.08) {
      const exceptUserIds = [...new Set([anyOf(userIds) ?? '', anyOf(userIds) ?? ''])];
      return this.#ask(SetRoomMediaStateDocument, { input: { ...says, exceptUserIds } });
    }
    if (what < 0.2 && given) return this.#ask(LiftRestrictionDocument, { input: { restrictionId: given } });
    if (what < 0.3 && given) return this.#ask(UndoModerationActionDocument, { input: { actionId: given } });
    return this.#ask(SetUserMediaStateDocument, { input: { ...says, userId: anyOf(userIds) ?? '' } });
  }

  async #ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<void> {
    const url = anyOf(this.#urls());
    if (url === undefined) return;
    const signal = AbortSignal.timeout(20_000);
    const { data } = await send({ url }, document, variables, { token: this.#token, signal });
    const [answer] = Object.values(data ?? {}) as { actionId?: string }[];
    if (!answer) return;
    this.answers += 1;
    if (answer.actionId) this.#given.push(answer.actionId);
  }
}

function any(): 'ENABLED' | 'DISABLED' {
  return Math.random() < 0.65 ? 'DISABLED' : 'ENABLED';
}
