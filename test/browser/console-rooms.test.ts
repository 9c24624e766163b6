import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { en } from '../../examples/console/src/words/en.js';
import { zhCN } from '../../examples/console/src/words/zh-cn.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { closedGate } from '../gate.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';
import {
  barriers,
  countPresses,
  hasFocus,
  holdTime,
  PATIENTLY,
  peopleInSight,
  press,
  presses,
  recordInputs,
  resetPresses,
  row,
} from './console-page.js';

const SDK_APP_ID = 1400188366;
const ROOM = 10006;
const HOST = '29376';
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

describeInBrowser('the rooms of the console', (onPage) => {
  let sandbox: Sandbox;
  let url: string;

  beforeAll(async () => {
    sandbox = await startTestSandbox(NOTHING_AGAIN, withoutJitter);
    url = `${sandbox.url}/console`;
  });
  afterAll(() => sandbox?.close());
  beforeEach(async () => {
    sandbox.trtc.reset();
    await sandbox.trtc.callbacksSent();
  });

  async function enter(count: number, name = 'user'): Promise<string[]> {
    const ids = Array.from({ length: count }, (_, index) => `${name}-${String(index).padStart(3, '0')}`);
    for (const userId of ids) sandbox.trtc.enterRoom(SDK_APP_ID, ROOM, userId);
    await sandbox.trtc.callbacksSent();
    return ids;
  }
  const isMute = (userId: string) => sandbox.trtc.mediaState(SDK_APP_ID, ROOM, userId);

  it.each([
    [WIDE, 12, 'en-US', en, 'light'],
    [WIDE, 12, 'zh-CN', zhCN, 'dark'],
    [PHONE, 8, 'zh-CN', zhCN, 'light'],
    [PHONE, 8, 'en-US', en, 'dark'],
  ] as const)('shows, at %o, %i people at once, %s', async (viewport, count, locale, words, colorScheme) => {
    await enter(20);
    await onPage(
      url,
      async (page) => {
        const inRoom = page.getByRole('list', { name: words.rooms.people }).getByRole('listitem');
        await expect.poll(() => inRoom.count(), PATIENTLY).toBe(23);
        expect((await peopleInSight(page)).length).toBeGreaterThanOrEqual(count);
        const heights = await page.evaluate<number[]>(
          `[...document.querySelectorAll('.person')].map((row) => row.offsetHeight)`,
        );
        expect(Math.max(...heights)).toBeLessThanOrEqual(48);
        await page.getByLabel(words.rooms.select(HOST)).check();
        const { scrollWidth, scrollHeight } = await page.evaluate<HTMLElement>(
          'const { scrollWidth, scrollHeight } = document.documentElement; ({ scrollWidth, scrollHeight })',
        );
        expect({ scrollWidth, scrollHeight }).toEqual({
          scrollWidth: viewport.width,
          scrollHeight: viewport.height,
        });
        expect((await peopleInSight(page)).length).toBeGreaterThanOrEqual(count);
        expect(await barriers(page)).toEqual([]);
      },
      { viewport, locale, colorScheme },
    );
  });

  it('draws only a part of more than 100 people, and reaches everybody', async () => {
    await enter(147);
    await onPage(url, async (page) => {
      const inRoom = page.getByRole('list', { name: 'People in the room' });
      await expect
        .poll(() => inRoom.getByRole('listitem').first().getAttribute('aria-setsize'), PATIENTLY)
        .toBe('150');
      expect(await page.locator('.person').count()).toBeLessThan(60);
      await inRoom.evaluate((list) => list.scrollTo(0, list.scrollHeight));
      await row(page, 'user-146').waitFor();
      expect(await peopleInSight(page)).toContain('user-146');

      await page.getByLabel('Find a person').fill('user-07');
      await row(page, 'user-070').waitFor();
      expect(await page.locator('.person').count()).toBe(10);
    });
  });

  it('mutes all but the host with three presses, with whoever enters later, until that is lifted', async () => {
    const others = await enter(30);
    await onPage(
      url,
      async (page) => {
        await row(page, 'user-029').waitFor();
        await press(page, 'Mute audio of bob');
        await row(page, 'bob').getByText('Audio muted.').waitFor();

        await resetPresses(page);
        await page.getByLabel(`Select ${HOST}`).check();
        await press(page, 'Mute all others…');
        await page
          .getByText('Until somebody lifts it. Whoever enters or comes back meanwhile is muted too.')
          .waitFor();
        await press(page, 'Mute 32');
        const mutes = page.getByRole('list', { name: 'Mutes of the room' });
        await mutes.getByText(`Mute audio: all but ${HOST}`).waitFor();
        // Bob only listens, so he costs no call.
        await mutes.getByText('31 of 31').waitFor();
        expect(await presses(page)).toBe(3);
        const all = [HOST, 'alice', 'bob', ...others];
        expect(all.map(isMute)).toEqual([0, 2, 2, ...others.map(() => 2)]);
        const [late = ''] = await enter(1, 'late');
        await expect.poll(() => isMute(late)).toBe(2);
        expect(await barriers(page)).toEqual([]);

        await mutes.getByRole('button', { name: 'Lift' }).click();
        await page.getByRole('status').getByText('Restriction lifted.').waitFor();
        // He was muted before, so he stays muted.
        await expect.poll(() => all.map(isMute)).toEqual([0, 0, 2, ...others.map(() => 0)]);
        await expect.poll(() => isMute(late)).toBe(0);
        await mutes.waitFor({ state: 'detached' });
      },
      { prepare: countPresses },
    );
  });

  it('mutes one person with one press, and several one by one', async () => {
    const others = await enter(30);
    await onPage(
      url,
      async (page) => {
        await holdTime(page);
        await row(page, 'user-029').waitFor();
        await resetPresses(page);
        await press(page, 'Mute audio of bob');
        await row(page, 'bob').getByText('Audio muted.').waitFor();
        expect(await presses(page)).toBe(1);

        await resetPresses(page);
        await page.getByLabel('Select all').check();
        await page.getByLabel(`Select ${HOST}`).uncheck();
        await page
          .getByRole('toolbar', { name: 'Selected people' })
          .getByRole('button', { name: 'Mute audio', exact: true })
          .click();
        const progress = page.getByRole('region', { name: 'Progress' });
        // Bob is muted already.
        await progress.getByText('31 of 31').waitFor();
        expect(await presses(page)).toBe(3);
        await page.getByRole('status').getByText('Mute audio 31 of 31').waitFor();
        expect([HOST, 'alice', 'bob', ...others].map(isMute)).toEqual([0, 2, 2, ...others.map(() => 2)]);

        await resetPresses(page);
        await page.getByRole('button', { name: /^Undo all/ }).click();
        await progress.getByText('Undo 31 of 31').waitFor();
        expect(await presses(page)).toBe(1);
        // He was muted before, so he stays muted.
        expect([HOST, 'alice', 'bob', ...others].map(isMute)).toEqual([0, 0, 2, ...others.map(() => 0)]);
      },
      { prepare: countPresses },
    );
  });

  it('mutes for five minutes, shows what is left and whether it holds, and the next mute has no end', async () => {
    await onPage(url, async (page) => {
      const inputs = recordInputs(page, 'setUserMediaState');
      await row(page, 'bob').waitFor();
      await page.getByText('5 min', { exact: true }).click();
      await press(page, 'Mute audio of bob');
      await row(page, 'bob')
        .getByText(/^audio muted until .* \(4:[0-5]\d\)$/)
        .waitFor();
      expect(await row(page, 'bob').getByText('not certain').count()).toBe(0);
      await press(page, 'Mute video of alice');
      await row(page, 'alice').getByText('Video muted.').waitFor();
      expect(inputs.map(({ durationSeconds }) => durationSeconds)).toEqual([300, undefined]);
    });
  });

  it('acts on several, tells how far it is, can be stopped, and sends the rest later', async () => {
    const ids = await enter(12);
    await onPage(url, async (page) => {
      const inputs = recordInputs(page, 'setUserMediaState');
      const held = closedGate();
      await row(page, 'user-011').waitFor();
      await page.getByLabel('Select user-000').check();
      await page.getByLabel('Select user-011').click({ modifiers: ['Shift'] });
      await page.getByText('12 selected').waitFor();
      await page.route('**/graphql', async (route) => {
        if (route.request().postDataJSON().query.startsWith('mutation')) await held.opened;
        await route.continue();
      });
      await press(page, 'Mute video');
      await page.locator('.run').getByText('0 of 12').waitFor();
      await expect.poll(() => inputs.length, PATIENTLY).toBe(4);
      // A second press sends nothing again.
      await press(page, 'Mute video');
      await press(page, 'Stop');
      held.open();
      await page.locator('.run').getByText('Stopped. 8 not sent.').waitFor();
      expect(inputs).toHaveLength(4);
      await press(page, 'Try 8 again');
      await page.locator('.run').getByText('12 of 12').waitFor();
      expect(inputs).toHaveLength(12);
      expect(ids.map(isMute)).toEqual(ids.map(() => 3));
    });
  });

  it('removes people from the room after a question, and a double click confirms nothing', async () => {
    await onPage(url, async (page) => {
      const inputs = recordInputs(page, 'removeFromRoom');
      await page.getByLabel('Select bob').check();
      await page.getByRole('button', { name: 'Remove…' }).dblclick();
      const question = page.getByRole('dialog', { name: 'Remove bob from the room?' });
      await question.getByText('This cannot be undone.').waitFor();
      expect(inputs).toEqual([]);
      await question.getByRole('button', { name: 'Remove 1' }).dblclick();
      await row(page, 'bob').getByText('Left the room').waitFor();
      expect(inputs).toMatchObject([{ roomId: ROOM, userIds: ['bob'] }]);
      expect(await row(page, 'bob').getByRole('button', { name: /Undo/ }).count()).toBe(0);
    });
  });

  it('can be used by keys, which do nothing while nobody is selected', async () => {
    await enter(120, 'key');
    await onPage(url, async (page) => {
      const inputs = recordInputs(page, 'setUserMediaState');
      await row(page, 'key-000').waitFor();
      await page.keyboard.press('m');
      await page.getByRole('status').getByText('Nobody is selected.').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('vm');
      expect(await page.getByLabel('Find a person').inputValue()).toBe('vm');
      await page.getByLabel('Find a person').fill('');
      expect(inputs).toEqual([]);

      for (let downs = 0; downs < 4; downs += 1) await page.keyboard.press('ArrowDown');
      // The row may be drawn a frame later.
      await expect.poll(() => hasFocus(page.getByLabel('Select key-000')), PATIENTLY).toBe(true);
      await page.keyboard.press('m');
      await row(page, 'key-000').getByText('Audio muted.').waitFor();
      await page.keyboard.press('v');
      await row(page, 'key-000').getByText('Video muted.').waitFor();
      expect(isMute('key-000')).toBe(1);
      await page.keyboard.press('Shift+M');
      await row(page, 'key-000').getByText('Audio unmuted.').waitFor();
      expect(isMute('key-000')).toBe(3);

      // Also to rows that are not drawn yet.
      for (let downs = 0; downs < 40; downs += 1) await page.keyboard.press('ArrowDown');
      await expect.poll(() => hasFocus(page.getByLabel('Select key-040')), PATIENTLY).toBe(true);
      expect(inputs).toHaveLength(3);

      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).getByText('Mute audio of the selected').waitFor();
      await page.keyboard.press('m');
      expect(inputs).toHaveLength(3);
    });
  });
});
