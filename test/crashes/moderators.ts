import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import {
  AddToBlacklistDocument,
  LiftRestrictionDocument,
  SetUserMediaStateDocument,
  type SetUserMediaStateInput,
  UndoModerationActionDocument,
} from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { STATES } from '../journal-comparison.js';
import type { Told } from '../undo/list-callers.js';
import type { KilledGateways } from './killed-gateways.js';

const ANSWERED_WITHIN_MS = 20_000;
/** Whoever was cut off asks again with the same idempotency key, so often. */
const REPEATS = 4;
/** One of so many restrictions that were given last is lifted, and one of so many actions is undone: before something newer stands. */
const REMEMBERED = 12;
const UNDONE = 2;
/** How often an action is undone at once, and an undo as well. */
const UNDONE_AT_ONCE = 0.2;
const LISTS = 3;
const LISTED = 8;

type Step =
  | { kind: 'set'; input: Omit<SetUserMediaStateInput, 'userId'>; userId?: string | undefined }
  | { kind: 'lift' }
  | { kind: 'undo' }
  | { kind: 'list'; durationSeconds?: number };

/** Moderators who act on the same few people through all gateways at once. */
export class Moderators {
  readonly answers: Told[] = [];
  /** Requests whose answer never came. */
  cutOff = 0;
  /** Answers that no gateway should give. */
  readonly faults: string[] = [];
  readonly #gateways: KilledGateways;
  readonly #token: string;
  readonly #room: { sdkAppId: number; roomId: number };
  #people: readonly string[] = [];
  #given: string[] = [];
  #undoable: string[] = [];
  #listFrom = 0;

  constructor(gateways: KilledGateways, token: string, room: { sdkAppId: number; roomId: number }) {
    this.#gateways = gateways;
    this.#token = token;
    this.#room = room;
  }

  /** Returns a function that lets them end, and waits for their last answers. */
  run(count: number, people: readonly string[]): () => Promise<void> {
    let over = false;
    this.#people = people;
    this.#given = [];
    this.#undoable = [];
    this.#listFrom += LISTED;
    const moderator = async () => {
      while (!over) {
        await this.#take(anyStep());
        // Soon, something newer stands.
        while (Math.random() < UNDONE_AT_ONCE) await this.#take({ kind: 'undo' });
        await sleep(Math.random() * 250);
      }
    };
    const all = Array.from({ length: count }, moderator);
    return async () => {
      over = true;
      await Promise.all(all);
    };
  }

