import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exampleOperations, examplesByAnswer } from '../../src/playground/example-operations.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { closedGate } from '../gate.js';
import { SetUserMediaStateDocument } from '../generated/graphql.js';
import { send } from '../graphql-client.js';
import { describeInBrowser } from './chromium.js';
import { editor, response, run } from './graphiql-page.js';

/** The tab that a first visit shows. */
const MUTE = requestOf(exampleOperations[0]);
const ADD = exampleOf('AddToBlacklistPartialFailure');

function exampleOf(answer: string) {
  return requestOf(examplesByAnswer.get(answer));
}

/** The request that the page sends for this example. */
function requestOf(example: (typeof exampleOperations)[number] | undefined) {
  if (!example) throw new Error('no example');
  return { query: example.query, variables: example.variables };
}

describeInBrowser('the playground of the sandbox', (onPage) => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;

  beforeAll(async () => {
    sandbox = await startSandbox({ PORT: '0', TRTC_EMULATOR_PORT: '0', VOLC_EMULATOR_PORT: '0' });
  });

  afterAll(() => sandbox?.close());

  it('the playground opens an example of each mutation, and runs them', async () => {
    await onPage(`${sandbox.url}/graphql`, async (page) => {
      expect(await page.title()).toBe('Moderation gateway');

      await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').waitFor();
      await editor(page, 'Variables', '"roomId": 10006').waitFor();
      expect(await run(page, MUTE.query)).toMatchObject(MUTE);
      await response(page, '"__typename": "SetUserMediaStateSuccess"').waitFor();
      await response(page, '"state": "AUDIO_VIDEO_DISABLED"').waitFor();

      await page.getByRole('tab', { name: 'AddToBlacklist' }).click();
      await editor(page, 'Operation Editor', 'mutation AddToBlacklist(').waitFor();
      await editor(page, 'Variables', '"userId": "10001"').waitFor();
      expect(await run(page, ADD.query)).toMatchObject(ADD);
      await response(page, '"__typename": "AddToBlacklistPartialFailure"').waitFor();
      await response(page, '"__typename": "AlreadyBlacklistedError"').waitFor();
    });
  });

  it('the playground opens an example for a chosen type of answer, by keyboard too', async () => {
    await onPage(`${sandbox.url}/graphql`, async (page) => {
      await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').waitFor();
      await page.getByRole('button', { name: 'Examples' }).click();
      await page.getByRole('menuitem', { name: 'UserNotInRoomError' }).click();
      await editor(page, 'Variables', '"carol"').waitFor();
      await run(page, exampleOf('UserNotInRoomError').query);
      await response(page, '"code": "USER_NOT_IN_ROOM"').waitFor();

      await page.getByRole('button', { name: 'Examples' }).press('Enter');
      // The first item has the focus once the menu is open.
      await page.locator('[role=menuitem]:focus').waitFor();
      await page.keyboard.type('SelfB');
      await page.getByRole('menuitem', { name: 'SelfBlacklistError' }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      await editor(page, 'Operation Editor', 'mutation AddToBlacklist(').waitFor();
      const { query, variables } = exampleOf('SelfBlacklistError');
      expect(await run(page, query)).toMatchObject({ variables });
      await response(page, '"code": "SELF_BLACKLIST"').waitFor();
    });
  });

  it('the playground offers its examples as soon as they can be opened', async () => {
    const held = closedGate();
    const prepare = async (page: Page) => {
      await page.route('**/monaco-editor-*.js', async (route) => {
        await held.opened;
        await route.continue();
      });
    };
    await onPage(
      `${sandbox.url}/graphql`,
      async (page) => {
        const examples = page.getByRole('button', { name: 'Examples' });
        await examples.waitFor();
        const isOffered = await examples.isEnabled();
        const opened = examples
          .click()
          .then(() => page.getByRole('menuitem', { name: 'UserNotInRoomError' }).click());
        if (isOffered) await opened;
        held.open();
        await opened;
        await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').waitFor();
        await editor(page, 'Variables', '"carol"').waitFor();
      },
      { prepare },
    );
  });

  it('the playground runs a mutation that a reader types', async () => {
    const mutation =
      'mutation { setUserMediaState(input: { roomId: 10006, userId: "29376", state: AUDIO_DISABLED }) ' +
      '{ ... on SetUserMediaStateSuccess { state } ... on ModerationError { message } } }';

    await onPage(`${sandbox.url}/graphql`, async (page) => {
      await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').click();
      await page.getByRole('button', { name: 'New tab' }).click();
      await editor(page, 'Operation Editor', /^\s*$/).click();
      await page.keyboard.type(mutation);
      await run(page, mutation);
      await response(page, '"state": "AUDIO_DISABLED"').waitFor();
      const arrived = sandbox.trtc.requests().at(-1);
      expect(arrived?.applied).toBe(true);
      expect(JSON.parse(arrived?.body ?? '')).toMatchObject({ RoomId: 10006, UserId: '29376', IsMute: 2 });
    });
  });

  it('the playground runs a subscription until it is stopped', async () => {
    const { query, variables } = exampleOf('ModerationActionEvent');
    await onPage(`${sandbox.url}/graphql`, async (page) => {
      await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').waitFor();
      await page.getByRole('button', { name: 'Examples' }).click();
      await page.getByRole('menuitem', { name: 'ModerationActionEvent' }).click();
      await editor(page, 'Variables', '"roomId": 10006').waitFor();
      expect(await run(page, query)).toMatchObject({ variables });
      await response(page, '"cursor"').waitFor();

      for (const userId of ['29376', 'alice']) {
        const input = { roomId: 10006, userId, state: 'AUDIO_DISABLED' as const };
        await send(sandbox, SetUserMediaStateDocument, { input });
        await response(page, '"kind": "ENDED"')
          .and(response(page, `"userId": "${userId}"`))
          .waitFor();
      }
      const ended = page.waitForEvent('requestfailed', (request) =>
        request.url().endsWith('/graphql/stream'),
      );
      await page.getByRole('button', { name: /^Stop/ }).click();
      await ended;
    });
  });

  it('the playground shows why a subscription is refused', async () => {
    const { query } = exampleOf('ModerationActionEvent');
    await onPage(`${sandbox.url}/graphql`, async (page) => {
      await page.getByLabel('Caller').selectOption('user');
      await page.getByRole('button', { name: 'Examples' }).click();
      await page.getByRole('menuitem', { name: 'ModerationActionEvent' }).click();
      await run(page, query);
      await response(page, '"code": "FORBIDDEN"').waitFor();
      await page.getByRole('button', { name: /^Execute/ }).waitFor();
    });
  });

  it('the playground acts with the rights of the chosen caller', async () => {
    await onPage(`${sandbox.url}/graphql`, async (page) => {
      await page.getByLabel('Caller').selectOption('user');
      await run(page, MUTE.query);
      await response(page, '"__typename": "ForbiddenError"').waitFor();

      await page.getByLabel('Caller').selectOption('anchor');
      await run(page, MUTE.query);
      await response(page, '"__typename": "SetUserMediaStateSuccess"').waitFor();
    });
  });
});
