import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';

const NO_ANSWER = 'The gateway gave no answer. It may have done it all the same.';
/** The clients whose page has hooks for lists too. */
const WITH_LISTS = ['apollo', 'urql'];

describeInBrowser('the hooks of the documentation', (onPage) => {
  let sandbox: Sandbox;
  let script: string;

  beforeAll(async () => {
    [sandbox, script] = await Promise.all([startTestSandbox(), bundle()]);
  });
  afterAll(() => sandbox?.close());

  /** Opens the page of a client on the sandbox's own origin. */
  async function onFrontEnd(
    client: string,
    use: (page: Page) => Promise<void>,
    lose: (route: Route) => boolean = () => false,
  ): Promise<void> {
    const address = new URL('/front-end', sandbox.url);
    address.search = String(new URLSearchParams({ client, token: sandbox.tokens?.admin ?? '' }));
    const body = `<!doctype html><link rel="icon" href="data:,"><div id="root"></div><script>${script}</script>`;
    const prepare = async (page: Page) => {
      await page.route('**/front-end?*', (route) => route.fulfill({ contentType: 'text/html', body }));
      await page.route('**/graphql', (route) => (lose(route) ? route.abort() : route.continue()));
    };
    await onPage(String(address), use, { prepare, tolerated: /net::ERR_FAILED/ });
  }

  const mute = (page: Page) => page.getByRole('button', { name: 'Mute' }).click();
  const notice = (page: Page, text: string) => page.locator('output', { hasText: text }).waitFor();
  const actions = (page: Page) => page.getByRole('listitem').count();
  const isMutation = (route: Route) => route.request().postDataJSON().query.startsWith('mutation');
  const isQuery = (route: Route) => !isMutation(route);

  it.each([...WITH_LISTS, 'fetch'])('say what a mutation has done: %s', (client) =>
    onFrontEnd(client, async (page) => {
      await mute(page);
      await notice(page, '29376 is AUDIO_DISABLED now.');
    }),
  );

  it.each(WITH_LISTS)('refresh the list of actions after a mutation: %s', (client) =>
    onFrontEnd(client, async (page) => {
      await mute(page);
      await expect.poll(() => actions(page)).toBeGreaterThan(0);
      const before = await actions(page);
      await mute(page);
      await expect.poll(() => actions(page)).toBeGreaterThan(before);
    }),
  );

  it.each([...WITH_LISTS, 'fetch'])('catch a lost connection of a mutation: %s', (client) =>
    onFrontEnd(
      client,
      async (page) => {
        await mute(page);
        await notice(page, NO_ANSWER);
      },
      isMutation,
    ),
  );

  it.each(WITH_LISTS)('catch a lost connection of a list, also when it is refreshed: %s', (client) =>
    onFrontEnd(
      client,
      async (page) => {
        const failed = page.getByText('The list could not be loaded.');
        await failed.waitFor();
        await mute(page);
        await notice(page, '29376 is AUDIO_DISABLED now.');
        await failed.waitFor();
      },
      isQuery,
    ),
  );

  it('catch a lost connection when older actions are loaded: apollo', async () => {
    let lost = false;
    await onFrontEnd(
      'apollo',
      async (page) => {
        await expect.poll(() => actions(page)).toBeGreaterThan(0);
        lost = true;
        await page.getByRole('button', { name: 'More' }).click();
        await notice(page, 'Older actions could not be loaded.');
      },
      () => lost,
    );
  });
});

async function bundle(): Promise<string> {
  const build = await rolldown({
    input: join(import.meta.dirname, 'front-end/page.tsx'),
    tsconfig: join(import.meta.dirname, 'front-end/tsconfig.json'),
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"', __DEV__: 'false' } },
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'iife', minify: true });
  await build.close();
  return output[0].code.replaceAll('</script', '<\\/script');
}
