import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startTestSandbox } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';
import { editor, response } from './graphiql-page.js';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describeInBrowser('the playground for everybody', (onPage) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startTestSandbox();
  });
  afterAll(() => sandbox?.close());

  it('runs an operation on a phone, where all its parts are on the screen', async () => {
    await onPage(
      `${sandbox.url}/graphql`,
      async (page) => {
        await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').waitFor();
        const run = page.getByRole('button', { name: 'Execute query' });
        await page.locator('.graphiql-response .view-lines').first().waitFor();
        await run.tap();
        await response(page, '"__typename": "SetUserMediaStateSuccess"').waitFor();

        const parts: [string, Locator, number][] = [
          ['the operation', page.locator('.graphiql-query-editor .monaco-editor').first(), 240],
          ['the response', page.locator('.graphiql-response .monaco-editor').first(), 340],
          ['the button that runs it', run, 40],
          ['the examples', page.getByRole('button', { name: 'Examples' }), 40],
          ['the callers', page.getByLabel('Caller'), 40],
          ['the documentation', page.getByRole('button', { name: /Documentation Explorer/ }), 40],
        ];
        for (const [part, locator, minimumWidth] of parts) {
          const { x, y, width, height } = (await locator.boundingBox()) ?? {
            x: -1,
            y: -1,
            width: 0,
            height: 0,
          };
          expect({ part, width }).toEqual({
            part,
            width: expect.toSatisfy((value) => value >= minimumWidth),
          });
          expect({ part, right: x + width }).toEqual({
            part,
            right: expect.toSatisfy((value) => value <= 390),
          });
          expect({ part, bottom: y + height }).toEqual({
            part,
            bottom: expect.toSatisfy((value) => value <= 844),
          });
          expect({ part, left: x, top: y }).toEqual({
            part,
            left: expect.toSatisfy((value) => value >= 0),
            top: expect.toSatisfy((value) => value >= 0),
          });
        }
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      },
      PHONE,
    );
  });

  it('opens an example and the documentation on a phone', async () => {
    await onPage(
      `${sandbox.url}/graphql`,
      async (page) => {
        await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').waitFor();
        await page.getByRole('button', { name: 'Examples' }).tap();
        await page.getByRole('menuitem', { name: 'UserNotInRoomError' }).tap();
        await editor(page, 'Variables', '"carol"').waitFor();
        await page.getByRole('button', { name: 'Show Documentation Explorer' }).tap();
        await page.getByRole('link', { name: 'Mutation', exact: true }).tap();
        const field = page.getByRole('link', { name: 'setUserMediaState', exact: true });
        await field.waitFor();
        const { width = 0 } = (await page.locator('.graphiql-plugin').boundingBox()) ?? {};
        expect(width).toBeGreaterThan(340);
      },
      PHONE,
    );
  });

  describe.each(['light', 'dark'] as const)('with %s colours', (colorScheme) => {
    it.each([390, 1280])('has texts with enough contrast at a width of %d', async (width) => {
      await onPage(
        `${sandbox.url}/graphql`,
        async (page) => {
          await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').waitFor();
          // Before, the button does nothing.
          await page.locator('.graphiql-response .view-lines').first().waitFor();
          await page.getByRole('button', { name: 'Execute query' }).click();
          await response(page, '"__typename": "SetUserMediaStateSuccess"').waitFor();
          expect(await lowContrasts(page)).toEqual([]);
          await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
          await page.getByRole('link', { name: 'Mutation', exact: true }).waitFor();
          expect(await lowContrasts(page)).toEqual([]);
          await page.getByRole('link', { name: 'Mutation', exact: true }).click();
          await page.getByRole('link', { name: 'setUserMediaState', exact: true }).waitFor();
          expect(await lowContrasts(page)).toEqual([]);
          await page.getByRole('button', { name: 'Examples' }).click();
          await page.getByRole('menuitem', { name: 'UserNotInRoomError' }).waitFor();
          expect(await lowContrasts(page)).toEqual([]);
        },
        // The page's content security policy does not let axe in.
        { viewport: { width, height: 844 }, colorScheme, bypassCSP: true },
      );
    });
  });
});

/** The texts whose contrast to their background is too low, by the rule of WCAG 2 at level AA. */
async function lowContrasts(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(`
    axe.run({ runOnly: ['color-contrast'] }).then(({ violations }) =>
      violations.flatMap(({ nodes }) => nodes.map(({ html, any }) => html + ' ' + any[0].message)))
  `);
}
