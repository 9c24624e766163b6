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

They take the credentials that the environment names, and the sandbox's where it names none. See what they hold, and
make the next call slow (src/emulators/README.md tells the rest):

${looks.join('\n')}
  curl -s ${emulators.trtc.url}/_control/faults -d '{"kind":"delay","delayMs":2000}'

Ctrl-C ends them all.
`;
}