  /** Sets other states of each person shortly one after the other, so that a lost call may be carried out after a newer one. */
  async finish(): Promise<void> {
    const asked: Promise<void>[] = [];
    const finish = async (userId: string) => {
      for (const audio of ['DISABLED', 'ENABLED', 'DISABLED', 'ENABLED'] as const) {
        asked.push(this.#take({ kind: 'set', input: { audio }, userId }));
        await sleep(Math.random() * 500);
      }
    };
    await Promise.all(this.#people.map(finish));
    await Promise.all(asked);
  }

  /** Resolves when so many more answers have come, or after a while. */
  async answered(count: number): Promise<void> {
    const before = this.answers.length;
    const latest = performance.now() + ANSWERED_WITHIN_MS;
    while (this.answers.length < before + count && performance.now() < latest) await sleep(1);
  }

  async #take(step: Step): Promise<void> {
    const idempotencyKey = Math.random() < 0.6 ? randomUUID() : null;
    const ask = this.#request(step, idempotencyKey);
    if (!ask) return;
    for (let tries = 0; tries <= (idempotencyKey ? REPEATS : 0); tries++) {
      const url = this.#anyGateway();
      const answer = url === undefined ? undefined : await ask(url).catch(() => undefined);
      if (answer) {
        this.#keep(step, answer);
        return;
      }
      if (url !== undefined) this.cutOff += 1;
      await sleep(50 + Math.random() * 200);
    }
  }

  #request(step: Step, idempotencyKey: string | null): ((url: string) => Promise<Told>) | undefined {
    switch (step.kind) {
      case 'set': {
        const userId = step.userId ?? anyOf(this.#people) ?? '';
        const input = { ...this.#room, ...step.input, userId, idempotencyKey };
        return this.#sender(SetUserMediaStateDocument, { input }, (data) => data.setUserMediaState);
      }
      case 'lift': {
        const restrictionId = anyOf(this.#given.slice(-REMEMBERED));
        if (restrictionId === undefined) return undefined;
        const input = { restrictionId, idempotencyKey };
        return this.#sender(LiftRestrictionDocument, { input }, (data) => data.liftRestriction);
      }
      case 'undo': {
        const actionId = anyOf(this.#undoable.slice(-UNDONE));
        if (actionId === undefined) return undefined;
        const input = { actionId, idempotencyKey };
        return this.#sender(UndoModerationActionDocument, { input }, (data) => data.undoModerationAction);
      }
      case 'list': {
        const { durationSeconds = null } = step;
        const first = this.#listFrom + Math.floor(Math.random() * LISTED);
        const users = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, (_, index) => ({
          userId: `${1_000 + this.#listFrom + ((first + index) % LISTED)}`,
        }));
        const owner = `${900_000_000 + Math.floor(Math.random() * LISTS)}`;
        const input = { userId: owner, users, durationSeconds, idempotencyKey };
        return this.#sender(AddToBlacklistDocument, { input }, (data) => data.addToBlacklist);
      }
    }
  }

  #sender<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    answerIn: (data: Data) => object,
  ): (url: string) => Promise<Told> {
    return async (url) => {
      const signal = AbortSignal.timeout(ANSWERED_WITHIN_MS);
      const answering = send({ url }, document, variables, { token: this.#token, signal });
      const { status, data, errors } = await answering.catch((error) => {
        if (signal.aborted) this.faults.push(`no answer in time to ${JSON.stringify(variables)}`);
        throw error;
      });
      // A gateway that ends in order takes no new requests.
      if (!data && status !== 503) this.faults.push(`${status} was answered: ${JSON.stringify(errors)}`);
      if (!data) throw new Error('no answer');
      return answerIn(data) as Told;
    };
  }

  /** Undefined: none runs now. */
  #anyGateway(): string | undefined {
    const running = Array.from({ length: this.#gateways.count }, (_, index) => this.#gateways.url(index));
    return anyOf(running.filter((url) => url !== undefined));
  }

  #keep(step: Step, answer: Told): void {
    this.answers.push(answer);
    const id = answer.action?.id ?? answer.actionId;
    if (!id || step.kind === 'list') return;
    this.#undoable.push(id);
    if (step.kind === 'set' && step.input.durationSeconds) this.#given.push(id);
  }
}

const SWITCHES = ['ENABLED', 'DISABLED', 'DISABLED'] as const;

function anyStep(): Step {
  const what = Math.random();
  if (what < 0.12) return { kind: 'lift' };
  if (what < 0.28) return { kind: 'undo' };
  if (what < 0.38) {
    return {
      kind: 'list',
      ...(Math.random() < 0.85 && { durationSeconds: 1 + Math.floor(Math.random() * 3) }),
    };
  }
  const durationSeconds =
    Math.random() < 0.5 ? undefined : Math.random() < 0.2 ? 3_600 : 1 + Math.floor(Math.random() * 5);
  const media = [{ state: anyOf(STATES) }, { audio: anyOf(SWITCHES) }, { video: anyOf(SWITCHES) }, both()];
  return { kind: 'set', input: { ...anyOf(media), ...(durationSeconds && { durationSeconds }) } };
}

function both() {
  return { audio: anyOf(SWITCHES), video: anyOf(SWITCHES) };
}

function anyOf<T>(list: readonly [T, ...T[]]): T;
function anyOf<T>(list: readonly T[]): T | undefined;
function anyOf<T>(list: readonly T[]): T | undefined {
  return list[Math.floor(Math.random() * list.length)];
}
