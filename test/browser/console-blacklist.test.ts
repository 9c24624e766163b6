import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';
import {
  barriers,
  countPresses,
  holdTime,
  intercept,
  loseAnswer,
  PATIENTLY,
  press,
  presses,
  recordInputs,
  resetPresses,
} from './console-page.js';

const APP_ID = 123456;

describeInBrowser('the blacklists of the console', (onPage) => {
  let sandbox: Sandbox;
  let url: string;

  beforeAll(async () => {
    sandbox = await startTestSandbox(NOTHING_AGAIN, withoutJitter);
    url = `${sandbox.url}/console#blacklist`;
  });
  afterAll(() => sandbox?.close());
  beforeEach(() => sandbox.volcengine.reset());

  const onList = (owner: string) => [...sandbox.volcengine.blacklist(APP_ID, owner, 0).keys()];
  const entries = (page: Page) =>
    page.getByRole('list', { name: 'On the blacklist of 10001' }).getByRole('listitem');
  const entry = (page: Page, userId: string) =>
    entries(page).filter({ has: page.getByText(userId, { exact: true }) });

  it('adds 500 messy ids with three presses, and gives all that are not ids', async () => {
    const ids = Array.from({ length: 500 }, (_, index) => String(40_000 + index));
    const messy = ids.map((id, index) => (index % 25 === 0 ? `${id}；bad${index}` : id)).join(',\t ');
    await onPage(
      url,
      async (page) => {
        await page.getByLabel('Whose blacklist').waitFor();
        await resetPresses(page);
        await page.getByLabel('Whose blacklist').click();
        await page.keyboard.type('10002');
        await page.getByLabel('Ids to put on it').click();
        await page.keyboard.insertText(messy);
        await page.getByText('20 left out, not ids').waitFor();
        await press(page, 'Add 500 to the blacklist');
        await page.getByLabel(/^Added 500/).waitFor();
        expect(await presses(page)).toBe(3);
        expect(new Set(onList('10002'))).toEqual(new Set(ids));

        await page.getByText('Show all 20 that are not ids').click();
        const malformed = await page.getByLabel('What is not an id').inputValue();
        expect(malformed.split('\n')).toEqual(ids.flatMap((_, i) => (i % 25 === 0 ? [`bad${i}`] : [])));
        await press(page, 'Copy');
        await page.getByRole('status').getByText('Copied.').waitFor();
        await page.getByLabel('Ids to put on it').fill('');
        await page.keyboard.press('Control+v');
        expect(await page.getByLabel('Ids to put on it').inputValue()).toBe(malformed);
        expect(await barriers(page)).toEqual([]);
      },
      { prepare: countPresses, permissions: ['clipboard-read'] },
    );
  });

  it('keeps results through a reload, and sends what was under way again with the same key', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => String(50_000 + index));
    await onPage(url, async (page) => {
      const inputs = recordInputs(page, 'addToBlacklist');
      await intercept(page, 3, async (route) => {
        // The second batch reaches the gateway, and its answer never comes. The third is not sent.
        if (!route.request().postData()?.includes('50050')) return route.continue();
        await route.fetch();
      });
      await page.getByLabel('Whose blacklist').fill('10001');
      await page.getByLabel('Ids to put on it').fill(ids.join('\n'));
      await press(page, 'Add 150 to the blacklist');
      await page.getByLabel(/^Added 100/).waitFor();
      await expect.poll(() => onList('10001').includes('50099'), PATIENTLY).toBe(true);

      await page.reload();
      await page.getByLabel(/^Added 100/).waitFor();
      await page.getByLabel(/^Unknown: may have been added 50/).waitFor();
      expect(await page.getByLabel('Whose blacklist').inputValue()).toBe('10001');
      const again = page.getByRole('button', { name: 'Try 50 again' });
      expect(await again.getAttribute('class')).toContain('primary');
      await again.click();
      await page.getByLabel(/^Added 150/).waitFor();
      expect(inputs.at(-1)).toEqual(inputs.find(({ users }) => JSON.stringify(users).includes('50050')));

      await page.getByLabel('Acting as').selectOption('user');
      await page.getByText('What becomes of each id is shown here.').waitFor();
    });
  });

  it('makes the next step prominent: to try again what failed, and then to add', async () => {
    await onPage(url, async (page) => {
      await intercept(page, 1, loseAnswer);
      await page.getByLabel('Whose blacklist').fill('10001');
      await page.getByLabel('Ids to put on it').fill('60001 60002');
      const add = page.getByRole('button', { name: 'Add 2 to the blacklist' });
      expect(await add.getAttribute('class')).toBe('primary');
      await add.click();
      await page.getByRole('button', { name: 'Try 2 again' }).waitFor();
      expect(await page.locator('button.primary').allTextContents()).toEqual(['Try 2 again']);
      await press(page, 'Try 2 again');
      await page.getByLabel(/^Added 2/).waitFor();
      // All is done, until somebody has other ids.
      expect(await page.locator('button.primary').count()).toBe(0);
      await page.getByLabel('Ids to put on it').fill('60003');
      await page
        .getByRole('button', { name: 'Add 1 to the blacklist' })
        .and(page.locator('.primary'))
        .waitFor();
    });
  });

  it('undoes an addition with one press, for those whom it has added', async () => {
    await onPage(
      url,
      async (page) => {
        await holdTime(page);
        await page.getByLabel('Whose blacklist').fill('10001');
        // The sandbox has 10006 on the list.
        await page.getByLabel('Ids to put on it').fill('61001 10006');
        await press(page, 'Add 2 to the blacklist');
        await page.getByLabel(/^Added 1/).waitFor();
        await resetPresses(page);
        await page.getByRole('button', { name: /^Undo all/ }).click();
        await page.getByLabel(/^Taken off again 1/).waitFor();
        expect(await presses(page)).toBe(1);
        expect(onList('10001')).toEqual(['10006']);
      },
      { prepare: countPresses },
    );
  });

  it('reads a list, searches it, takes somebody off and puts them back', async () => {
    await onPage(url, async (page) => {
      const additions = recordInputs(page, 'addToBlacklist');
      await holdTime(page);
      await page.getByLabel('Whose blacklist').fill('10001');
      await press(page, 'Show who is on it');
      await entry(page, '10006').waitFor();
      await page.getByText('1 h', { exact: true }).and(page.locator('.blacklist *')).click();
      await page.getByLabel('Ids to put on it').fill('62001');
      await press(page, 'Add 1 to the blacklist');
      await entry(page, '62001')
        .getByText(/comes off in (1:0\d:\d\d|59:\d\d)/)
        .waitFor();
      expect(additions).toMatchObject([{ durationSeconds: 3_600 }]);

      await page.getByLabel('Find an id on it').fill('6200');
      expect(await entries(page).count()).toBe(1);
      await page.getByLabel('Find an id on it').fill('77777');
      await press(page, 'Ask for 77777');
      await page.getByText('77777 is not on the list.').first().waitFor();
      await page.getByLabel('Find an id on it').fill('');

      await press(page, 'Take off of 62001');
      await entry(page, '62001').getByText('Taken off.').waitFor();
      expect(onList('10001')).toEqual(['10006']);
      await entry(page, '62001').getByRole('button', { name: /^Undo/ }).click();
      await entry(page, '62001').getByText('Undone.', { exact: true }).waitFor();
      expect(onList('10001').toSorted()).toEqual(['10006', '62001']);

      // The gateway has not put this one on the list, so it does not know what was stored with the entry.
      await press(page, 'Take off of 10006');
      await entry(page, '10006').getByText('Taken off.').waitFor();
      await entry(page, '10006').getByRole('button', { name: /^Undo/ }).click();
      await entry(page, '10006').getByText('This cannot be undone.').waitFor();
      expect(await entry(page, '10006').getByText('Taken off.').count()).toBe(1);
      await press(page, 'Read again');
      await expect.poll(() => entries(page).count(), PATIENTLY).toBe(1);
      expect(await barriers(page)).toEqual([]);
    });
  });

  it.each([
    [1280, 800, 'en-US'],
    [390, 844, 'zh-CN'],
  ])('fits into %i × %i, %s', async (width, height, locale) => {
    await onPage(
      url,
      async (page) => {
        await page.locator('form input[inputmode]').fill('10001');
        await page.locator('textarea').first().fill('10006 x1 x2 x3 x4 x5');
        await page.locator('.show-list').click();
        await page.locator('.entry').first().waitFor();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await barriers(page)).toEqual([]);
      },
      { viewport: { width, height }, locale },
    );
  });
});
