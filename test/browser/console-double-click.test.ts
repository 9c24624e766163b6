import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CHANGE_BUTTONS, isDone, mediaAfter, mediaOf } from '../../examples/console/src/media-state.js';
import { en } from '../../examples/console/src/words/en.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';
import { PATIENTLY, recordInputs, result, row } from './console-page.js';

const SDK_APP_ID = 1400188366;
const ROOM = 10006;
/** By the vendor's `IsMute`. */
const STATES = ['AUDIO_VIDEO_ENABLED', 'AUDIO_VIDEO_DISABLED', 'AUDIO_DISABLED', 'VIDEO_DISABLED'] as const;
/** Between the two presses. The answer comes in between, or does not. */
const GAPS_MS = [80, 150, 300];

type Press = (page: Page) => Promise<void>;
/** The ways to press the button under the pointer, which has the focus too. */
const WAYS: readonly (readonly [string, Press])[] = [
  [
    'click',
    async ({ mouse }) => {
      await mouse.down();
      await mouse.up();
    },
  ],
  ['Enter', ({ keyboard }) => keyboard.press('Enter')],
  ['Space', ({ keyboard }) => keyboard.press('Space')],
];

/** The buttons of a row. Those for both media are above the list. */
const ROW_BUTTONS = CHANGE_BUTTONS.filter((change) => !change.endsWith('Both'));

/** Each button that does something in each state. Each case has a row of its own. */
const CASES = STATES.flatMap((state, index) =>
  ROW_BUTTONS.filter((change) => !isDone(change, mediaOf(state))).map((change) => ({
    state,
    change,
    userId: `state${index}-${change}`,
  })),
);

