import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';
import { barriers, hasFocus, PATIENTLY, positions, press, result, row, UNDECIDED } from './console-page.js';

describeInBrowser('the console of the sandbox', (onPage) => {
  let sandbox: Sandbox;
  let url: string;

  beforeAll(async () => {
    sandbox = await startTestSandbox(NOTHING_AGAIN, withoutJitter);
    url = `${sandbox.url}/console`;
  });
  afterAll(() => sandbox?.close());
  beforeEach(async () => {
    sandbox.trtc.reset();
    sandbox.volcengine.reset();
    await sandbox.trtc.callbacksSent();
  });

  it('the console uses the browser’s language or the chosen language, and remembers it', async () => {
    await onPage(
      url,
      async (page) => {
        await page.getByRole('heading', { name: '管理控制台' }).waitFor();
        expect(await page.title()).toBe('管理控制台');
        sandbox.trtc.injectFault(UNDECIDED);
        await page.getByRole('button', { name: /^禁麦.*alice/ }).click();
        await page.getByText('服务商内部出错。', { exact: true }).waitFor();
        await page.getByText('操作仍有可能已经生效。', { exact: true }).waitFor();

        await page.getByLabel('语言').selectOption('English');
        await page.getByText('The service reports a fault of its own.', { exact: true }).waitFor();
        expect(await page.locator('html').getAttribute('lang')).toBe('en');
        await page.reload();
        await page.getByRole('heading', { name: 'Moderator console' }).waitFor();
      },
      { locale: 'zh-CN' },
    );
  });

  it('the console can be used with the keyboard alone, and keeps the focus', async () => {
    await onPage(url, async (page) => {
      await row(page, 'alice').waitFor();
      const mute = page.getByRole('button', { name: 'Mute audio of alice', exact: true });
      for (let presses = 0; !(await hasFocus(mute)); presses += 1) {
        expect(presses).toBeLessThan(30);
        await page.keyboard.press('Tab');
      }
      sandbox.trtc.injectFault(UNDECIDED);
      await page.keyboard.press('Enter');
      await row(page, 'alice').getByText('It may still have been applied.').waitFor();
      await page.getByRole('status').getByText('alice: The service reports a fault of its own.').waitFor();
      expect(await hasFocus(row(page, 'alice').locator('.switches .off').first())).toBe(true);

      // Tab to the two buttons of the video, the details and the retry.
      for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await row(page, 'alice').getByText('Audio muted.').waitFor();
      // Shift+Tab from the place of the retry to the last of the buttons before it.
      await page.keyboard.press('Shift+Tab');
      expect(await hasFocus(page.getByRole('button', { name: 'Mute video of alice' }))).toBe(true);
    });
  });

  it.each([
    // Wide, the narrowest width with three columns, and on a phone.
    ['en-US', [1280, 1070, 360]],
    ['zh-CN', [1280, 800, 360]],
  ])('moves nothing when results come, %s', async (locale, widths) => {
    await onPage(
      url,
      async (page) => {
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          await roomStaysInPlace(page, width);
          await blacklistStaysInPlace(page, width);
        }
      },
      { locale },
    );
  });

  async function roomStaysInPlace(page: Page, width: number): Promise<void> {
    const parts = '.person, .switches > *';
    sandbox.trtc.reset();
    await sandbox.trtc.callbacksSent();
    await page.goto(`${url}#rooms`);
    await page.reload();
    await page.locator('.person').first().waitFor();
    const before = await positions(page, parts);
    sandbox.trtc.injectFault({ ...UNDECIDED, times: 4 });
    await page.locator('.switches .off').first().click();
    await page.locator('.person').nth(1).locator('.switches .off').first().click();
    await expect.poll(() => page.locator('.warning').count(), PATIENTLY).toBe(2);
    expect(await positions(page, parts)).toEqual(before);
    await page.locator('.retry').first().click();
    await page.locator('.done').waitFor();
    expect(await positions(page, parts)).toEqual(before);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }

  async function blacklistStaysInPlace(page: Page, width: number): Promise<void> {
    const parts = 'form *, .user-results, .kind, progress';
    await page.goto(`${url}#blacklist`);
    await page.locator('form input[inputmode]').fill('10001');
    await page.locator('textarea').fill('10002 10006 10001 10003 12x4 10002');
    await page.locator('.left-out .bad').waitFor();
    const before = await positions(page, parts);
    await page.locator('form [type=submit]').click();
    await page.locator('.user-result.ownList').waitFor();
    expect(await positions(page, parts)).toEqual(before);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }

  it('the console has no serious accessibility fault in any view, light or dark', async () => {
    await onPage(url, async (page) => {
      await row(page, 'alice').waitFor();
      sandbox.trtc.injectFault(UNDECIDED);
      await press(page, 'Mute audio of alice');
      await row(page, 'alice').getByText('It may still have been applied.').waitFor();
      await press(page, 'Mute audio of bob');
      await row(page, 'bob').getByText('Audio muted.').waitFor();
      expect(await barriers(page)).toEqual([]);

      await page.getByRole('link', { name: 'Blacklist' }).click();
      sandbox.volcengine.injectFault({
        kind: 'failedInfos',
        failedInfos: [{ userId: '10003', code: 'Odd', message: '' }],
      });
      await page.getByLabel('Whose blacklist').fill('10001');
      await page.getByLabel('Ids to put on it').fill('10002 10003 10006 10001 x');
      await press(page, 'Add 4 to the blacklist');
      await result(page, '10003').getByText('Failed').waitFor();
      expect(await barriers(page)).toEqual([]);

      await page.getByRole('link', { name: 'Recent actions' }).click();
      await page.getByText('4 put on the blacklist').first().click();
      await page.getByText('10002: done').waitFor();
      expect(await barriers(page)).toEqual([]);

      await page.getByLabel('Acting as').selectOption('anchor');
      await page.getByText('Your token does not let you see what was done.').waitFor();
      await page.getByRole('link', { name: 'Rooms' }).click();
      await row(page, 'alice').waitFor();
      expect(await barriers(page)).toEqual([]);
    });
  });
});
