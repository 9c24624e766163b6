import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { closedGate } from '../gate.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';
import {
  countPresses,
  hasFocus,
  holdTime,
  loseAnswer,
  PATIENTLY,
  positions,
  press,
  presses,
  recordInputs,
  resetPresses,
  row,
  UNDECIDED,
} from './console-page.js';

const SDK_APP_ID = 1400188366;
const ROOM = 10006;

describeInBrowser('what keeps moderators from accidents in the console', (onPage) => {
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

  const isMute = (userId: string) => sandbox.trtc.mediaState(SDK_APP_ID, ROOM, userId);

  it('undoes a mute with one press, and leaves muted what was muted before', async () => {
    await onPage(
      url,
      async (page) => {
        await holdTime(page);
        const bob = row(page, 'bob');
        await press(page, 'Mute video of bob');
        await bob.getByText('Video muted.').waitFor();
        await press(page, 'Mute audio of bob');
        await bob.getByText('Audio muted.').waitFor();
        expect(isMute('bob')).toBe(1);
        await resetPresses(page);
        await bob.getByRole('button', { name: /^Undo/ }).click();
        await bob.getByText('Undone.').waitFor();
        expect(await presses(page)).toBe(1);
        expect(isMute('bob')).toBe(3);
        await bob.locator('.switches').getByText('Audio on').waitFor();
        await bob.locator('.switches').getByText('Video muted').waitFor();
        // What is undone cannot be undone.
        expect(await bob.getByRole('button', { name: /^Undo/ }).count()).toBe(0);
      },
      { prepare: countPresses },
    );
  });

  it('keeps the button that undoes where it is when the text beside it grows', () =>
    onPage(url, async (page) => {
      await holdTime(page);
      const told = closedGate();
      await row(page, 'bob').waitFor();
      await page.route('**/graphql', async (route) => {
        if (!route.request().postDataJSON().query.startsWith('mutation')) await told.opened;
        await route.continue();
      });
      await press(page, 'Mute audio of bob');
      const bob = row(page, 'bob');
      await bob.getByText('Audio muted.').waitFor();
      expect(await bob.getByText('By admin, now').count()).toBe(0);
      const [before] = await positions(page, '.person .undo');
      told.open();
      await bob.getByText('Audio muted. By admin, now').waitFor();
      expect(await positions(page, '.person .undo')).toEqual([before]);
      // And when ten seconds become nine.
      await page.clock.setFixedTime((await page.evaluate<number>('Date.now()')) + 1_500);
      await bob.getByRole('button', { name: 'Undo' }).getByText('9').waitFor();
      expect(await positions(page, '.person .undo')).toEqual([before]);
    }));

  it('keeps the button that lifts a mute where it is when the time left takes fewer digits', async () => {
    const input = { roomId: ROOM, userId: 'bob', audio: 'DISABLED' as const, durationSeconds: 3_600 };
    const { data } = await send(sandbox, SetUserMediaStateDocument, { input });
    expect(data?.setUserMediaState.__typename).toBe('SetUserMediaStateSuccess');
    await onPage(url, async (page) => {
      const givenBefore = Date.now();
      await page.clock.setFixedTime(givenBefore);
      const bob = row(page, 'bob');
      await bob.getByText(/\((1:00:00|59:\d\d)\)$/).waitFor();
      const before = await positions(page, '.timed button');
      expect(before).toHaveLength(1);
      await page.clock.setFixedTime(givenBefore + 3_330_000);
      await bob.getByText(/\(4:\d\d\)$/).waitFor();
      expect(await positions(page, '.timed button')).toEqual(before);
    });
  });

  it('offers to undo for ten seconds, keeps the focus in the row, and says if somebody was faster', async () => {
    await onPage(
      url,
      async (page) => {
        const alice = row(page, 'alice');
        await alice.waitFor();
        // It stands still, so the console reads nothing by itself.
        await page.clock.pauseAt(Date.now() + 60_000);
        await press(page, 'Mute audio of alice');
        const undo = alice.getByRole('button', { name: /^Undo/ });
        await undo.waitFor();
        await page.clock.fastForward(8_500);
        expect(await undo.count()).toBe(1);
        await page.clock.fastForward(2_000);
        await undo.waitFor({ state: 'detached' });

        await press(page, 'Mute video of alice');
        await undo.waitFor();
        const input = { roomId: ROOM, userId: 'alice', video: 'ENABLED' as const };
        await send(sandbox, SetUserMediaStateDocument, { input });
        await undo.focus();
        await page.keyboard.press('Enter');
        await alice.getByText('Somebody has done something newer here, so this was not done.').waitFor();
        expect(await hasFocus(alice.locator('.note'))).toBe(true);
        expect(isMute('alice')).toBe(2);
      },
      // The clock is there before the page, whose first timers would otherwise go on.
      { failuresExpected: true, prepare: (page) => page.clock.install() },
    );
  });

  it('says who did what last, and never what a colleague has changed since', async () => {
    // Nobody has set anything for her before.
    sandbox.trtc.enterRoom(SDK_APP_ID, ROOM, 'carol');
    await onPage(url, async (page) => {
      // So that "now" does not become "10 seconds ago" on a busy machine.
      await holdTime(page);
      const carol = row(page, 'carol');
      await press(page, 'Mute audio of carol');
      await carol.getByText('Audio muted. By admin, now').waitFor();

      const colleague = page.context().newPage();
      const other = await colleague;
      await other.goto(url);
      await other.getByLabel('Acting as').selectOption('anchor');
      await press(other, 'Unmute audio of carol');
      await carol.getByText('Audio unmuted. By anchor, now').waitFor();
      await carol.locator('.switches').getByText('Audio on').waitFor();
      expect(await carol.getByText('Audio muted').count()).toBe(0);
      expect(await carol.getByRole('button', { name: /^Undo/ }).count()).toBe(0);
      const time = carol.locator('time');
      expect(Date.parse((await time.getAttribute('datetime')) ?? '')).toBeGreaterThan(Date.now() - 600_000);
      expect(await time.getAttribute('title')).toMatch(/\d{1,2}:\d\d:\d\d/);

      // A failure is no news either, as soon as somebody has done something newer.
      sandbox.trtc.injectFault(UNDECIDED);
      await press(page, 'Mute video of carol');
      await carol.getByText('It may still have been applied.').waitFor();
      const input = { roomId: ROOM, userId: 'carol', state: 'AUDIO_VIDEO_ENABLED' as const };
      await send(sandbox, SetUserMediaStateDocument, { input });
      await carol.getByText('Audio and video on').waitFor();
      expect(await carol.getByText('It may still have been applied.').count()).toBe(0);
    });
  });

  it('says what came of an act whose answer was lost, as soon as the journal tells', async () => {
    sandbox.trtc.enterRoom(SDK_APP_ID, ROOM, 'lena');
    await onPage(url, async (page) => {
      const lena = row(page, 'lena');
      await lena.waitFor();
      let isHeld = true;
      await page.route('**/graphql', async (route) => {
        const isMutation = route.request().postDataJSON().query.startsWith('mutation');
        if (isMutation) {
          await route.fetch();
          return loseAnswer(route);
        }
        // Nothing is read until the failure was seen.
        return isHeld ? loseAnswer(route) : route.continue();
      });
      await press(page, 'Mute audio of lena');
      await lena.getByText('It may still have been applied.').waitFor();
      isHeld = false;
      await lena.getByText('Audio muted. By admin').waitFor();
      expect(await lena.getByText('It may still have been applied.').count()).toBe(0);
      expect(isMute('lena')).toBe(2);
    });
  });

  it('takes one of the usual reasons, for one act', async () => {
    await onPage(url, async (page) => {
      const inputs = recordInputs(page, 'setUserMediaState');
      await row(page, 'bob').waitFor();
      await page.getByRole('combobox', { name: 'Usual reasons' }).selectOption('Insults');
      const reason = page.getByRole('textbox', { name: 'Reason (optional)' });
      expect(await reason.inputValue()).toBe('Insults');
      await reason.fill('Insults of alice');
      await press(page, 'Mute audio of bob');
      await expect.poll(() => inputs.length, PATIENTLY).toBe(1);
      expect(inputs).toMatchObject([{ userId: 'bob', reason: 'Insults of alice' }]);
      expect(await reason.inputValue()).toBe('');
    });
  });
});