describeInBrowser('a double press in the console', (onPage) => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startTestSandbox(NOTHING_AGAIN, withoutJitter);
  });
  afterAll(() => sandbox?.close());
  beforeEach(async () => {
    sandbox.trtc.reset();
    sandbox.volcengine.reset();
    await sandbox.trtc.callbacksSent();
  });

  it.each(WAYS.flatMap(([way, pressOnce]) => GAPS_MS.map((gapMs) => [way, gapMs, pressOnce] as const)))(
    'does what one press does, in every state of a row, by %s after %i ms',
    async (_way, gapMs, pressOnce) => {
      for (const { userId, state } of CASES) {
        sandbox.trtc.enterRoom(SDK_APP_ID, ROOM, userId);
        const input = { roomId: ROOM, userId, state };
        const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
        expect(data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
      }
      await sandbox.trtc.callbacksSent();
      await onPage(`${sandbox.url}/console`, async (page) => {
        const inputs = recordInputs(page, 'setUserMediaState');
        for (const { userId, change } of CASES) {
          const name = `${en.rooms.changes[change].button} of ${userId}`;
          const button = page.getByRole('button', { name, exact: true });
          await button.hover();
          await button.focus();
          await pressOnce(page);
          await page.waitForTimeout(gapMs);
          await pressOnce(page);
        }
        for (const { userId, state, change } of CASES) {
          const wanted = mediaAfter(change, mediaOf(state));
          await row(page, userId).getByText(en.rooms.changes[change].done).waitFor();
          const now = STATES[sandbox.trtc.mediaState(SDK_APP_ID, ROOM, userId) ?? 0] ?? 'AUDIO_VIDEO_ENABLED';
          expect([userId, mediaOf(now)]).toEqual([userId, wanted]);
        }
        expect(inputs.map(({ userId }) => userId)).toEqual(CASES.map(({ userId }) => userId));
      });
    },
  );

  it('does not undo a mute when the vendor’s answer comes between, however late', async () => {
    await onPage(`${sandbox.url}/console`, async (page) => {
      const button = page.getByRole('button', { name: 'Mute audio of alice', exact: true });
      for (const delayMs of [20, 100, 250]) {
        sandbox.trtc.reset();
        await sandbox.trtc.callbacksSent();
        await page.reload();
        sandbox.trtc.injectFault({ kind: 'delay', delayMs });
        await button.hover();
        for (let presses = 0; presses < 8; presses += 1) {
          await page.mouse.down();
          await page.mouse.up();
          await page.waitForTimeout(60);
        }
        await row(page, 'alice').getByText('Audio muted.').waitFor();
        expect(sandbox.trtc.mediaState(SDK_APP_ID, ROOM, 'alice')).toBe(2);
      }
    });
  });

  it.each(GAPS_MS)('acts on the selected people once, %i ms apart', async (gapMs) => {
    const userIds = ['one', 'two', 'three'].map((name) => `${name}-${gapMs}`);
    for (const userId of userIds) sandbox.trtc.enterRoom(SDK_APP_ID, ROOM, userId);
    await sandbox.trtc.callbacksSent();
    await onPage(`${sandbox.url}/console`, async (page) => {
      const inputs = recordInputs(page, 'setUserMediaState');
      for (const userId of userIds) await page.getByLabel(`Select ${userId}`).check();
      await page.getByRole('button', { name: 'Mute both', exact: true }).hover();
      for (let presses = 0; presses < 3; presses += 1) {
        await page.mouse.down();
        await page.mouse.up();
        await page.waitForTimeout(gapMs);
      }
      await page.locator('.run').getByText('3 of 3').waitFor();
      expect(inputs.map(({ userId }) => userId).sort()).toEqual(userIds.toSorted());
      expect(userIds.map((userId) => sandbox.trtc.mediaState(SDK_APP_ID, ROOM, userId))).toEqual([1, 1, 1]);
    });
  });

  it.each(GAPS_MS)('sends a list for the blacklist once, %i ms apart', async (gapMs) => {
    await onPage(`${sandbox.url}/console#blacklist`, async (page) => {
      const inputs = recordInputs(page, 'addToBlacklist');
      await page.getByLabel('Whose blacklist').fill('10001');
      await page.getByLabel('Ids to put on it').fill('10002 10003');
      await page.getByRole('button', { name: 'Add 2 to the blacklist' }).hover();
      for (let presses = 0; presses < 2; presses += 1) {
        await page.mouse.down();
        await page.mouse.up();
        await page.waitForTimeout(gapMs);
      }
      await result(page, '10003').getByText('Added').waitFor();
      await page.getByText('Finished.').waitFor();
      expect(inputs).toHaveLength(1);

      await page.getByLabel('Ids to put on it').fill('10003 10004');
      await page.getByRole('button', { name: 'Add 2 to the blacklist' }).click();
      await result(page, '10004').getByText('Added').waitFor();
      expect(inputs).toHaveLength(2);
    });
  });

  it('has the reason of its own act only', async () => {
    await onPage(`${sandbox.url}/console`, async (page) => {
      const inputs = recordInputs(page, 'setUserMediaState');
      const additions = recordInputs(page, 'addToBlacklist');
      const reason = page.getByRole('textbox', { name: 'Reason (optional)' });
      await reason.fill('shouting');
      await page.getByRole('button', { name: 'Mute audio of alice', exact: true }).click();
      await row(page, 'alice').getByText('Audio muted.').waitFor();
      expect(await reason.inputValue()).toBe('');
      await page.getByRole('button', { name: 'Mute audio of bob', exact: true }).click();
      await row(page, 'bob').getByText('Audio muted.').waitFor();
      expect(inputs.map((input) => input.reason)).toEqual(['shouting', undefined]);

      await page.getByRole('link', { name: 'Blacklist' }).click();
      await reason.fill('spam');
      await page.getByLabel('Whose blacklist').fill('10001');
      await page.getByLabel('Ids to put on it').fill('10002');
      await page.getByRole('button', { name: 'Add 1 to the blacklist' }).click();
      await expect.poll(() => additions.length, PATIENTLY).toBe(1);
      expect(additions.map((input) => input.reason)).toEqual(['spam']);
      expect(await reason.inputValue()).toBe('');
    });
  });
});
