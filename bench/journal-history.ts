/** The rows of half a year of actions, table by table. */
import type { Intent } from '../src/journal/action-record.js';
import { compiled } from './compiled.js';
import {
  answerOf,
  type End,
  endOf,
  type Finished,
  freshIntent,
  someDuration,
  statusAt,
  withDuration,
} from './journal-intents.js';
import { FAR_OFF, NEWEST, ROBOT, ROWS, random, skewed, timeAt } from './journal-world.js';

const { rowOf } = await compiled<typeof import('../src/journal/action-rows.js')>('journal/action-rows.js');
const { wholePlace } =
  await compiled<typeof import('../src/journal/action-record.js')>('journal/action-record.js');

export type Row = Readonly<Record<string, string | number | null>>;
/** Takes a row of a table. */
export type Add = (table: string, row: Row) => void;

const MUTE = 'SET_USER_MEDIA_STATE';
const ADDITION = 'ADD_TO_BLACKLIST';
/** The shares of mutes and additions that have a duration, and that somebody undoes later. */
const TIMED = 0.1;
const UNDONE = 0.01;
/** How much later they end, as the number of actions in between: at most so large a share of all. */
const LATEST_END = { [MUTE]: 0.02, [ADDITION]: 0.3 };
/** Gateways forget plain states of somebody who is muted very often. So many of the robot's are kept. */
const KEPT_OF_ROBOT = 0.04;
const SHORTLY_MS = 100;

/** What becomes of an action later. */
interface Later {
  timed: boolean;
  how: End;
  /** The index of the action that ends it. */
  index: number;
  /** That action. Undefined: it comes after the last action of the journal. */
  by: Intent | undefined;
}

/** Makes the actions one after another, by their indexes. */
export class History {
  readonly #old: boolean;
  /** The actions that end earlier ones, by their indexes. */
  readonly #planned = new Map<number, Intent>();
  readonly #people = new Set<string>();

  /** `old`: with the operations and the tables of 0.1.0. */
  constructor({ old }: { old: boolean }) {
    this.#old = old;
  }

  /** Makes the rows of the next action. */
  make(index: number, add: Add): void {
    const planned = this.#planned.get(index);
    if (planned) {
      this.#planned.delete(index);
      this.#record(index, planned, 'APPLIED', add);
      return;
    }
    const fresh = freshIntent(index, this.#old);
    const status = statusAt(index, fresh);
    if (this.#old || status !== 'APPLIED') {
      this.#record(index, fresh, status, add);
      return;
    }
    const later = this.#laterOf(index, fresh);
    const seconds = later && Math.max(1, Math.round((timeAt(later.index) - timeAt(index)) / 1_000));
    const intent = later?.timed && seconds ? withDuration(fresh, seconds) : fresh;
    this.#record(index, intent, status, add);
    if (intent.operation === MUTE) this.#instruct(index, intent, later, add);
    if (intent.operation === ADDITION && later?.timed && !later.by) addTimers(intent, add);
  }

  #laterOf(index: number, intent: Intent): Later | undefined {
    const { operation } = intent;
    const share = random();
    if ((operation !== MUTE && operation !== ADDITION) || share > TIMED + UNDONE) return undefined;
    let end = index + 1 + skewed(ROWS * LATEST_END[operation]);
    while (this.#planned.has(end)) end += 1;
    const timed = share < TIMED;
    const how = timed ? howOf(operation) : 'UNDONE';
    const by = end < ROWS ? endOf(intent, how, end) : undefined;
    if (by) this.#planned.set(end, by);
    return { timed, how, index: end, by };
  }

  #record(index: number, intent: Intent, status: Finished, add: Add): void {
    const finishedAt = Math.floor(timeAt(index)) + 150;
    const { place, strRoomId, undoes, causedBy } = intent;
    const row = rowOf(intent);
    const { id, operation, application_id, room_id, actor } = row;
    const refused = status !== 'APPLIED' && status !== 'PARTIAL';
    const { acts_in: _, ...without } = row;
    add('actions', {
      // The gateways of 0.1.0 recorded neither places nor numbers.
      ...(this.#old ? without : { ...row, number: index + 1 }),
      status,
      answer: JSON.stringify(answerOf(intent, status)),
      vendor_code: refused ? 'FailedOperation.RoomNotExist' : null,
      vendor_request_ids: JSON.stringify([`vendor-request-${id}`]),
      attempts: 1,
      recovered: 0,
      duration_ms: someDuration(),
      finished_at: finishedAt,
      lease_owner: null,
      lease_until: null,
    });
    const users = intent.userIds.length > 0 ? new Set(intent.userIds) : [wholePlace(place)];
    for (const user_id of users) {
      add('action_targets', { user_id, action_id: id, operation, application_id, room_id, actor });
    }
    if (strRoomId !== undefined) {
      add('action_str_rooms', { str_room_id: strRoomId, action_id: id, operation, application_id, actor });
    }
    if (undoes !== undefined) add('undos', { undone_id: undoes, action_id: id });
    if (causedBy !== undefined) add('causes', { action_id: id, cause_id: causedBy });
  }

  #instruct(index: number, intent: Intent, later: Later | undefined, add: Add): void {
    const { id, place, applicationId, actor, userIds } = intent;
    const [userId = ''] = userIds;
    if (!later?.timed && userId === ROBOT && random() > KEPT_OF_ROBOT) return;
    const time = Math.floor(timeAt(index));
    add('media_instructions', {
      place,
      user_id: userId,
      number: index + 1,
      action_id: id,
      actor,
      application_id: applicationId,
      audio: 0,
      video: 1,
      given_at: time,
      ...endColumns(later),
      // What so many newer ones have replaced is only shown.
      counts: userId === ROBOT && later?.by ? 0 : 1,
    });
    if (this.#people.has(`${place} ${userId}`)) return;
    this.#people.add(`${place} ${userId}`);
    const sent = { audio: 0, video: 1, sent_at: time + SHORTLY_MS, again_at: null, doubt_since: null };
    add('media_people', {
      place,
      user_id: userId,
      owner: null,
      owned_until: 0,
      turns: 1,
      ...sent,
      call: intent.input,
    });
  }
}

function howOf(operation: string): End {
  if (operation === ADDITION) return 'EXPIRED';
  return random() < 0.8 ? 'EXPIRED' : random() < 0.75 ? 'LIFTED' : 'UNDONE';
}

function endColumns(later: Later | undefined): Row {
  if (!later?.timed) {
    return { ends_at: null, ended_at: null, ended_how: null, end_action_id: null, due_at: null };
  }
  const { how, index, by } = later;
  const endedAt = Math.floor(timeAt(index));
  // Somebody lifts or undoes it before its time is over.
  const endsAt = !by ? FAR_OFF : how === 'EXPIRED' ? endedAt - SHORTLY_MS : endedAt + 60_000;
  const isEnded = by !== undefined && how !== 'UNDONE';
  return {
    ends_at: endsAt,
    ended_at: by ? endedAt + SHORTLY_MS : null,
    ended_how: isEnded ? how : null,
    end_action_id: isEnded ? by.id : null,
    due_at: endsAt,
  };
}

/** The users are to be removed from the list. */
function addTimers({ id, userIds, place, applicationId }: Intent, add: Add): void {
  for (const user_id of new Set(userIds)) {
    add('timed_targets', {
      action_id: id,
      user_id,
      place,
      application_id: applicationId,
      ends_at: FAR_OFF,
      next_at: FAR_OFF,
      tried_since: null,
      checked_at: NEWEST,
      inherits: 0,
    });
  }
}
