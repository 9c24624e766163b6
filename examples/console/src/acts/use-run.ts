import { useRef, useState } from 'react';
import type { RoomName } from '../room-name.js';
import { type Act, undoAct } from './act.js';
import { type Acts, forRetry } from './use-acts.js';

/** The same act on many people. */
export interface Run {
  kind: Act['kind'];
  room: RoomName;
  /** Each act as it stands now, in the order of the people. */
  acts: readonly Act[];
  /** How many have been sent and answered. */
  answered: number;
  running: boolean;
}

export interface Runs {
  run: Run | undefined;
  start(acts: readonly Act[]): void;
  /** Sends no more. What is under way ends as usual. */
  stop(): void;
  /** Sends those that were not sent, and those that failed and may succeed now. */
  retry(): void;
  /** Undoes those that are done. */
  undo(): void;
  close(): void;
}

/** So many calls wait at the gateway at a time: enough to use the vendor's quota, and few enough for others to come between. */
const AT_ONCE = 4;

/** Carries out acts on many people, a few at a time, and tells how far it is. `onEnd` is called when no more is sent. */
export function useRun({ perform }: Acts, onEnd: (run: Run) => void): Runs {
  const [run, setRun] = useState<Run>();
  const current = useRef<{ stopped: boolean }>({ stopped: true });

  const start = async (acts: readonly Act[], before: readonly Act[] = []) => {
    const [first] = acts;
    if (!first) return;
    const { kind, room } = first;
    const mine = { stopped: false };
    current.current = mine;
    const known = new Map([...before, ...acts].map((act) => [act.userId, act]));
    const show = (running: boolean) => {
      if (current.current !== mine) return;
      const all = [...known.values()];
      const now = { kind, room, acts: all, answered: all.filter(isAnswered).length, running };
      setRun(now);
      if (!running) onEnd(now);
    };
    show(true);
    const line = [...acts];
    const sendInTurn = async () => {
      for (let act = line.shift(); act && !mine.stopped; act = line.shift()) {
        const ended = await perform(act, true);
        known.set(ended.userId, wasNotSent(ended) ? act : ended);
        // Nothing that follows would be accepted either.
        if (wasNotSent(ended)) mine.stopped = true;
        show(true);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendInTurn));
    show(false);
  };

  return {
    run,
    start: (acts) => void start(acts),
    stop() {
      current.current.stopped = true;
    },
    retry() {
      if (run && !run.running) void start(actsToRetry(run).map(forRetry), run.acts);
    },
    undo() {
      if (run && !run.running) void start(run.acts.map(undoAct).filter((act) => act !== undefined));
    },
    close: () => setRun(undefined),
  };
}

/** Those that were not sent, and those for which another try may succeed. */
export function actsToRetry({ acts }: Run): Act[] {
  return acts.filter((act) => !isAnswered(act) || act.failure?.retryable);
}

function isAnswered({ done, failure }: Act): boolean {
  return done !== undefined || failure !== undefined;
}

/** A call that was refused for its token changed nothing, and nobody needs to see it as failed. */
function wasNotSent({ failure }: Act): boolean {
  return failure?.name === 'SignedOut';
}
