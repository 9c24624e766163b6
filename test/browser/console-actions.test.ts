import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { zhCN } from '../../examples/console/src/words/zh-cn.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { closedGate } from '../gate.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';
import { barriers, countPresses, PATIENTLY, positions, presses, resetPresses, row } from './console-page.js';

const SDK_APP_ID = 1400188366;
const DAY_MS = 24 * 60 * 60 * 1000;

describeInBrowser('what was done, in the console', (onPage) => {
  let sandbox: Sandbox;
  let url: string;

  beforeAll(async () => {
    sandbox = await startTestSandbox(NOTHING_AGAIN, withoutJitter);
    url = `${sandbox.url}/console`;
    for (const userId of ['dora', 'emil']) sandbox.trtc.enterRoom(SDK_APP_ID, 10006, userId);
    sandbox.trtc.enterRoom(SDK_APP_ID, 'stage', 'dora');
    await sandbox.trtc.callbacksSent();
    const mute = { audio: 'DISABLED' as const };
    const inputs = [
      { roomId: 10006, userId: 'emil', ...mute, reason: '=HYPERLINK("http://x","y")' },
      { roomId: 10006, userId: 'dora', ...mute, durationSeconds: 3_600, reason: 'noise' },
      { strRoomId: 'stage', userId: 'dora', video: 'DISABLED' as const },
      { roomId: 10006, userId: 'nobody-here', ...mute },
    ];
    for (const input of inputs) await send(sandbox, SetUserMediaStateDocument, { input });
  });
  afterAll(() => sandbox?.close());

  it('finds who muted a person yesterday with two presses', async () => {
    await onPage(
      url,
      async (page) => {
        // Seen from tomorrow, it was done yesterday. Nothing else in the browser waits for a time.
        await page.clock.setFixedTime(Date.now() + DAY_MS);
        await row(page, 'dora').waitFor();
        await resetPresses(page);
        await page.getByRole('link', { name: 'dora', exact: true }).click();
        const article = page.getByRole('article', { name: 'Person dora' });
        await article.getByText('Yesterday', { exact: true }).click();
        expect(await presses(page)).toBe(2);
        const actions = page.getByRole('list', { name: 'Recent actions' }).locator('> li');
        await expect.poll(() => actions.count(), PATIENTLY).toBe(2);
        const texts = await actions.allTextContents();
        expect(texts.map((text) => text.includes('admin'))).toEqual([true, true]);
        expect(texts[1]).toContain('dora in room 10006: Mute audio');
        expect(page.url()).toMatch(/#person\?id=dora&time=yesterday$/);
        await article.getByText('Today', { exact: true }).click();
        await page.getByText('Nothing to show.').waitFor();
      },
      { prepare: countPresses },
    );
  });

  it.each([1280, 390])(
    'keeps the times to choose where they are while facts of a person come, %i wide',
    (width) =>
      onPage(
        url,
        async (page) => {
          await row(page, 'dora').waitFor();
          const told = closedGate();
          await page.route('**/graphql', async (route) => {
            await told.opened;
            await route.continue();
          });
          await page.getByRole('link', { name: 'dora', exact: true }).click();
          const article = page.getByRole('article', { name: 'Person dora' });
          await article.getByText('Looking').waitFor();
          const before = await positions(page, 'article .times label');
          expect(before).not.toEqual([]);
          told.open();
          await article.getByText('In force').waitFor();
          await article.getByText('Is now in room').waitFor();
          expect(await positions(page, 'article .times label')).toEqual(before);
        },
        { viewport: { width, height: 844 } },
      ),
  );

  it('shows on a person’s page in which rooms they are, and what restricts them', async () => {
    await onPage(`${url}#person?id=dora`, async (page) => {
      const article = page.getByRole('article', { name: 'Person dora' });
      await article.getByText('Is now in room').waitFor();
      const rooms = article.locator('.person-facts a');
      expect((await rooms.allTextContents()).toSorted()).toEqual(['"stage"', '10006']);
      const restriction = article.getByRole('list', { name: 'Restrictions' }).getByRole('listitem');
      await restriction.getByText(/Mute audio in room 10006 \((59|58|57|56|55):\d\d\)/).waitFor();
      await restriction.getByText('In force').waitFor();
      await restriction.getByText('By admin, ').waitFor();
      expect(await barriers(page)).toEqual([]);

      await article.getByRole('link', { name: '"stage"' }).click();
      await row(page, 'erin').waitFor();
      await page.goBack();
      await article.getByText('Is now in room').waitFor();
    });
  });

  it('filters by person, actor, room, time, kind and who carried it out, and keeps it in the address', async () => {
    await onPage(`${url}#actions`, async (page) => {
      const actions = page.getByRole('list', { name: 'Recent actions' }).locator('> li:not(.hint)');
      const count = (wanted: number) => expect.poll(() => actions.count(), PATIENTLY).toBe(wanted);
      await count(4);
      // What was refused does not read as done.
      expect(await actions.first().textContent()).toContain(
        'Not done: nobody-here in room 10006: Mute audio',
      );

      await page.getByLabel('Done to').fill('dora');
      await count(2);
      await page.getByLabel('Room', { exact: true }).fill('"stage"');
      await count(1);
      await page.getByRole('combobox', { name: 'Kind' }).selectOption('Remove from a room');
      await page.getByText('Nothing to show.').waitFor();
      await page.getByRole('combobox', { name: 'Kind' }).selectOption('Mute or unmute');
      await count(1);
      await page.reload();
      await count(1);
      expect(await page.getByLabel('Done to').inputValue()).toBe('dora');
      await page.getByRole('link', { name: 'Blacklist' }).click();
      await page.getByRole('link', { name: 'Recent actions' }).click();
      expect(await page.getByLabel('Done to').inputValue()).toBe('dora');
      await page.getByRole('button', { name: 'Show all again' }).click();
      await count(4);
      await page.getByRole('combobox', { name: 'By whom' }).selectOption('The gateway, by itself');
      await page.getByText('Nothing to show.').waitFor();
      await page.getByRole('button', { name: 'Show all again' }).click();
      const suggestions = page.locator('datalist option');
      await expect
        .poll(
          () => suggestions.evaluateAll((options) => options.map((one) => one.getAttribute('value'))),
          PATIENTLY,
        )
        .toEqual(['admin']);
      await page.getByText('From, to', { exact: true }).click();
      await page.getByLabel('Up to').fill('2020-01-01T00:00');
      await page.getByText('Nothing to show.').waitFor();
      expect(await barriers(page)).toEqual([]);
    });
  });

  it('shows how long ago it was with the full time behind it, and exports a table', async () => {
    await onPage(`${url}#actions?person=emil`, async (page) => {
      const action = page.getByRole('list', { name: 'Recent actions' }).locator('> li').first();
      await action.waitFor();
      expect(await action.locator('time').textContent()).toMatch(/now|ago/);
      expect(await action.locator('time').getAttribute('title')).toMatch(/\d{1,2}:\d\d:\d\d/);

      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export as CSV' }).click();
      const text = await readFile(await (await download).path(), 'utf8');
      await page.getByRole('status').getByText('1 exported.').waitFor();
      const [head, line, end] = text.split('\r\n');
      expect(head).toMatch(/^\uFEFFrequestedAt,actor,automatic,operation,/);
      expect(line).toContain(
        ',admin,false,SET_USER_MEDIA_STATE,emil in room 10006: Mute audio,10006,,emil,APPLIED,APPLIED,',
      );
      // A spreadsheet does not run it.
      expect(line).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
      expect(end).toBe('');
    });
  });

  it.each([
    [1280, 800],
    [390, 844],
  ])('fits into %i × %i, in Chinese', async (width, height) => {
    await onPage(
      `${url}#actions`,
      async (page) => {
        await page.getByRole('list', { name: zhCN.views.actions }).locator('> li').first().waitFor();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await page.goto(`${url}#person?id=dora`);
        await page.getByRole('list', { name: zhCN.person.restrictions }).waitFor();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await barriers(page)).toEqual([]);
      },
      { viewport: { width, height }, locale: 'zh-CN' },
    );
  });
});
