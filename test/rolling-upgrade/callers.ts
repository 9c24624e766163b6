/**
 * Callers that mute, unmute, add to blacklists and remove from them, now through one gateway and now through the other.
 * Each caller has users of its own and waits for each answer, so that it knows what must hold at the vendors, and looks.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sendText } from '../graphql-client.js';
import { STATES } from '../journal-comparison.js';
import { Beliefs } from './beliefs.js';
import { APP_ID, mediaStateAt, ROOM, type Vendors } from './gateways.js';

export type GatewayName = 'old' | 'new';

/** The fields of all answers that matter here. */
interface Answer {
  __typename: string;
  code?: string;
  outcome?: string;
  actionId?: string | null;
  addedUserIds?: readonly string[];
  removedUserIds?: readonly string[];
  notListedUserIds?: readonly string[];
  failures?: readonly { userId: string; error: { outcome: string } }[];
}

type Verb = 'mute' | 'add' | 'remove';

/** What is asked for, so that it can be asked for again. */
interface Request {
  verb: Verb;
  input: Record<string, unknown>;
  key?: string;
}

export interface Told {
  request: Request;
  through: GatewayName;
  answer: Answer;
}

const OWNERS = [900_000_001, 900_000_002, 900_000_003];
const MEDIA_USERS_EACH = 2;
const LISTED_USERS_EACH = 40;
const anyOf = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T;

/** What all callers share. */
export class World {
  readonly vendors: Vendors;
  readonly token: string;
  /** Where the gateways that take requests now are. */
  readonly urls = new Map<GatewayName, string>();
  readonly told: Told[] = [];
  /** Requests with a key whose answer never came. */
  readonly unanswered: Request[] = [];
  cutOff = 0;
  repeats = 0;
  readonly faults: string[] = [];
  /** By gateway: how long each answer took, in milliseconds. */
  readonly waits: Record<GatewayName, number[]> = { old: [], new: [] };
  over = false;
  #keys = 0;

  constructor(vendors: Vendors, token: string) {
    this.vendors = vendors;
    this.token = token;
  }

  nextKey(): string {
    return `key-${++this.#keys}`;
  }

  /** Rejects when no answer comes. */
  async ask({ verb, input, key }: Request, through: GatewayName): Promise<Answer> {
    const target = { url: this.urls.get(through) ?? '', tokens: { admin: this.token } };
    const variables = { input: { ...input, ...(key && { idempotencyKey: key }) } } as never;
    const startedAt = performance.now();
    const { data, errors } = await sendText(target, DOCUMENTS[verb], variables);
    this.waits[through].push(performance.now() - startedAt);
    const [answer] = Object.values((data ?? {}) as Record<string, Answer>);
    if (!answer) {
      // Not to be taken for a connection that was cut.
      this.faults.push(`${verb} through the ${through} gateway: ${JSON.stringify(errors)}`);
      throw new Error('no answer');
    }
    return answer;
  }

  anyGateway(verb: Verb): GatewayName | undefined {
    // The old one cannot remove.
    const able = [...this.urls.keys()].filter((name) => verb !== 'remove' || name === 'new');
    return able.length > 0 ? anyOf(able) : undefined;
  }
}

const REFUSED = '... on ModerationError { code outcome actionId }';
const SOME_FAILED = 'failures { userId error { ... on ModerationError { outcome } } }';

/** They select what version 0.1.0 knows too. The documents of this version select more. */
const DOCUMENTS: Readonly<Record<Verb, string>> = {
  mute: `mutation ($input: SetUserMediaStateInput!) { setUserMediaState(input: $input) {
    __typename ... on SetUserMediaStateSuccess { actionId } ${REFUSED} } }`,
  add: `mutation ($input: AddToBlacklistInput!) { addToBlacklist(input: $input) {
    __typename ... on AddToBlacklistSuccess { actionId addedUserIds }
    ... on AddToBlacklistPartialFailure { actionId addedUserIds ${SOME_FAILED} } ${REFUSED} } }`,
  remove: `mutation ($input: RemoveFromBlacklistInput!) { removeFromBlacklist(input: $input) {
    __typename ... on RemoveFromBlacklistSuccess { actionId removedUserIds notListedUserIds }
    ... on RemoveFromBlacklistPartialFailure { actionId removedUserIds notListedUserIds ${SOME_FAILED} } ${REFUSED} } }`,
};

export class Caller {
  readonly #world: World;
  readonly #mediaUsers: readonly string[];
  readonly #listedUsers: readonly string[];
  readonly #owner: number;
  readonly #media = new Beliefs('AUDIO_VIDEO_ENABLED');
  readonly #listed = new Beliefs(false);

