import { runUntilSignal } from '../process/run-until-signal.js';
import { seedEmulators } from './seed.js';
import { startTrtcEmulator } from './trtc/trtc-emulator.js';
import { type EmulatorConfig, readEmulatorConfig } from './variables.js';
import { startVolcengineEmulator } from './volcengine/volcengine-emulator.js';

await runUntilSignal(async () => {
  const config = readEmulatorConfig();
  const trtc = await startTrtcEmulator(config.trtc);
  const volcengine = await startVolcengineEmulator(config.volcengine);
  const { sdkAppIds } = config.trtc;
  const { appIds } = config.volcengine;
  seedEmulators({ trtc, volcengine }, { sdkAppIds, appIds });
  process.stdout.write(whatToTryNext(config, trtc.url, volcengine.url));
  return {
    async close() {
      await Promise.all([trtc.close(), volcengine.close()]);
    },
  };
});

function whatToTryNext(config: EmulatorConfig, trtcUrl: string, volcengineUrl: string): string {
  return `
TRTC             ${trtcUrl}   applications ${config.trtc.sdkAppIds.join(', ')}
Volcengine RTC   ${volcengineUrl}   applications ${config.volcengine.appIds.join(', ')}

Each accepts the credentials from the environment, or the sandbox's if the environment has none. Look at their state, and
delay the next call (src/emulators/README.md describes the other commands):

  curl -s ${trtcUrl}/_control/state
  curl -s ${volcengineUrl}/_control/state
  curl -s ${trtcUrl}/_control/faults -d '{"kind":"delay","delayMs":2000}'

Ctrl-C ends both.
`;
}
