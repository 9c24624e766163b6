import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addToBlacklistExample, setUserMediaStateExample } from '../../src/playground/example-operations.js';
import { startSandbox } from '../../src/sandbox.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const installed = existsSync(executablePath);
const howToInstall = `no Chromium at ${executablePath}; run: apt-get install chromium (or set CHROMIUM_PATH)`;
const optional = !process.env.CI;

if (!installed && optional) process.stderr.write(`browser test NOT run: ${howToInstall}\n`);

describe.skipIf(!installed && optional)('the playground in a browser', { timeout: 60_000 }, () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let browser: Browser;

  beforeAll(async () => {
    if (!installed) throw new Error(howToInstall);
    sandbox = await startSandbox({ PORT: '0', TRTC_EMULATOR_PORT: '0', VOLC_EMULATOR_PORT: '0' });
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  /** Opens the page, and afterwards fails on whatever it fetched elsewhere or complained about. */
  async function onPlayground(use: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1024 } });
    const fetchedElsewhere: string[] = [];
    const complaints: string[] = [];
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== sandbox.url) fetchedElsewhere.push(request.url());
    });
    context.on('weberror', (webError) => complaints.push(String(webError.error())));
    // Chromium reports a violation of the content security policy as an error on the console.
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    const page = await context.newPage();
    await page.goto(`${sandbox.url}/graphql`);
    await use(page);
    await context.close();
    expect(fetchedElsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  }

  it('opens on an example of each mutation, and runs both', async () => {
    await onPlayground(async (page) => {
      expect(await page.title()).toBe('Moderation gateway');

      await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').waitFor();
      await editor(page, 'Variables', '"roomId": 10006').waitFor();
      expect(await run(page, setUserMediaStateExample.query)).toMatchObject(setUserMediaStateExample);
      await response(page, '"__typename": "SetUserMediaStateSuccess"').waitFor();
      await response(page, '"state": "AUDIO_VIDEO_DISABLED"').waitFor();

      await page.getByRole('tab', { name: 'AddToBlacklist' }).click();
      await editor(page, 'Operation Editor', 'mutation AddToBlacklist(').waitFor();
      await editor(page, 'Variables', '"userId": "10001"').waitFor();
      expect(await run(page, addToBlacklistExample.query)).toMatchObject(addToBlacklistExample);
      await response(page, '"__typename": "AddToBlacklistPartialFailure"').waitFor();
      await response(page, '"__typename": "AlreadyBlacklistedError"').waitFor();
    });
  });

  it('runs a mutation that somebody types', async () => {
    const mutation =
      'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) ' +
      '{ ... on SetUserMediaStateSuccess { state } ... on ModerationError { message } } }';

    await onPlayground(async (page) => {
      await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').click();
      await page.getByRole('button', { name: 'New tab' }).click();
      await editor(page, 'Operation Editor', /^\s*$/).click();
      await page.keyboard.type(mutation);
      await run(page, mutation);
      await response(page, '"state": "AUDIO_DISABLED"').waitFor();
      const arrived = sandbox.trtc.requests().at(-1);
      expect(arrived?.applied).toBe(true);
      expect(JSON.parse(arrived?.body ?? '')).toMatchObject({ RoomId: 10006, UserId: '29376', IsMute: 2 });
    });
  });
});

function editor(page: Page, name: string, text: string | RegExp) {
  return page.getByRole('region', { name }).locator('.view-lines', { hasText: text });
}

function response(page: Page, text: string) {
  return page.locator('.graphiql-response .view-lines', { hasText: text });
}

/** Runs the query, which the editor should hold by now. Returns what was sent. */
async function run(page: Page, query: string): Promise<unknown> {
  // GraphiQL takes notice of a change, and of the operation's new name, a tenth of a second late.
  const noticed = () => page.evaluate("localStorage.getItem('graphiql:query')");
  await expect.poll(noticed, { timeout: 10_000 }).toBe(query);
  const [request] = await Promise.all([
    page.waitForRequest((candidate) => candidate.postDataJSON()?.query === query),
    page.getByRole('button', { name: /^Execute query/ }).click(),
  ]);
  return request.postDataJSON();
}