  constructor(world: World, index: number) {
    this.#world = world;
    this.#mediaUsers = Array.from({ length: MEDIA_USERS_EACH }, (_, at) => `user-${index}-${at}`);
    this.#listedUsers = Array.from({ length: LISTED_USERS_EACH }, (_, at) => `${1 + index * 1_000 + at}`);
    this.#owner = OWNERS[index % OWNERS.length] as number;
    for (const userId of this.#mediaUsers) world.vendors.trtc.enterRoom(ROOM.sdkAppId, ROOM.roomId, userId);
  }

  async run(): Promise<void> {
    const world = this.#world;
    while (!world.over) {
      const request = this.#anyRequest();
      const through = world.anyGateway(request.verb);
      if (through) await this.#perform(request, through);
      else await sleep(5);
    }
  }

  #anyRequest(): Request {
    const verb = anyOf<Verb>(['mute', 'mute', 'add', 'remove']);
    const key = Math.random() < 0.5 ? { key: this.#world.nextKey() } : {};
    if (verb === 'mute') {
      return { verb, input: { ...ROOM, userId: anyOf(this.#mediaUsers), state: anyOf(STATES) }, ...key };
    }
    const first = Math.floor(Math.random() * LISTED_USERS_EACH);
    const userIds = this.#listedUsers.slice(first, first + 1 + Math.floor(Math.random() * 25));
    const users = verb === 'add' ? { users: userIds.map((userId) => ({ userId })) } : { userIds };
    return { verb, input: { userId: `${this.#owner}`, ...users }, ...key };
  }

  async #perform(request: Request, through: GatewayName): Promise<void> {
    const world = this.#world;
    let answer: Answer;
    try {
      answer = await world.ask(request, through);
    } catch {
      world.cutOff += 1;
      this.#believe(request, { __typename: 'nothing', outcome: 'UNKNOWN' });
      if (request.key) world.unanswered.push(request);
      return;
    }
    world.told.push({ request, through, answer });
    this.#believe(request, answer);
    this.#look(request, `${answer.__typename} ${answer.code ?? ''} of ${answer.actionId} (${through})`);
    if (request.key && Math.random() < 0.3) await this.#repeat(request, answer);
  }

  /** The other gateway has to give the answer of the first, and must not act. */
  async #repeat(request: Request, first: Answer): Promise<void> {
    // An action that changed nothing for certain has not used its key up.
    if (first.outcome === 'NOT_APPLIED' || first.failures) return;
    const world = this.#world;
    const through = world.anyGateway(request.verb);
    if (!through) return;
    const again = await world.ask(request, through).catch(() => undefined);
    if (!again) return;
    world.repeats += 1;
    if (again.__typename === first.__typename && again.actionId === first.actionId) return;
    if (isWithoutJournal(again) || isWithoutJournal(first)) return;
    world.faults.push(
      `${request.key} was answered with ${first.__typename} ${first.actionId}, and through the ${through} gateway ` +
        `with ${again.__typename} ${again.code ?? ''} ${again.actionId}`,
    );
  }

  #believe({ verb, input }: Request, answer: Answer): void {
    const { outcome, failures = [] } = answer;
    if (outcome === 'NOT_APPLIED') return;
    const [beliefs, userIds, state] =
      verb === 'mute'
        ? ([this.#media, [input.userId as string], input.state as string] as const)
        : ([this.#listed, usersOf(input), verb === 'add'] as const);
    for (const userId of userIds) {
      const failure = failures.find((each) => each.userId === userId);
      const came = outcome ?? failure?.error.outcome;
      if (came === undefined) beliefs.isNow(userId, state);
      else if (came === 'UNKNOWN') beliefs.mayBe(userId, state);
    }
  }

  #look({ verb, input }: Request, answer: string): void {
    const { trtc, volcengine } = this.#world.vendors;
    if (verb === 'mute') {
      const userId = input.userId as string;
      const actual = mediaStateAt(trtc, userId);
      this.#note(this.#media.contradictedBy(userId, actual, answer));
      return;
    }
    const list = volcengine.blacklist(APP_ID, `${this.#owner}`, 0);
    for (const userId of usersOf(input)) {
      this.#note(this.#listed.contradictedBy(userId, list.has(userId), answer));
    }
  }

  #note(fault: string | undefined): void {
    if (fault) this.#world.faults.push(fault);
  }

  /** Once nothing is under way any more. */
  lookAtAll(): void {
    for (const userId of this.#mediaUsers) this.#look({ verb: 'mute', input: { userId } }, 'the end');
    this.#look({ verb: 'remove', input: { userIds: this.#listedUsers } }, 'the end');
  }
}

/** The gateway could not reach the journal in time, and says so. */
export function isWithoutJournal({ code }: Answer): boolean {
  return code === 'JOURNAL_UNAVAILABLE' || code === 'OUTCOME_UNRECORDED';
}

function usersOf(input: Record<string, unknown>): string[] {
  const { users, userIds } = input as { users?: { userId: string }[]; userIds?: string[] };
  return userIds ?? users?.map(({ userId }) => userId) ?? [];
}
