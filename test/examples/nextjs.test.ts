import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SignJWT } from 'jose';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { NOTHING_AGAIN, startTestSandbox } from '../sandbox-gateway.js';

const KEY = 'the secret of a back end, of 32 bytes or more';
const SESSION_KEY = 'the secret of the sessions of an application';

let sandbox: Sandbox;
let folder: string;
let mute: (before: undefined, form: FormData) => Promise<{ text: string; mayBeDone: boolean }>;
/** What the browser sends as the cookie `session`. */
let session: string | undefined;

/** The server action as it is, in front of cookies that this test sets. Next.js itself does not run. */
beforeAll(async () => {
  sandbox = await startTestSandbox({ ...NOTHING_AGAIN, AUTH_JWT_SECRET: KEY });
  folder = mkdtempSync(join(tmpdir(), 'nextjs-'));
  const build = await rolldown({
    input: join(import.meta.dirname, '../../examples/nextjs/app/actions.ts'),
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'next-headers',
        resolveId: (id) => (id === 'next/headers' ? '\0next-headers' : null),
        load: (id) =>
          id === '\0next-headers'
            ? 'export const cookies = async () => ({ get: (name) => globalThis.cookiesOfRequest(name) });'
            : null,
      },
    ],
  });
  const file = join(folder, 'actions.mjs');
  await build.write({ file });
  await build.close();
  ({ mute } = await import(pathToFileURL(file).href));
  vi.stubGlobal('cookiesOfRequest', (name: string) =>
    name === 'session' && session !== undefined ? { value: session } : undefined,
  );
  vi.stubEnv('GATEWAY_URL', `${sandbox.url}/graphql`);
  vi.stubEnv('AUTH_JWT_SECRET', KEY);
  vi.stubEnv('SESSION_SECRET', SESSION_KEY);
});
afterAll(async () => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
  await sandbox?.close();
});
afterEach(() => sandbox.trtc.reset());

const signIn = async (key = SESSION_KEY) => {
  session = await new SignJWT({ rooms: [10006] })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('moderator-1')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(key));
};

function form(fields: Record<string, string> = {}): FormData {
  const data = new FormData();
  const all = { room: '10006', user: '29376', reason: 'spam', key: crypto.randomUUID(), ...fields };
  for (const [name, value] of Object.entries(all)) data.set(name, value);
  return data;
}

describe('the server action of examples/nextjs', () => {
  it('mutes as the moderator whom the application has signed in', async () => {
    await signIn();

    expect(await mute(undefined, form())).toEqual({ text: '29376 is muted.', mayBeDone: false });
    expect(sandbox.trtc.requests()).toEqual([expect.objectContaining({ applied: true })]);
  });

  it('acts once for a form that is sent twice', async () => {
    await signIn();
    const sent = form();

    expect(await Promise.all([mute(undefined, sent), mute(undefined, sent)])).toEqual([
      { text: '29376 is muted.', mayBeDone: false },
      { text: '29376 is muted.', mayBeDone: false },
    ]);
    expect(sandbox.trtc.requests()).toHaveLength(1);
  });

  it('says what the gateway refuses', async () => {
    await signIn();

    const texts = [];
    for (const fields of [{ room: '10007' }, { user: '' }, { user: 'nobody' }] as Record<string, string>[]) {
      const { text, mayBeDone } = await mute(undefined, form(fields));
      expect(mayBeDone).toBe(false);
      texts.push(text);
    }
    expect(texts).toEqual([
      'This needs a token whose claim rooms names what is asked for.',
      expect.stringContaining('userId'),
      'This person has left the room.',
    ]);
  });

  it('sends nothing without a session that the application has signed', async () => {
    session = undefined;
    expect(await mute(undefined, form())).toEqual({ text: 'Sign in first.', mayBeDone: false });
    await signIn('another key, which the application does not know');
    expect(await mute(undefined, form())).toEqual({ text: 'Sign in first.', mayBeDone: false });
    expect(sandbox.trtc.requests()).toEqual([]);
  });

  it('says that it may be done where there is no answer', async () => {
    await signIn();
    vi.stubEnv('GATEWAY_URL', 'http://127.0.0.1:9/graphql');
    const notice = await mute(undefined, form());
    vi.stubEnv('GATEWAY_URL', `${sandbox.url}/graphql`);

    expect(notice).toEqual({ text: 'The gateway gave no answer. Try again.', mayBeDone: true });
  });
});
