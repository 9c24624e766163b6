import { ENDLESS } from '../journal/media-tables.js';
import { type KnownOfRoster, readRoster } from './known-of-roster.js';
import type { Instruction, Switch, Switches } from './model.js';
import { type Counts, isUndone, type Undo } from './undo-tree.js';

/** A plain instruction counts for so long, if nothing tells that the person has left. */
export const PLAIN_HOLDS_MS = 12 * 60 * 60 * 1000;
/** The vendor's clock and the database's may differ by so much. */
const CLOCKS_DIFFER_MS = 10_000;

/** What is known of a person's audio and video in a room. */
export interface PersonMedia {
  /** The oldest first. */
  readonly instructions: readonly GivenInstruction[];
  /** What was sent last since the person entered. */
  readonly sent: Switches;
  /** What was sent last, also before they left. */
  readonly sentEver: Switches;
  /** What was sent last, unless they have come since and nothing had to be set then. */
  readonly sentLast: Switches;
  /** When the vendor last answered that it has set that. */
  readonly answeredAt: number | undefined;
  /** The newest event of the person that was known when that was sent, in milliseconds on the vendor's clock. */
  readonly seenTo: number;
  /** Since when what was sent may outlast what asked for it. */
  readonly owedSince: number | undefined;
  /** When the person was lately enforced on. */
  readonly enforcedAt: string | undefined;
  /** When the person left last, as far as events tell, on the vendor's clock. */
  readonly leftAt: number;
  /** Undefined: no event tells of the person. */
  readonly roster: KnownOfRoster | undefined;
  /** The number of this gateway's turn to send for the person. Undefined: another gateway has the turn. */
  readonly turn: number | undefined;
  /** Whether some gateway has the turn. */
  readonly isTaken: boolean;
  /** Whether a gateway died while it had the turn. What it sent is not known. */
  readonly isAbandoned: boolean;
  /** How often turns were taken, by any gateway: the greater, the newer is what is known. */
  readonly turns: number;
  /** The number of the newest instruction. With equal turns, the greater, the newer is what is known. */
  readonly newest: number;
  /** Whether the database has a row of the person, for what comes of sending. */
  readonly isKept: boolean;
  /** Nothing was read: these are only instructions that were just given. */
  readonly isPart: boolean;
  /** How much longer the turn lasts. */
  readonly turnLeftMs: number;
  /** Since when the fate of an attempt is unknown. */
  readonly doubtSince: number | undefined;
  readonly againAt: number | undefined;
  /** The database's time. */
  readonly now: number;
}

/** Whether nobody knows if the vendor has what was sent last, and it is not sent again by itself any more. */
export function isGivenUp({ doubtSince, againAt }: PersonMedia): boolean {
  return doubtSince !== undefined && againAt === undefined;
}

/** `revoked` and `over` are so if every action on record counts that was not refused. */
export interface GivenInstruction extends Instruction {
  /** A greater one is newer. */
  readonly number: number;
  readonly givenAt: number;
  readonly endsAt: number | undefined;
  /** Why it has ended, or is being ended. */
  readonly endedHow: 'EXPIRED' | 'LIFTED' | 'LEFT' | 'SUPERSEDED' | undefined;
  /** The action that ended it, or is to. */
  readonly endActionId: string | undefined;
  /** Its action may be refused still. */
  readonly pending: boolean;
  /** The action that ends it may be refused still. */
  readonly endPending: boolean;
  readonly refused: boolean;
  readonly undos: readonly Undo[];
  /** Its time is over, or the person has left. */
  readonly outlived: boolean;
}

export interface InstructionRow {
  action_id: string;
  number: number;
  audio: number | null;
  video: number | null;
  given_at: number;
  ends_at: number | null;
  ended_how: string | null;
  end_action_id: string | null;
  /** Whether the action that ends it has certainly changed nothing. */
  end_refused: number | boolean;
  end_pending: number | boolean;
  /** Whether its own action has certainly changed nothing. */
  revoked: number | boolean;
  pending: number | boolean;
  /** Whether its own action has certainly been carried out. */
  applied: number | boolean;
  /** Whether there are undos of its action. */
  undos: number | boolean;
  enforced: number;
  plain: number;
  /** 1: on everybody in the room but some. */
  of_room: number;
  /** 1: the person is one of those whom it leaves out. */
  excepted: number;
}

export interface PersonRow {
  owner: string | null;
  owned_until: number | null;
  turns: number | null;
  audio: number | null;
  video: number | null;
  sent_at: number | null;
  again_at: number | null;
  doubt_since: number | null;
  answered_at: number | null;
  seen_to: number | null;
  blocked: number | null;
  owed_since: number | null;
  enforced_at: string | null;
  left_at: number | null;
  /** JSON: `readRoster` reads it. */
  roster: string | readonly number[] | null;
}

export function numberOf(is: Switch): number {
  return is === 'ENABLED' ? 1 : 0;
}

function switchOf(number: number | null): Switch | undefined {
  return number === null ? undefined : number === 1 ? 'ENABLED' : 'DISABLED';
}

/** `blocked`: the column of this name. */
function switchesOfBlocks(blocked: number): Switches {
  return { audio: blocked & 1 ? 'DISABLED' : 'ENABLED', video: blocked & 2 ? 'DISABLED' : 'ENABLED' };
}

