/**
 * What must hold for one person's audio and video in one room: a pure function of the instructions that the journal has. The
 * newest instruction in force that covers a medium decides it.
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
  /** With an end of its own. The others are plain. */
  readonly timed: boolean;
  /**
   * It certainly never held, or has been undone. What it had ended holds again, so it counts for nothing.
   */
  readonly revoked: boolean;
  /** It has held, and does not any more. What it had ended stays ended. */
  readonly over: boolean;
}

/** The instructions in force that cover a medium. The last one decides; it overrides the others. */
export type InForce = Readonly<Record<Medium, readonly Instruction[]>>;

/** @param instructions all on the person, the oldest first */
export function inForce(instructions: readonly Instruction[]): InForce {
  const audio = inForceFor('audio', instructions);
  return { audio, video: inForceFor('video', instructions) };
}

function inForceFor(medium: Medium, instructions: readonly Instruction[]): Instruction[] {
  let standing: Instruction[] = [];
  for (const instruction of instructions) {
    if (instruction.revoked || instruction[medium] === undefined) continue;
    // A plain one ends every older one. A timed one ends the plain ones, and overrides the timed ones until it is over.
    standing = instruction.timed ? standing.filter(({ timed }) => timed) : [];
    if (!instruction.over) standing.push(instruction);
  }
  return standing;
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
function isFreed(medium: Medium, instructions: readonly Instruction[]): boolean {
  const about = instructions.filter((instruction) => instruction[medium] !== undefined);
  const last = about.findLast(({ revoked }) => !revoked);
  // What was plainly said and is forgotten may last.
  return last ? last.timed : about.length > 0;
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
