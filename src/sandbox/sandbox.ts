import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayConfig } from '../config/gateway.js';
import { type Emulators, startEmulators } from '../emulators/emulators.js';
import { readEmulatorConfig } from '../emulators/variables.js';
import { type GatewayOptions, startGateway } from '../server.js';
import { type Surroundings, systemSurroundings } from '../time/surroundings.js';
import { newSandboxSecret } from '../tokens/sandbox-secret.js';
import { signingKeyOf } from '../tokens/signing-key.js';
import { type SandboxTokens, signSandboxTokens } from './sandbox-tokens.js';
import { readSandboxConfig, readVisitorsWanted } from './variables.js';
import { Visitors } from './visitors.js';

export interface Sandbox extends Emulators {
  /** The gateway's address. */
  url: string;
  /** The address of `/metrics`, in the same form; undefined: metrics are off. */
  metricsUrl: string | undefined;
  /** Undefined where the environment names a key, which may be in use outside this sandbox too. */
  tokens: SandboxTokens | undefined;
  close(): Promise<void>;
}

/**
 * Starts a gateway in front of emulators of all vendors, which hold the vendor documents' own examples. People come and go
 * by themselves unless `SANDBOX_VISITORS` is false. The TRTC emulator's callbacks go to the gateway, unless the environment
 * names other keys for them.
 * `environment` is read as by `npm start`, except for the vendors' addresses and the features that the sandbox turns on.
 * `secret` signs the tokens, unless the environment names a key.
 */
export async function startSandbox(
  environment?: Readonly<Record<string, string | undefined>>,
  surroundings: Partial<Surroundings> & Pick<GatewayOptions, 'logTo'> = {},
  secret: string = newSandboxSecret(),
): Promise<Sandbox> {
  const emulatorConfigs = readEmulatorConfig(environment);
  const visitorsWanted = readVisitorsWanted(environment);
  const running: { close(): Promise<void> }[] = [];
  const started = <Server extends { close(): Promise<void> }>(server: Server): Server => {
    running.unshift(server);
    return server;
  };
  const close = async () => {
    for (const server of running) await server.close();
  };
  try {
    const emulators = await startEmulators(emulatorConfigs, started);
    const folder = await mkdtemp(join(tmpdir(), 'moderation-gateway-'));
    started({ close: () => rm(folder, { recursive: true, force: true }) });
    const config = readSandboxConfig(emulators, secret, join(folder, 'journal.db'), environment);
    // The playground gives its tokens to whoever opens it, so a key that the environment names signs none.
    const ownKey = config.auth.kind === 'secret' && config.auth.secret.reveal() === secret;
    const signing = signingKeyOf(config.auth, {});
    const tokens = ownKey && !('problem' in signing) ? await signSandboxTokens(signing) : undefined;
    const playgroundTokens = Object.entries(tokens ?? {}).map(([name, token]) => ({ name, token }));
    const gateway = started(
      await startGateway(config, {
        ...surroundings,
        playgroundTokens,
        console: { tokens: playgroundTokens },
      }),
    );
    const { url, metricsUrl } = gateway;
    const { sdkAppIds, callbackKey: key } = emulatorConfigs.trtc;
    if (takesKey(config, key)) await emulators.trtc.sendCallbacks({ url: `${url}/callbacks/trtc`, key });
    if (visitorsWanted) {
      const visitors = started(
        new Visitors(emulators.trtc, sdkAppIds[0], { ...systemSurroundings, ...surroundings }),
      );
      visitors.start();
    }
    return { ...emulators, url, metricsUrl, tokens, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether the gateway takes callbacks that are signed with this key. The environment may name others. */
function takesKey({ trtc }: GatewayConfig, callbackKey: string): boolean {
  const keys = [...(trtc?.callbackKeys?.values() ?? [])].flat();
  return keys.some((key) => key.reveal() === callbackKey);
}
