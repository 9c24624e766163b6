import { readEmulatorConfig, readSandboxConfig } from './config.js';
import { seedEmulators } from './emulators/seed.js';
import { startTrtcEmulator, type TrtcEmulator } from './emulators/trtc-emulator.js';
import { startVolcengineEmulator, type VolcengineEmulator } from './emulators/volcengine-emulator.js';
import { type Surroundings, startGateway } from './server.js';

export interface Sandbox {
  /** The gateway's address. */
  url: string;
  trtc: TrtcEmulator;
  volcengine: VolcengineEmulator;
  close(): Promise<void>;
}

/**
 * Starts a gateway in front of emulators of both vendors, which hold the vendor documents' own examples.
 * `environment` is read as by `npm start`, except for the vendors' addresses and what the sandbox turns on.
 */
export async function startSandbox(
  environment?: Readonly<Record<string, string | undefined>>,
  surroundings: Partial<Surroundings> = {},
): Promise<Sandbox> {
  const emulators = readEmulatorConfig(environment);
  const running: { close(): Promise<void> }[] = [];
  const started = <Server extends { close(): Promise<void> }>(server: Server): Server => {
    running.unshift(server);
    return server;
  };
  const close = async () => {
    for (const server of running) await server.close();
  };
  try {
    const trtc = started(await startTrtcEmulator(emulators.trtc));
    const volcengine = started(await startVolcengineEmulator(emulators.volcengine));
    const { sdkAppIds } = emulators.trtc;
    const { appIds } = emulators.volcengine;
    seedEmulators({ trtc, volcengine }, { sdkAppIds, appIds });
    const addresses = { trtcUrl: trtc.url, volcengineUrl: volcengine.url };
    const gateway = started(await startGateway(readSandboxConfig(addresses, environment), surroundings));
    return { url: gateway.url, trtc, volcengine, close };
  } catch (error) {
    await close();
    throw error;
  }
}
