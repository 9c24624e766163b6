import { runUntilSignal } from '../process/run-until-signal.js';
import { EMULATOR_ENTRIES, type EmulatorConfigs, type Emulators, startEmulators } from './emulators.js';
import { readEmulatorConfig } from './variables.js';

await runUntilSignal(async () => {
  const configs = readEmulatorConfig();
  const running: { close(): Promise<void> }[] = [];
  const emulators = await startEmulators(configs, (emulator) => running.push(emulator));
  process.stdout.write(whatToTryNext(configs, emulators));
  return {
    async close() {
      await Promise.all(running.map((emulator) => emulator.close()));
    },
  };
});

function whatToTryNext(configs: EmulatorConfigs, emulators: Emulators): string {
  const addresses = EMULATOR_ENTRIES.map(([name, { title, applicationIds }]) => {
    const ids = applicationIds(configs[name]);
    return `${title.padEnd(16)} ${emulators[name].url}   applications ${ids.join(', ')}`;
  });
  const looks = EMULATOR_ENTRIES.map(([name]) => `  curl -s ${emulators[name].url}/_control/state`);
  return `
${addresses.join('\n')}

Each accepts the credentials from the environment, or the sandbox's if the environment has none. Look at their state, and
delay the next call (src/emulators/README.md describes the other commands):

${looks.join('\n')}
  curl -s ${emulators.trtc.url}/_control/faults -d '{"kind":"delay","delayMs":2000}'

Ctrl-C ends them all.
`;
}