export function personOf(
  rows: readonly InstructionRow[],
  undos: ReadonlyMap<string, readonly Undo[]>,
  person: PersonRow,
  owner: string,
  now: number,
): PersonMedia {
  const leftAt = (person.left_at ?? 0) - CLOCKS_DIFFER_MS;
  const hasLeftSince = (time: number) => leftAt > time;
  const instructions = rows.map((row) =>
    instructionOf(row, undos.get(row.action_id) ?? [], now, hasLeftSince(row.given_at)),
  );
  const isSameStay = person.sent_at !== null && !hasLeftSince(person.sent_at);
  const sent = switchesIn(person);
  const said = sentBy(instructions, rows, person.sent_at ?? 0);
  const turnLeftMs = person.owner === owner ? (person.owned_until ?? 0) - now : 0;
  return {
    instructions,
    sent: said?.sent ?? (isSameStay ? sent : {}),
    sentLast: said?.sent ?? sent,
    sentEver: said?.sentEver ?? (person.blocked === null ? sent : switchesOfBlocks(person.blocked)),
    answeredAt: person.answered_at ?? undefined,
    seenTo: person.seen_to ?? 0,
    owedSince: person.owed_since ?? undefined,
    enforcedAt: person.enforced_at ?? undefined,
    leftAt: person.left_at ?? 0,
    roster: person.roster === null ? undefined : readRoster(person.roster),
    newest: rows.at(-1)?.number ?? 0,
    isKept: person.turns !== null,
    isPart: false,
    turn: turnLeftMs > 0 ? (person.turns ?? undefined) : undefined,
    isTaken: person.owner !== null && (person.owned_until ?? 0) > now,
    isAbandoned: person.owner !== null && (person.owned_until ?? 0) <= now,
    turns: person.turns ?? 0,
    turnLeftMs,
    doubtSince: person.doubt_since ?? undefined,
    againAt: person.again_at ?? undefined,
    now,
  };
}

function switchesIn({ audio, video }: Pick<PersonRow, 'audio' | 'video'>): Switches {
  return { audio: switchOf(audio), video: switchOf(video) };
}

/**
 * What was sent last, if the outcome of an action says it. Where a plain instruction on both media was sent alone, nothing is noted
 * but that its action was carried out. Undefined: what was noted was sent later.
 */
function sentBy(
  instructions: readonly GivenInstruction[],
  rows: readonly InstructionRow[],
  notedAt: number,
): Pick<PersonMedia, 'sent' | 'sentEver'> | undefined {
  const last = rows.findLastIndex(({ applied, ends_at, of_room, audio, video }) => {
    return Boolean(applied) && ends_at === null && !of_room && audio !== null && video !== null;
  });
  const [instruction, row] = [instructions[last], rows[last]];
  if (!instruction || !row || instruction.givenAt <= notedAt) return undefined;
  const sentEver = switchesIn(row);
  return { sent: instruction.endedHow !== undefined || instruction.outlived ? NOTHING : sentEver, sentEver };
}

/** The same with those of these instructions that were given since. */
export function withNewer(known: PersonMedia, given: readonly GivenInstruction[]): PersonMedia {
  const newer = given.filter(({ number }) => number > known.newest);
  if (newer.length === 0) return known;
  newer.sort((one, other) => one.number - other.number);
  return { ...known, instructions: [...known.instructions, ...newer] };
}

const NOTHING: Switches = {};

/** @param hasLeft whether the person has left since */
export function instructionOf(
  row: Omit<InstructionRow, 'undos' | 'applied'>,
  undos: readonly Undo[],
  now: number,
  hasLeft: boolean,
): GivenInstruction {
  const hasEnded = row.end_action_id !== null && !row.end_refused;
  const timed = row.ends_at !== null && !row.plain;
  const isForgotten = hasLeft || row.given_at < now - PLAIN_HOLDS_MS;
  const outlived = timed ? Number(row.ends_at) <= now : isForgotten;
  const refused = Boolean(row.revoked);
  return {
    actionId: row.action_id,
    number: row.number,
    audio: switchOf(row.audio),
    video: switchOf(row.video),
    timed,
    enforced: Boolean(row.enforced),
    ofRoom: Boolean(row.of_room),
    excepted: Boolean(row.excepted),
    revoked: refused || isUndone(undos, () => true),
    over: hasEnded || outlived,
    givenAt: row.given_at,
    endsAt: row.ends_at === null || row.ends_at === ENDLESS ? undefined : row.ends_at,
    endedHow: hasEnded ? (row.ended_how as GivenInstruction['endedHow']) : undefined,
    endActionId: row.end_action_id ?? undefined,
    pending: Boolean(row.pending),
    endPending: hasEnded && Boolean(row.end_pending),
    refused,
    undos,
    outlived,
  };
}

/**
 * The instructions as they are where, of the actions that may be refused still, only some count: an action that waits brings its
 * change in by a call of its own, and one that is refused must not have changed anything. What ends something said of a whole room
 * counts at once: it is not refused, and it makes calls only for those for whom something was or is sent when it is written.
 */
export function settledOf(instructions: readonly GivenInstruction[], counts: Counts): Instruction[] {
  return instructions
    .filter(({ pending, actionId, endedHow, endPending }) => {
      // What has ended it was sent as if it had been carried out.
      const hasEnded = endedHow !== undefined && !endPending;
      return !pending || hasEnded || counts(actionId);
    })
    .map((instruction) => {
      const { endedHow, endPending, endActionId, ofRoom, refused, undos, outlived } = instruction;
      const endCounts = !endPending || ofRoom || counts(endActionId ?? '');
      const hasEnded = endedHow !== undefined && endCounts;
      return { ...instruction, revoked: refused || isUndone(undos, counts), over: hasEnded || outlived };
    });
}
