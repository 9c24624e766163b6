import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { closedGate } from '../gate.js';
import { NOTHING_AGAIN, startTestSandbox, withoutJitter } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';
import { barriers, hasFocus, PATIENTLY, press, recordInputs, row } from './console-page.js';

const APP_ID = 123456;
/** The gateway's own answer to a token that has expired makes Chromium complain. */
const QUIETLY = { failuresExpected: true };

describeInBrowser('a token that expires in the console', (onPage) => {
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

  /**
   * From now on the gateway refuses the page's token, and takes another one of the same caller. `afterMutations`: the first that is
   * refused is the mutation after so many, and not a reading in between.
   */
  async function expire(page: Page, afterMutations?: number): Promise<void> {
    let left = afterMutations ?? 0;
    let isRefused = false;
    await page.route('**/graphql', async (route) => {
      const request = route.request();
      const isFirst = request.headers().authorization === `Bearer ${sandbox.tokens?.admin}`;
      const isMutation = request.postDataJSON().query.startsWith('mutation');
      // The next token is the same one in this test, written in another way.
      if (!isFirst) {
        const authorization = `Bearer ${request.headers().authorization?.replace('Bearer again.', '')}`;
        return route.continue({ headers: { ...request.headers(), authorization } });
      }
      if (left > 0 || (afterMutations !== undefined && !isMutation && !isRefused)) {
        if (isMutation) left -= 1;
        return route.continue();
      }
      isRefused = true;
      await route.fulfill({ status: 401, json: { errors: [{ message: 'expired' }] } });
    });
  }
  const signIn = (page: Page) => page.getByRole('dialog', { name: 'Sign in' });
  async function giveAnother(page: Page, token = `again.${sandbox.tokens?.admin}`): Promise<void> {
    await signIn(page).getByLabel('Your token').fill(token);
    await page.keyboard.press('Enter');
    await signIn(page).waitFor({ state: 'detached' });
  }

  it('asks for another over the page, and then does what was asked for before', async () => {
    await onPage(
      url,
      async (page) => {
        const inputs = recordInputs(page, 'setUserMediaState');
        await row(page, 'alice').waitFor();
        await page.getByLabel('Select bob').check();
        await page.getByRole('textbox', { name: 'Reason (optional)' }).fill('noise');
        await expire(page, 0);
        await press(page, 'Mute audio of alice');
        await signIn(page)
          .getByText('Your token is not accepted any more. Give another one of admin')
          .waitFor();
        expect(await barriers(page)).toEqual([]);
        expect(sandbox.trtc.mediaState(1400188366, 10006, 'alice')).toBe(0);
        await giveAnother(page);
        await row(page, 'alice').getByText('Audio muted.').waitFor();
        // The refused request and the next one are the same.
        expect(inputs).toHaveLength(2);
        expect(inputs[1]).toEqual(inputs[0]);
        expect(await page.getByLabel('Select bob').isChecked()).toBe(true);
        expect(await hasFocus(row(page, 'alice').locator('.switches .off').first())).toBe(true);
        // Reads go on as well.
        sandbox.trtc.enterRoom(1400188366, 10006, 'late');
        await row(page, 'late').waitFor();
      },
      QUIETLY,
    );
  });

  it('goes on with an addition of many ids, and counts the refused ones as not sent', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => String(70_000 + index));
    await onPage(
      `${url}#blacklist`,
      async (page) => {
        await page.getByLabel('Whose blacklist').fill('10001');
        await page.getByLabel('Ids to put on it').fill(ids.join(' '));
        await expire(page, 2);
        await press(page, 'Add 300 to the blacklist');
        await signIn(page).waitFor();
        await page.keyboard.press('Escape');
        await page.getByText('Stopped. 200 not sent.').waitFor();
        await page.getByLabel(/^Failed 0/).waitFor();
        await page.getByLabel(/^Unknown: may have been added 0/).waitFor();

        await press(page, 'Try 200 again');
        await giveAnother(page);
        await page.getByText('Finished.').waitFor();
        await page.getByLabel(/^Added 300/).waitFor();
        expect(sandbox.volcengine.blacklist(APP_ID, '10001', 0).size).toBe(301);
      },
      QUIETLY,
    );
  });

  it('goes on with a run in a room without anybody pressing anything else', async () => {
    await onPage(
      url,
      async (page) => {
        for (let index = 0; index < 12; index += 1) sandbox.trtc.enterRoom(1400188366, 10006, `run-${index}`);
        // The gateway may hear of the last one first.
        await expect.poll(() => page.locator('.person').count(), PATIENTLY).toBe(15);
        await page.getByLabel('Select all').check();
        await page.getByLabel('Select 29376').uncheck();
        await expire(page, 5);
        await page
          .getByRole('toolbar', { name: 'Selected people' })
          .getByRole('button', { name: 'Mute audio', exact: true })
          .click();
        await signIn(page).waitFor();
        await giveAnother(page);
        await page.locator('.run').getByText('14 of 14').waitFor();
        expect(sandbox.trtc.mediaState(1400188366, 10006, 'run-11')).toBe(2);
      },
      QUIETLY,
    );
  });

  it('does not ask again and again once it was declined, and asks at the next act', async () => {
    await onPage(
      url,
      async (page) => {
        await row(page, 'bob').waitFor();
        await expire(page);
        await signIn(page).waitFor();
        await signIn(page).getByRole('button', { name: 'Cancel' }).click();
        const again = page.getByRole('button', { name: 'Sign in' });
        await again.waitFor();
        // Two more readings are refused.
        let refused = 0;
        page.on('response', (response) => {
          if (response.status() === 401) refused += 1;
        });
        await expect.poll(() => refused, PATIENTLY).toBeGreaterThan(1);
        expect(await signIn(page).count()).toBe(0);

        await press(page, 'Mute audio of bob');
        await signIn(page).getByRole('button', { name: 'Cancel' }).click();
        await row(page, 'bob').getByText('This was not done.').waitFor();
        expect(sandbox.trtc.mediaState(1400188366, 10006, 'bob')).toBe(0);
        await again.click();
        await giveAnother(page);
        await row(page, 'bob').getByRole('button', { name: 'Try again' }).click();
        await row(page, 'bob').getByText('Audio muted.').waitFor();
        expect(await again.count()).toBe(0);
      },
      QUIETLY,
    );
  });

  it('does not ask again for what was under way when it was declined', async () => {
    await onPage(
      url,
      async (page) => {
        await row(page, 'bob').waitFor();
        const declined = closedGate();
        await page.route('**/graphql', async (route) => {
          const { query, variables } = route.request().postDataJSON();
          if (!query.startsWith('mutation')) return route.continue();
          if (variables.input.userId === 'bob') await declined.opened;
          await route.fulfill({ status: 401, json: { errors: [{ message: 'expired' }] } });
        });
        await press(page, 'Mute video of bob');
        await press(page, 'Mute video of alice');
        await signIn(page).getByRole('button', { name: 'Cancel' }).click();
        declined.open();
        for (const name of ['alice', 'bob']) await row(page, name).getByText('This was not done.').waitFor();
        expect(await signIn(page).count()).toBe(0);
      },
      QUIETLY,
    );
  });

  it('sends nothing that one caller has asked for as another', async () => {
    await onPage(
      url,
      async (page) => {
        await row(page, 'alice').waitFor();
        await expire(page, 0);
        await press(page, 'Mute audio of alice');
        await signIn(page).waitFor();
        await giveAnother(page, `again.${sandbox.tokens?.anchor}`);
        await page.getByText('anchor may mute in room 10006.').waitFor();
        await row(page, 'alice').waitFor();
        expect(sandbox.trtc.mediaState(1400188366, 10006, 'alice')).toBe(0);
        expect(await page.locator('.pending').count()).toBe(0);
      },
      QUIETLY,
    );
  });
});
