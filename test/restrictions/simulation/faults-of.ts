import { afterAll, beforeAll, vi } from 'vitest';
import { SimulatedJournal } from './simulated-journal.js';
import { faultsIn } from './verdict.js';
import { type Script, World } from './world.js';

/** To be called once in a test file. Returns a function that runs a script, and resolves with what is wrong after it. */
export function scriptRunner(): (script: Script) => Promise<string[]> {
  return worldRunner(faultsIn);
}

/** The same, but `judge` says what comes of the world in which the script ran. */
export function worldRunner<Judged>(
  judge: (world: World) => Promise<Judged>,
): (script: Script) => Promise<Judged> {
  let journal: SimulatedJournal;
  let world: World | undefined;
  beforeAll(async () => {
    journal = await SimulatedJournal.open();
    // The time limit of a call to the vendor is a timer of the process. It has to follow the simulated clock.
    vi.stubGlobal('setTimeout', (callback: () => void, ms = 0) => world?.clock.after(ms, callback));
    vi.stubGlobal('clearTimeout', (cancel: unknown) => {
      if (typeof cancel === 'function') cancel();
    });
  });
  afterAll(() => {
    world = undefined;
    vi.unstubAllGlobals();
  });
  return async (script) => {
    world = new World(journal, script);
    try {
      await world.run();
      return await judge(world);
    } finally {
      world.end();
    }
  };
}
