import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { NOTHING_AGAIN, startTestSandbox } from '../sandbox-gateway.js';
import { describeInBrowser } from './chromium.js';

const html = readFileSync(new URL('../../examples/plain-html/index.html', import.meta.url));

describeInBrowser('examples/plain-html', (onPage) => {
  let sandbox: Sandbox;
  let pages: Server;
  beforeAll(async () => {
    sandbox = await startTestSandbox(NOTHING_AGAIN);
    pages = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end(html),
    ).listen(0, '127.0.0.1');
    await once(pages, 'listening');
  });
  afterAll(async () => {
    pages.close();
    await sandbox.close();
  });
  afterEach(() => sandbox.trtc.reset());

  const open = (use: (page: Page) => Promise<void>) =>
    onPage(
      `http://127.0.0.1:${(pages.address() as AddressInfo).port}/`,
      async (page) => {
        await page.getByLabel('Gateway').fill(sandbox.url);
        await page.getByLabel('Token').fill(sandbox.tokens?.admin ?? '');
        await use(page);
      },
      { mayCall: [sandbox.url] },
    );
  const noticeAfter = async (page: Page) => {
    await page.getByRole('button', { name: 'Set' }).click();
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/\w/);
    return page.getByRole('status').textContent();
  };

  it('mutes somebody, for a time if wanted, and unmutes them', () =>
    open(async (page) => {
      expect(await noticeAfter(page)).toBe('29376 is muted.');
      await page.getByLabel('Microphone').selectOption('on');
      expect(await noticeAfter(page)).toBe('29376 is not muted.');
      await page.getByLabel('Microphone').selectOption('off');
      await page.getByLabel('For how many seconds').fill('60');
      expect(await noticeAfter(page)).toMatch(/^29376 is muted until \d+:\d\d:\d\d/);
      expect(sandbox.trtc.requests().map(({ applied }) => applied)).toEqual([true, true, true]);
    }));

  it('says what the gateway refuses', () =>
    open(async (page) => {
      await page.getByLabel('Room').fill('404');
      expect(await noticeAfter(page)).toMatch(/room/i);
      await page.getByLabel('For how many seconds').fill('0');
      expect(await noticeAfter(page)).toContain('durationSeconds');
      await page.getByLabel('Token').fill('nobody');
      expect(await noticeAfter(page)).toMatch(/token|Authorization/);
      expect(sandbox.trtc.requests().some(({ applied }) => applied)).toBe(false);
    }));

  it('asks again under the same key when an answer is lost, so that the gateway acts once', () =>
    open(async (page) => {
      let calls = 0;
      await page.route(`${sandbox.url}/graphql`, async (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        calls += 1;
        if (calls > 1) return route.continue();
        await route.fetch();
        return route.abort('connectionreset');
      });
      expect(await noticeAfter(page)).toBe('29376 is muted.');
      expect(calls).toBe(2);
      expect(sandbox.trtc.requests()).toHaveLength(1);
    }));

  it('says that it may be done where no answer comes', () =>
    open(async (page) => {
      await page.route(`${sandbox.url}/graphql`, (route) => route.abort('connectionreset'));
      await page.getByRole('button', { name: 'Set' }).click();
      await expect
        .poll(() => page.getByRole('status').textContent())
        .toBe('The gateway gave no answer. It may have been done all the same. Check before you try again.');
    }));
});
