/** Sends mutations and reads at fixed rates, regardless of their results. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  AddToBlacklistDocument,
  ModerationActionsDocument,
  SetUserMediaStateDocument,
  VendorsDocument,
  ViewerDocument,
} from 'moderation-gateway-client';
import { send, type Target } from '../../test/graphql-client.js';
import { STATES, type ToldAnswer } from '../../test/journal-comparison.js';

export const ROOM = { sdkAppId: 1400188366, roomId: 10006 };
export const USERS = Array.from({ length: 200 }, (_, index) => `user-${index}`);
const USERS_PER_CALL = 10;
const ADDITIONS_PER_LIST = 20;
const TICK_MS = 20;
const PAGE = 50;
/** Everybody has had so many actions after a few minutes. A page that is still filling takes longer each minute. */
const PAGE_OF_PERSON = 10;

/** `read`: of what is kept in memory. `page`: the newest actions of all. `person`: the newest of one person. */
export const KINDS = ['mute', 'add', 'read', 'page', 'person'] as const;
export type Kind = (typeof KINDS)[number];

export interface Rates {
  mutesPerSecond: number;
  /** Each adds ten users, which is one vendor call. */
  additionsPerSecond: number;
  /** Of each of the three kinds. */
  readsPerSecond: number;
}

export class SteadyLoad {
  readonly answers: ToldAnswer[] = [];
  /** Requests without an answer: no HTTP response, or a response without data. */
  readonly lost: string[] = [];
  #latencies = noLatencies();
  readonly #target: Target;
  readonly #underWay = new Set<Promise<void>>();
  #additions = 0;
  #reads = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  /** Resolves once every request has been answered. */
  async run(seconds: number, rates: Rates): Promise<void> {
    const { mutesPerSecond: mute, additionsPerSecond: add, readsPerSecond: read } = rates;
    const perSecond: Record<Kind, number> = { mute, add, read, page: read, person: read };
    const sent: Record<Kind, number> = { mute: 0, add: 0, read: 0, page: 0, person: 0 };
    const startedAt = performance.now();
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const elapsed = (performance.now() - startedAt) / 1_000;
        for (const kind of KINDS) {
          for (; sent[kind] < elapsed * perSecond[kind]; sent[kind]++) this.#start(kind);
        }
        if (elapsed < seconds) return;
        clearInterval(timer);
        resolve();
      }, TICK_MS);
    });
    await Promise.all(this.#underWay);
  }

  /** Takes the latencies of the answers since the last call, in milliseconds. */
  takeLatencies(): Record<Kind, number[]> {
    const latencies = this.#latencies;
    this.#latencies = noLatencies();
    return latencies;
  }

  #start(kind: Kind): void {
    const sentAt = performance.now();
    const exchange = this.#exchange(kind)
      .catch((error: Error) => {
        this.lost.push(`${kind}: ${error.message}`);
      })
      .then(() => {
        this.#latencies[kind].push(performance.now() - sentAt);
        this.#underWay.delete(exchange);
      });
    this.#underWay.add(exchange);
  }

  #exchange(kind: Kind): Promise<void> {
    if (kind === 'mute') return this.#mute();
    if (kind === 'add') return this.#add();
    if (kind === 'read') return this.#read();
    return kind === 'page'
      ? this.#page({}, PAGE)
      : this.#page({ targetUserId: anyOf(USERS) }, PAGE_OF_PERSON);
  }

  async #mute(): Promise<void> {
    const input = { ...ROOM, userId: anyOf(USERS), state: anyOf(STATES) };
    const { setUserMediaState } = await this.#ask(SetUserMediaStateDocument, { input });
    this.#told(setUserMediaState);
  }

  async #add(): Promise<void> {
    const number = this.#additions++;
    const first = 1 + number * USERS_PER_CALL;
    const users = Array.from({ length: USERS_PER_CALL }, (_, index) => ({ userId: `${first + index}` }));
    const userId = `${900_000_000 + Math.floor(number / ADDITIONS_PER_LIST)}`;
    const { addToBlacklist } = await this.#ask(AddToBlacklistDocument, { input: { userId, users } });
    this.#told(addToBlacklist);
  }

  async #read(): Promise<void> {
    if (this.#reads++ % 2 === 0) await this.#ask(ViewerDocument, {});
    else await this.#ask(VendorsDocument, {});
  }

  async #page(filter: { targetUserId?: string }, first: number): Promise<void> {
    await this.#ask(ModerationActionsDocument, { filter, first });
  }

  async #ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const { status, data, errors } = await send(this.#target, document, variables);
    if (!data) throw new Error(`${status} ${JSON.stringify(errors)}`);
    return data;
  }

  /** Keeps only the parts for the comparison, since there are some hundred thousand answers. */
  #told(answer: ToldAnswer): void {
    const { __typename, actionId, outcome } = answer;
    const isPartial = __typename === 'AddToBlacklistPartialFailure';
    if (isPartial) this.answers.push(answer);
    else this.answers.push({ __typename, actionId, ...(outcome && { outcome }) });
  }
}

function noLatencies(): Record<Kind, number[]> {
  return { mute: [], add: [], read: [], page: [], person: [] };
}

function anyOf<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}
