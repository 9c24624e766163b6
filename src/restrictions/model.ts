/**
 * What must hold for one person's audio and video in one room: a pure function of the instructions that the journal has, on the
 * person and on the whole room. The newest instruction in force that covers a medium decides it, with two exceptions: what a room
 * enables is not given to somebody whom an instruction of their own disables, and what a restriction of their own enables stays
 * enabled whatever is said of the room.
 */

export const MEDIA = ['audio', 'video'] as const;
export type Medium = (typeof MEDIA)[number];
export type Switch = 'ENABLED' | 'DISABLED';
/** A medium that is absent is not covered. */
export type Switches = { readonly [Of in Medium]?: Switch | undefined };
export type BothSwitches = Readonly<Record<Medium, Switch>>;

export interface Instruction extends Switches {
  /** The action that gave it. */
  readonly actionId: string;
  /** On everybody in the room but some. Absent: on the person alone. */
  readonly ofRoom?: boolean | undefined;
  /** Of the room's: this person is one of those whom it leaves out. */
  readonly excepted?: boolean | undefined;
  /** It has an end of its own, or is enforced until it is lifted. The others are plain. */
  readonly timed: boolean;
  /** It is to be set again whenever the person comes back or publishes. */
  readonly enforced?: boolean | undefined;
  /**
   * It certainly never held, or has been undone. What it had ended holds again, so it counts for nothing.
   */
  readonly revoked: boolean;
  /** It has held, and does not any more. What it had ended stays ended. */
  readonly over: boolean;
}

/** The instructions in force that cover a medium. The last one decides; it overrides the others. */
export type InForce = Readonly<Record<Medium, readonly Instruction[]>>;

/** @param instructions all on the person and on the room, the oldest first */
export function inForce(instructions: readonly Instruction[]): InForce {
  const audio = inForceFor('audio', instructions);
  return { audio, video: inForceFor('video', instructions) };
}

function inForceFor(medium: Medium, instructions: readonly Instruction[]): Instruction[] {
  let own: Instruction[] = [];
  let rooms: Instruction | undefined;
  let isRoomsNewer = false;
  for (const instruction of instructions) {
    if (instruction.revoked || instruction[medium] === undefined) continue;
    const { timed, over, ofRoom, excepted } = instruction;
    if (ofRoom) {
      // It ends the room's older ones, for the excepted too.
      rooms = over || excepted ? undefined : instruction;
      isRoomsNewer = true;
      continue;
    }
    // A plain one ends every older one on the person. A timed one ends the plain ones, and overrides the timed ones until it is over.
    own = timed ? own.filter((other) => other.timed) : [];
    if (over) continue;
    own.push(instruction);
    isRoomsNewer = false;
  }
  if (!rooms) return own;
  return isRoomsNewer && !withstands(own.at(-1), medium, rooms) ? [...own, rooms] : [rooms, ...own];
}

/** Whether what is said of a person decides, although something newer is said of the room. */
function withstands(own: Instruction | undefined, medium: Medium, rooms: Instruction): boolean {
  if (own?.[medium] === 'DISABLED') return rooms[medium] === 'ENABLED';
  return own?.timed === true;
}

/** The instruction that decides the medium. Undefined: none speaks of it. */
export function deciderOf(medium: Medium, standing: InForce): Instruction | undefined {
  return standing[medium].at(-1);
}

/** What the instructions in force say. */
export function decided(standing: InForce): Switches {
  return {
    audio: deciderOf('audio', standing)?.audio,
    video: deciderOf('video', standing)?.video,
  };
}

/**
 * What is to be sent. A medium of which no instruction in force speaks is enabled where a restriction on it is over, or where what
 * was said of it was undone or refused. Otherwise it is sent as it was sent last, or else enabled.
 *
 * @param instructions all on the person, the oldest first
 * @param sent what was sent last, since the person entered
 * @param freed media that are to be enabled if no instruction in force speaks of them
 */
export function wanted(
  instructions: readonly Instruction[],
  sent: Switches,
  freed: ReadonlySet<Medium> = new Set(),
): BothSwitches {
  const said = decided(inForce(instructions));
  const of = (medium: Medium): Switch => {
    if (said[medium]) return said[medium];
    const isFree = freed.has(medium) || isFreed(medium, instructions);
    return isFree ? 'ENABLED' : (sent[medium] ?? 'ENABLED');
  };
  return { audio: of('audio'), video: of('video') };
}

/** Whether what was sent last for a medium must not be repeated, where no instruction in force speaks of it. */
export function isFreed(medium: Medium, instructions: readonly Instruction[]): boolean {
  const about = instructions.filter((instruction) => instruction[medium] !== undefined);
  const last = about.findLast(({ revoked, excepted }) => !revoked && !excepted);
  if (!last) return about.some(({ excepted }) => !excepted);
  // What was plainly said and is forgotten may last. What a newer one of the room has ended does not.
  const isEnded = ({ revoked, ofRoom }: Instruction) => ofRoom === true && !revoked;
  return last.timed || (last.ofRoom === true && about.slice(about.indexOf(last) + 1).some(isEnded));
}

export function coveredBy(switches: Switches): Medium[] {
  return MEDIA.filter((medium) => switches[medium] !== undefined);
}

/** Whether these are all as `wish` has them. A medium that it does not cover may be any way. */
export function fulfils(switches: BothSwitches, wish: Switches): boolean {
  return coveredBy(wish).every((medium) => switches[medium] === wish[medium]);
}

/** How a timed instruction stands. */
export type Standing = 'IN_FORCE' | 'OVERRIDDEN' | 'SUPERSEDED';

/** @param instruction one that is neither revoked nor over */
export function standingOf(instruction: Instruction, standing: InForce): Standing {
  const media = coveredBy(instruction);
  const is = ({ actionId }: Instruction) => actionId === instruction.actionId;
  if (media.some((medium) => standing[medium].at(-1)?.actionId === instruction.actionId)) return 'IN_FORCE';
  return media.some((medium) => standing[medium].some(is)) ? 'OVERRIDDEN' : 'SUPERSEDED';
}
