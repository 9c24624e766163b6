import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';

/** The ways in which a request fails without an answer from a union. */
const FAILURES: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  'a lost connection': (route) => route.abort(),
  'a fault of the gateway': (route) =>
    route.fulfill({ status: 500, json: { errors: [{ message: 'x', extensions: { code: 'INTERNAL' } }] } }),
  'a fault that comes with data': (route) =>
    route.fulfill({ json: { data: null, errors: [{ message: 'x' }] } }),
  'a page of a proxy': (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<html>' }),
  'half an answer': (route) => route.fulfill({ contentType: 'application/json', body: '{"data":{' }),
};

/** Where the console reads something, by the name of the field. */
const READS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  viewer: async (page) => {
    await page.reload();
  },
  moderationActions: (page) => page.getByRole('link', { name: 'Recent actions' }).click(),
};

/** Chromium complains of each failed request, which these tests cause. */
const QUIETLY = { failuresExpected: true };

describeInBrowser('the console of the sandbox', (onPage) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startTestSandbox();
  });
  afterAll(() => sandbox?.close());

  const cases = Object.keys(READS).flatMap((read) =>
    Object.keys(FAILURES).map((what) => [read, what] as const),
  );
  it.each(cases)('does not say that a failed read may have been applied: %s, %s', async (read, what) => {
    await onPage(
      `${sandbox.url}/console`,
      async (page) => {
        await page.getByText('admin may mute in every room').waitFor();
        await page.route('**/graphql', (route) => {
          const isRead = new RegExp(`\\b${read}\\b`).test(route.request().postDataJSON().query);
          return isRead ? FAILURES[what]?.(route) : route.continue();
        });
        await READS[read]?.(page);
        await page.locator('.notice').waitFor();
        expect(await page.locator('.notice').textContent()).not.toContain('may');
        expect(await page.locator('.warning').count()).toBe(0);
      },
      QUIETLY,
    );
  });

  /** The page as it is where no service writes tokens into it. */
  async function withoutTokens(page: Page): Promise<void> {
    const url = `${sandbox.url}/console`;
    await page.route(url, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/(id="callers">).*?(<\/script>)/, '$1[]$2');
      await route.fulfill({ response, body });
    });
    await page.goto(url);
  }

  const { expired, cut, words } = {
    expired: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4IiwiZXhwIjoxfQ.AAAA',
    cut: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIi',
    words: '不是令牌',
  };
  it.each([expired, cut, words, 'two words', '-'])(
    'keeps the form after the wrong token %s',
    async (token) => {
      await onPage(
        `${sandbox.url}/healthz`,
        async (page) => {
          await withoutTokens(page);
          const field = page.getByLabel('Your token');
          await field.fill(token);
          await page.keyboard.press('Enter');
          await page.getByRole('alert').getByText('The gateway does not accept this token.').waitFor();
          expect(await field.inputValue()).toBe(token);

          await field.fill(`Bearer ${sandbox.tokens?.admin}`);
          await page.keyboard.press('Enter');
          await page.getByText('admin may mute in every room').waitFor();
          expect(await field.count()).toBe(0);
        },
        QUIETLY,
      );
    },
  );

  it('keeps the form, and says why, when the gateway does not answer', async () => {
    await onPage(
      `${sandbox.url}/healthz`,
      async (page) => {
        await withoutTokens(page);
        await page.route('**/graphql', (route) => route.abort(), { times: 1 });
        await page.getByLabel('Your token').fill(sandbox.tokens?.admin ?? '');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').getByText('No answer came').waitFor();
        await page.getByRole('button', { name: 'Use this token' }).click();
        await page.getByText('admin may mute in every room').waitFor();
      },
      QUIETLY,
    );
  });
});
