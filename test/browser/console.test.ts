import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { closedGate } from '../gate.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';
import {
  intercept,
  loseAnswer,
  names,
  PATIENTLY,
  press,
  recordInputs,
  result,
  row,
  UNDECIDED,
} from './console-page.js';

const SDK_APP_ID = 1400188366;
const APP_ID = 123456;

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

  const isMute = (userId: string) => sandbox.trtc.mediaState(SDK_APP_ID, 10006, userId);
  it('the console mutes and unmutes audio, video or both without changing the other', async () => {
    await onPage(url, async (page) => {
      const alice = row(page, 'alice');
      await alice.getByText('Audio on').waitFor();

      await press(page, 'Mute audio of alice');
      await alice.getByText('Audio muted.').waitFor();
      await alice.getByText('Video on').waitFor();
      expect(isMute('alice')).toBe(2);

      await press(page, 'Mute video of alice');
      await alice.getByText('Video muted.').waitFor();
      expect(isMute('alice')).toBe(1);

      await press(page, 'Unmute audio of alice');
      await alice.getByText('Audio unmuted.').waitFor();
      expect(isMute('alice')).toBe(3);

      await page.getByLabel('Select alice').check();
      await press(page, 'Mute both');
      await alice.getByText('Audio and video muted.').waitFor();
      await press(page, 'Unmute both');
      await alice.getByText('Audio and video unmuted.').waitFor();
      expect(isMute('alice')).toBe(0);
      expect(isMute('bob')).toBe(0);
    });
  });

  it('the console shows users who enter or leave, and states that others set', async () => {
    await onPage(url, async (page) => {
      await row(page, 'alice').waitFor();
      sandbox.trtc.enterRoom(SDK_APP_ID, 10006, 'dave');
      sandbox.trtc.leaveRoom(SDK_APP_ID, 10006, 'alice');
      const input = { roomId: 10006, userId: 'bob', state: 'AUDIO_DISABLED' as const };
      await send(sandbox, SetUserMediaStateDocument, { input });

      await row(page, 'dave').waitFor();
      await row(page, 'alice').getByText('Left the room').waitFor();
      await row(page, 'bob').locator('.switches').getByText('Audio muted').waitFor();
      expect(await names(page)).toEqual(['29376', 'alice', 'bob', 'dave']);
      await press(page, 'Hide those who left');
      expect(await names(page)).toEqual(['29376', 'bob', 'dave']);

      await page.getByLabel('Find a person').fill('DAV');
      expect(await names(page)).toEqual(['dave']);
    });
  });

  it('the console shows until when somebody is muted, and lifts that alone', async () => {
    await onPage(url, async (page) => {
      const bob = row(page, 'bob');
      const input = { roomId: 10006, userId: 'bob', audio: 'DISABLED' as const, durationSeconds: 3_600 };
      await send(sandbox, SetUserMediaStateDocument, { input });
      await bob.getByText(/^audio muted until \d/).waitFor();

      await press(page, 'Mute video of bob');
      await bob.getByText('Video muted.').waitFor();
      expect(isMute('bob')).toBe(1);
      await page.getByRole('textbox', { name: 'Reason (optional)' }).fill('mistaken');
      const lifts = recordInputs(page, 'liftRestriction');
      await press(page, 'Lift of bob');
      await bob.getByText('Restriction lifted.').waitFor();
      await bob.getByText('Audio on').waitFor();
      await bob.getByText('Video muted').waitFor();
      await expect.poll(() => bob.getByText('muted until').count(), PATIENTLY).toBe(0);
      expect(isMute('bob')).toBe(3);
      expect(lifts).toMatchObject([{ reason: 'mistaken' }]);
    });
  });

  it('the console shows roles and what people send, also in a string room, and a mute that ended with leaving', async () => {
    await onPage(url, async (page) => {
      await row(page, '29376').getByText('Anchor, sends audio, video').waitFor();
      await row(page, 'bob').getByText('Audience', { exact: true }).waitFor();
      await page.getByRole('combobox', { name: 'Room', exact: true }).selectOption({ label: '"stage" (2)' });
      await row(page, 'erin').getByText('Audience').waitFor();
      sandbox.trtc.changeRole(SDK_APP_ID, 'stage', 'erin', 20);
      sandbox.trtc.startPublishing(SDK_APP_ID, 'stage', 'erin', 'screen');
      await row(page, 'erin').getByText('Anchor, sends screen').waitFor();

      await press(page, 'Mute video of erin');
      await row(page, 'erin').getByText('Video muted.').waitFor();
      expect(sandbox.trtc.mediaState(SDK_APP_ID, 'stage', 'erin')).toBe(3);
      sandbox.trtc.leaveRoom(SDK_APP_ID, 'stage', 'erin');
      await row(page, 'erin').getByText('Left the room').waitFor();
      sandbox.trtc.enterRoom(SDK_APP_ID, 'stage', 'erin');
      await row(page, 'erin').getByText('Video on').waitFor();
    });
  });

  it('the console shows an error and whether the action may have been applied, and can try again', async () => {
    await onPage(url, async (page) => {
      const inputs = recordInputs(page, 'setUserMediaState');
      const [alice, bob] = [row(page, 'alice'), row(page, 'bob')];
      sandbox.trtc.injectFault({ kind: 'error', code: 'FailedOperation.UserNotExist', message: '' });
      await press(page, 'Mute audio of bob');
      await bob.getByText('This person is not in the room any more.').waitFor();
      expect(await bob.getByRole('button', { name: 'Try again' }).count()).toBe(0);
      await bob.getByText('Details').click();
      await bob.getByText('FailedOperation.UserNotExist').waitFor();

      sandbox.trtc.injectFault(UNDECIDED);
      await press(page, 'Mute audio of alice');
      await alice.getByText('The service reports a fault of its own.').waitFor();
      await alice.getByText('It may still have been applied.').waitFor();
      await alice.getByRole('button', { name: 'Try again' }).click();
      await alice.getByText('Audio muted.').waitFor();
      expect(isMute('alice')).toBe(2);
      expect(await alice.getByText('It may still have been applied.').count()).toBe(0);

      // The gateway would repeat its answer under the old key.
      const keys = inputs.slice(1).map(({ idempotencyKey }) => idempotencyKey);
      expect(new Set(keys).size).toBe(2);
    });
  });

  it('the console repeats an action with the same key when its answer was lost', async () => {
    await onPage(url, async (page) => {
      const inputs = recordInputs(page, 'setUserMediaState');
      const alice = row(page, 'alice');
      await intercept(page, 1, loseAnswer);
      await page.getByRole('textbox', { name: 'Reason (optional)' }).fill('spam');
      await press(page, 'Mute video of alice');
      await alice.getByText('No answer came').waitFor();
      await alice.getByText('It may still have been applied.').waitFor();
      await alice.getByRole('button', { name: 'Try again' }).click();
      await alice.getByText('Video muted.').waitFor();

      expect(inputs[0]).toMatchObject({ userId: 'alice', video: 'DISABLED', reason: 'spam' });
      expect(inputs[0]).not.toHaveProperty('audio');
      expect(inputs[0]).not.toHaveProperty('state');
      expect(inputs[1]).toEqual(inputs[0]);
    });
  });

  it('the console counts down to the next try, and shows the message of an unknown error', async () => {
    await onPage(url, async (page) => {
      // Nothing was asked for them before, so nothing is sent once more.
      sandbox.trtc.enterRoom(SDK_APP_ID, 10006, 'erin');
      const erin = row(page, 'erin');
      await erin.waitFor();
      await page.clock.install();
      await intercept(page, 1, (route) =>
        route.fulfill({
          json: {
            data: {
              setUserMediaState: {
                __typename: 'RoomFrozenError',
                code: 'ROOM_FROZEN',
                message: 'The room is frozen.',
                outcome: 'NOT_APPLIED',
                retryable: true,
                retryAfterMs: 90_000,
                vendor: null,
                vendorCode: null,
                vendorRequestId: null,
                actionId: null,
              },
            },
          },
        }),
      );
      await press(page, 'Mute audio of erin');
      await erin.getByText('The room is frozen.').first().waitFor();
      await erin.getByRole('button', { name: /Try again in (90|8\d) s/, disabled: true }).waitFor();
      await page.clock.fastForward(60_000);
      await erin.getByRole('button', { name: /Try again in (30|2\d) s/, disabled: true }).waitFor();
      expect(isMute('erin')).toBe(0);
      await page.clock.fastForward(30_000);
      await erin.getByRole('button', { name: 'Try again', exact: true, disabled: false }).click();
      await erin.getByText('Audio muted.').waitFor();
    });
  });

  it('the console marks invalid ids, adds the others to the list, and shows each result as it comes', async () => {
    const some = Array.from({ length: 96 }, (_, index) => String(20_000 + index));
    sandbox.volcengine.injectFault({
      kind: 'failedInfos',
      failedInfos: [{ userId: '10003', code: 'Odd', message: 'odd' }],
    });
    await onPage(`${url}#blacklist`, async (page) => {
      const held = closedGate();
      const inputs = recordInputs(page, 'addToBlacklist');
      await intercept(page, 2, async (route) => {
        if (route.request().postData()?.includes('20095')) await held.opened;
        await route.continue();
      });
      await page.getByLabel('Whose blacklist').fill('10001');
      await page
        .getByLabel('Ids to put on it')
        .fill(`10003；10006, 10001\n9223372036854775807 10003 12x4\n${some.join('\n')}`);
      await page.getByText('1 left out, not an id: “12x4” (line 2)').waitFor();
      await page.getByText('1 repeat left out: 10003').waitFor();
      await press(page, 'Add 100 to the blacklist');

      await page.getByText('50 of 100').waitFor();
      await result(page, '9223372036854775807').getByText('Added').waitFor();
      await result(page, '10003')
        .getByText('Failed: The service gave an answer that is not known here: Odd.')
        .waitFor();
      await result(page, '10006').getByText('Already on the list').waitFor();
      await result(page, '10001').getByText('Own list').waitFor();
      await result(page, '20095').getByText('Not sent yet').waitFor();
      held.open();
      await page.getByText('100 of 100').waitFor();
      await page.getByText('Finished.').waitFor();
      await page.getByLabel(/^Failed/).check();
      expect(await page.locator('.user-result').count()).toBe(1);
      expect(await page.getByRole('status').textContent()).toContain('Added: 97');
      expect(inputs.map(({ users }) => (users as unknown[]).length)).toEqual([50, 50]);
    });
  });

  it('the console stops a long list when no call succeeds, and later sends the lost and unsent rest', async () => {
    const ids = Array.from({ length: 220 }, (_, index) => String(30_000 + index));
    await onPage(`${url}#blacklist`, async (page) => {
      const inputs = recordInputs(page, 'addToBlacklist');
      await intercept(page, 2, loseAnswer);
      await page.getByLabel('Whose blacklist').fill('10001');
      await page.getByLabel('Ids to put on it').fill(ids.join(' '));
      await press(page, 'Add 220 to the blacklist');

      await page.getByText('Stopped. 120 not sent.').waitFor();
      await page.getByLabel(/^Unknown: may have been added 100/).waitFor();
      await press(page, 'Try 220 again');
      await page.getByText('Finished.').waitFor();
      await page.getByLabel(/^Added 220/).waitFor();
      // The lost calls are unchanged, with the same keys.
      expect(inputs.slice(2, 4)).toEqual(inputs.slice(0, 2));
      expect(sandbox.volcengine.blacklist(APP_ID, '10001', 0).size).toBe(221);
    });
  });

  it('the console offers what the token allows, and says why other actions are not possible', async () => {
    await onPage(url, async (page) => {
      await page.getByText('admin may mute in every room').waitFor();

      await page.getByLabel('Acting as').selectOption('anchor');
      await page.getByText('anchor may mute in room 10006.').waitFor();
      await press(page, 'Mute audio of bob');
      await row(page, 'bob').getByText('Audio muted.').waitFor();
      // The gateway tells of the rooms that the token names.
      const rooms = page.getByRole('combobox', { name: 'Room', exact: true }).getByRole('option');
      expect(await rooms.allTextContents()).toEqual(['10006 (3)']);
      await page.getByRole('link', { name: 'Blacklist' }).click();
      await page.getByText('Your token does not let you edit this blacklist.').waitFor();
      await page.getByRole('link', { name: 'Recent actions' }).click();
      await page.getByText('Your token does not let you see what was done.').waitFor();

      await page.getByLabel('Acting as').selectOption('user');
      await page.getByRole('link', { name: 'Rooms' }).click();
      await page.getByText('Your token does not let you mute anybody.').waitFor();
      await page.getByRole('link', { name: 'Blacklist' }).click();
      await page.getByText('Your token lets you edit this list only.').waitFor();
      expect(await page.getByLabel('Whose blacklist').inputValue()).toBe('10001');
      await page.getByLabel('Ids to put on it').fill('10002');
      await press(page, 'Add 1 to the blacklist');
      await result(page, '10002').getByText('Added').waitFor();

      await page.reload();
      expect(await page.getByLabel('Acting as').inputValue()).toBe('user');
    });
  });

  it('the console shows actions with actor, reason and result as they happen', async () => {
    await onPage(url, async (page) => {
      await page.getByRole('textbox', { name: 'Reason (optional)' }).fill('shouting');
      await press(page, 'Mute audio of alice');
      await row(page, 'alice').getByText('Audio muted.').waitFor();
      await page.getByRole('link', { name: 'Recent actions' }).click();
      const actions = page.getByRole('list', { name: 'Recent actions' }).locator('> li');
      await expect.poll(() => actions.first().textContent(), PATIENTLY).toContain('alice in room 10006');
      await expect.poll(() => actions.first().textContent(), PATIENTLY).toContain('Done');
      await actions.first().getByText('alice in room 10006').click();
      await actions.first().getByText('shouting').waitFor();

      // While the pointer is over the list, the list does not change.
      const { admin } = sandbox.tokens ?? {};
      const query = `mutation { addToBlacklist(input: { userId: "10001", users: [{ userId: "1" }, { userId: "10001" }] }) { __typename } }`;
      await fetch(`${sandbox.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
        body: JSON.stringify({ query }),
      });
      await press(page, 'Show 1 newer');
      await expect
        .poll(() => actions.first().textContent(), PATIENTLY)
        .toContain('2 put on the blacklist of 10001');
      // It is shown when it begins.
      await expect.poll(() => actions.first().textContent(), PATIENTLY).toContain('Done in part');

      await page.getByRole('combobox', { name: 'Result' }).selectOption('Done in part');
      await expect.poll(() => actions.getByText('Done in part').count(), PATIENTLY).toBeGreaterThan(0);
      expect(await actions.filter({ hasNotText: 'Done in part' }).count()).toBe(0);
      await page.getByLabel('Done by').fill('nobody');
      await page.getByText('Nothing to show.').waitFor();
    });
  });

  it('the console asks for a token when the page has none', async () => {
    const { admin = '' } = sandbox.tokens ?? {};
    await onPage(`${sandbox.url}/healthz`, async (page) => {
      await page.route(url, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace(/(id="callers">).*?(<\/script>)/, '$1[]$2');
        await route.fulfill({ response, body });
      });
      await page.goto(url);
      await page.getByLabel('Your token').fill(` ${admin}\n`);
      await page.keyboard.press('Enter');
      await page.getByText('admin may mute in every room').waitFor();
    });
  });
});
