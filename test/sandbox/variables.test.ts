import { describe, expect, it } from 'vitest';
import { readEmulatorConfig } from '../../src/emulators/variables.js';
import { ConfigError } from '../../src/environment/config-error.js';
import { readSandboxConfig } from '../../src/sandbox/variables.js';

const TRTC = {
  TRTC_SECRET_ID: 'AKIDexample',
  TRTC_SECRET_KEY: 'canary-trtc-key',
  TRTC_SDK_APP_IDS: '1400188366',
};
const AUTH = { AUTH_JWT_SECRET: 'canary-of-32-bytes-or-rather-more' };

describe('the sandbox', () => {
  const emulators = { trtc: { url: 'http://127.0.0.1:1' }, volcengine: { url: 'http://127.0.0.1:2' } };
  const SANDBOX_SECRET = 'a secret of the sandbox, of 32 bytes';

  it('starts without any environment variable', () => {
    expect(readSandboxConfig(emulators, SANDBOX_SECRET, 'journal.db', {})).toMatchObject({
      playground: true,
      introspection: true,
      trtc: { sdkAppIds: [1400188366], endpoint: new URL(emulators.trtc.url) },
      volcengine: { appIds: [123456], endpoint: new URL(emulators.volcengine.url) },
    });
  });

  it('never calls the real vendors, whatever the environment says', () => {
    const config = readSandboxConfig(emulators, SANDBOX_SECRET, 'journal.db', {
      TRTC_ENDPOINT: 'https://trtc.intl.tencentcloudapi.com',
    });
    expect(config.trtc?.endpoint.origin).toBe(emulators.trtc.url);
  });

  it('gives gateway and emulators the credentials of the environment', () => {
    const environment = { ...TRTC, VOLC_APP_IDS: '7' };
    expect(readEmulatorConfig(environment)).toMatchObject({
      trtc: { port: 4101, secretId: 'AKIDexample', secretKey: 'canary-trtc-key', sdkAppIds: [1400188366] },
      volcengine: { port: 4102, appIds: [7], callsPerSecond: 50 },
    });
    expect(
      readSandboxConfig(emulators, SANDBOX_SECRET, 'journal.db', environment).trtc?.secretKey.reveal(),
    ).toBe('canary-trtc-key');
  });

  it('checks tokens with its own key, unless the environment names one', () => {
    const own = readSandboxConfig(emulators, SANDBOX_SECRET, 'journal.db', {}).auth;
    expect(own.kind === 'secret' && own.secret.reveal()).toBe(SANDBOX_SECRET);
    const named = readSandboxConfig(emulators, SANDBOX_SECRET, 'journal.db', AUTH).auth;
    expect(named.kind === 'secret' && named.secret.reveal()).toBe(AUTH.AUTH_JWT_SECRET);
  });

  it('reports variables that the emulators cannot use', () => {
    expect(() => readEmulatorConfig({ TRTC_EMULATOR_PORT: 'x', TRTC_QPS: '-' })).toThrow(ConfigError);
  });
});
