import type { Locator, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';
import { PATIENTLY, press, row } from './console-page.js';

/** Requests of a page for an operation, or for a stream of a kind or of any. */
function count(
  page: Page,
  wanted: 'query ModerationActions' | 'subscription ModerationActionsFeed' | 'subscription',
): () => number {
  let requests = 0;
  page.on('request', (request) => {
    if (!/\/graphql(\/stream)?$/.test(request.url())) return;
    if (new RegExp(`^${wanted}\\b`).test(request.postDataJSON().query)) requests += 1;
  });
  return () => requests;
}

const isMutation = (response: Response) =>
  response.url().endsWith('/graphql') && response.request().postDataJSON().query.startsWith('mutation');

const live = (page: Page) => page.locator('.live-notice:visible', { hasText: /^Live$/ }).first();
const notLive = (page: Page) =>
  page.locator('.live-notice:visible', { hasText: /^Not live: read every 2 seconds$/ }).first();
const action = (page: Page, text: string) =>
  page.getByRole('list', { name: 'Recent actions' }).getByRole('listitem').filter({ hasText: text });

/** The time when the expression is true in the page, which looks every few milliseconds. `waitFor` may look half a second late. */
function timeWhen(page: Page, expression: string): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    const look = () => (${expression} ? resolve(Date.now()) : setTimeout(look, 10));
    look();
  })`);
}

/**
 * For `prepare`: the test has the page's clock, and is told when the page hears by a stream that an action has ended. The page's `reads`
 * are those that have no answer yet.
 */
async function holdAndHear(page: Page, heardAt: number[]): Promise<void> {
  await page.exposeFunction('heard', () => void heardAt.push(Date.now()));
  await page.addInitScript(`{
    const { read } = ReadableStreamDefaultReader.prototype;
    ReadableStreamDefaultReader.prototype.read = async function () {
      const piece = await read.call(this);
      if (piece.value && new TextDecoder().decode(piece.value).includes('"kind":"ENDED"')) heard();
      return piece;
    };
    const { fetch } = window;
    reads = 0;
    window.fetch = async (url, options) => {
      if (url !== '/graphql') return fetch(url, options);
      reads += 1;
      try {
        const response = await fetch(url, options);
        await response.clone().text();
        return response;
      } finally {
        reads -= 1;
      }
    };
  }`);
  await page.clock.install();
}

/** Resolves when something is shown, before so much of the page's time has passed. While the page waits for an answer, none passes. */
async function showsWithin(page: Page, ms: number, shown: Locator): Promise<void> {
  const STEP_MS = 50;
  for (let passed = 0; passed < ms && !(await shown.isVisible()); passed += STEP_MS) {
    await expect.poll(() => page.evaluate<number>('reads'), PATIENTLY).toBe(0);
    await page.clock.runFor(STEP_MS);
  }
  await shown.waitFor();
}

/** Resolves when the page reads both streams: another would read the one that it does not read yet. */
async function readsBoth(page: Page): Promise<void> {
  const url = page.url();
  // What the page asks for while it is left does not count.
  await page.goto('about:blank');
  const streams = count(page, 'subscription');
  await page.goto(url);
  await expect.poll(streams).toBe(2);
  await live(page).waitFor();
}

describeInBrowser('the live console', (onPage) => {
  let sandbox: Sandbox;
  let rooms: string;
  let actions: string;
  beforeAll(async () => {
    sandbox = await startTestSandbox(NOTHING_AGAIN, withoutJitter);
    rooms = `${sandbox.url}/console`;
    actions = `${rooms}#actions`;
  });
  afterAll(() => sandbox?.close());
  beforeEach(async () => {
    sandbox.trtc.reset();
    await sandbox.trtc.callbacksSent();
  });
  const mute = (userId: string) =>
    send(sandbox, SetUserMediaStateDocument, { input: { roomId: 10006, userId, state: 'AUDIO_DISABLED' } });

  it('two consoles see what the other does within a second', async () => {
    const ofSecond: number[] = [];
    const ofThird: number[] = [];
    const seen = async (first: Page, second: Page, third: Page) => {
      await row(first, 'alice').waitFor();
      await row(second, 'alice').waitFor();
      for (const page of [second, third]) {
        await live(page).waitFor();
        await page.clock.pauseAt((await page.evaluate<number>('Date.now()')) + 1_000);
      }

      const own: number[] = [];
      const told: number[] = [];
      for (const [name, other] of [
        ['Mute audio of alice', 'Unmute audio of alice'],
        ['Unmute audio of alice', 'Mute audio of alice'],
        ['Mute audio of alice', 'Unmute audio of alice'],
      ] as const) {
        const known = await action(third, 'alice').count();
        const begunAt = Date.now();
        const [done, shown] = await Promise.all([
          first.waitForResponse(isMutation).then(() => Date.now()),
          timeWhen(first, `document.querySelector('button[aria-label="${other}"]')`),
          press(first, name),
        ]);
        own.push(shown - begunAt);
        await expect
          .poll(() => [ofSecond.length, ofThird.length], PATIENTLY)
          .toEqual([own.length, own.length]);
        told.push(Math.max(...[ofSecond, ofThird].map((times) => times.at(-1) ?? 0)) - done);
        // A console that reads every two seconds would not see it.
        await showsWithin(second, 500, second.getByRole('button', { name: other, exact: true }));
        await showsWithin(third, 500, action(third, 'alice').nth(known));
      }
      // On a machine so busy that even the console of whoever acts takes long, the others hear of it late too.
      expect(Math.min(...told)).toBeLessThan(Math.max(500, 3 * Math.min(...own)));
    };
    await onPage(rooms, (first) =>
      onPage(
        rooms,
        (second) =>
          onPage(actions, (third) => seen(first, second, third), {
            prepare: (page) => holdAndHear(page, ofThird),
          }),
        { prepare: (page) => holdAndHear(page, ofSecond) },
      ),
    );
  });

  it('the console reads no actions again while nothing happens and a stream is there', () =>
    onPage(actions, async (page) => {
      await page.clock.install();
      await page.reload();
      await live(page).waitFor();
      const reads = count(page, 'query ModerationActions');
      await page.clock.runFor(30_000);
      expect(reads()).toBeLessThanOrEqual(1);

      const before = reads();
      await mute('29376');
      await expect.poll(() => page.clock.runFor(500).then(reads)).toBeGreaterThan(before);
      await action(page, '29376').first().waitFor();
    }));

  it('tabs share their streams, and another tab takes them over when the one that reads them closes', () =>
    onPage(actions, async (first) => {
      const context = first.context();
      await readsBoth(first);
      const second = await context.newPage();
      const streams = count(second, 'subscription');
      await second.goto(actions);
      await live(second).waitFor();
      await mute('alice');
      await action(second, 'alice').first().waitFor();
      expect(streams()).toBe(0);

      await first.close();
      // One for the actions, and one for the room.
      await expect.poll(streams).toBe(2);
      await live(second).waitFor();
      const known = await action(second, 'bob').count();
      await mute('bob');
      await action(second, 'bob').nth(known).waitFor();
    }));

  it('tabs of tokens that grant the same share their streams, whoever the tokens are for and however long they hold', () =>
    onPage(actions, async (first) => {
      await readsBoth(first);
      const second = await first.context().newPage();
      await second.route('**/graphql', async (route) => {
        const response = await route.fetch();
        const json = await response.json();
        const others = { subject: 'somebody', expiresAt: '2030-01-01T00:00:00.000Z', trtcUserId: 'somebody' };
        if (json.data?.viewer) Object.assign(json.data.viewer, others);
        await route.fulfill({ response, json });
      });
      const streams = count(second, 'subscription');
      await second.goto(actions);
      await live(second).waitFor();
      await mute('alice');
      await action(second, 'alice').first().waitFor();
      expect(streams()).toBe(0);
      await second.unrouteAll({ behavior: 'ignoreErrors' });
    }));

  it('tabs of tokens that grant different things have one stream of actions, and the next is live when it is free', () =>
    onPage(actions, async (first) => {
      await readsBoth(first);
      const second = await first.context().newPage();
      await second.route('**/graphql', async (route) => {
        const response = await route.fetch();
        const json = await response.json();
        if (json.data?.viewer) json.data.viewer.scopes = [...json.data.viewer.scopes].reverse();
        await route.fulfill({ response, json });
      });
      const streams = count(second, 'subscription');
      const streamsOfActions = count(second, 'subscription ModerationActionsFeed');
      await second.clock.install();
      await second.goto(actions);
      await notLive(second).waitFor();
      await action(second, '').first().waitFor();
      const known = await action(second, 'alice').count();
      await mute('alice');
      await action(second, 'alice').nth(known).waitFor();
      // It reads every two seconds, also while nothing happens. Its room may have a stream.
      const reads = count(second, 'query ModerationActions');
      await expect.poll(reads, { timeout: 20_000 }).toBeGreaterThan(2);
      expect(streams()).toBeLessThanOrEqual(1);
      expect(streamsOfActions()).toBe(0);

      await first.close();
      await second.clock.runFor(31_000);
      await live(second).waitFor();
      // To the page's clock, the stream of its room may have been silent for so long that it is opened again.
      expect(streamsOfActions()).toBe(1);
      await second.unrouteAll({ behavior: 'ignoreErrors' });
    }));

  it('a console without a stream says so, reads every two seconds, and is live as soon as there is one', () =>
    onPage(
      actions,
      async (page) => {
        await page.route('**/graphql/stream', (route) => route.fulfill({ status: 404, body: '{}' }));
        await page.clock.install();
        await page.reload();
        await notLive(page).waitFor();
        await action(page, '').first().waitFor();
        const known = await action(page, 'bob').count();
        await mute('bob');
        await page.clock.runFor(3_000);
        await action(page, 'bob').nth(known).waitFor();
        await notLive(page).waitFor();

        await page.unroute('**/graphql/stream');
        await page.clock.runFor(31_000);
        await live(page).waitFor();
      },
      { failuresExpected: true },
    ));
});
