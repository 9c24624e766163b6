import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { isLeftOut, pathOf } from '../left-out.js';

/** Settings of the browser that matter for a test. */
interface PageSettings extends BrowserContextOptions {
  /** Other origins that the page may call, with or without success. */
  mayCall?: readonly string[];
  /** Whether requests of the page may fail. */
  failuresExpected?: boolean;
  /** Errors on the console that the test causes on purpose. */
  tolerated?: RegExp;
  /** Called before the page is opened. */
  prepare?: (page: Page) => Promise<void>;
}

/** Opens a page. Afterwards fails if the page made requests to other origins or logged errors. */
export type OnPage = (
  url: string,
  use: (page: Page) => Promise<void>,
  settings?: PageSettings,
) => Promise<void>;

/** Describes tests in a browser. Without Chromium they are left out; in CI they fail. */
export function describeInBrowser(what: string, tests: (onPage: OnPage) => void): void {
  describe.skipIf(isLeftOut('Chromium'))(what, { timeout: 240_000 }, () => {
    let browser: Browser;

    beforeAll(async () => {
      browser = await runningBrowser();
    }, 120_000);

    tests((url, use, settings) => onPage(browser, url, use, settings));
  });
}

let running: Browser | undefined;

/**
 * One browser serves all files that a worker runs, because its start and its first page take several seconds of processor
 * time. Each page has a context of its own, so nothing is left of it. The browser ends with the worker, as its pipe does.
 */
async function runningBrowser(): Promise<Browser> {
  if (!running?.isConnected()) running = await launch();
  return running;
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: pathOf('Chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

async function onPage(
  browser: Browser,
  url: string,
  use: (page: Page) => Promise<void>,
  { mayCall = [], failuresExpected = false, tolerated, prepare, ...options }: PageSettings = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1024 }, ...options });
  // The default of half a minute is short on a busy machine: for the first page of a browser, and for acts on many people. A test
  // that hangs fails by its own limit.
  context.setDefaultTimeout(150_000);
  const fetchedElsewhere: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    const expected = [new URL(url).origin, ...mayCall];
    if (protocol !== 'data:' && !expected.includes(origin)) fetchedElsewhere.push(request.url());
  });
  context.on('weberror', (webError) => complaints.push(String(webError.error())));
  // Chromium reports a violation of the content security policy as an error on the console.
  context.on('console', (message) => {
    const about = `${message.location().url} ${message.text()}`;
    const isOfCall = mayCall.some((origin) => about.includes(`${origin}/`));
    const mayFail = failuresExpected && message.text().startsWith('Failed to load resource');
    const isExpected = isOfCall || mayFail || tolerated?.test(message.text());
    if (message.type() === 'error' && !isExpected) complaints.push(message.text());
  });
  const page = await context.newPage();
  try {
    await prepare?.(page);
    await page.goto(url);
    await use(page);
  } finally {
    // Also after a failure, because the next file uses the same browser.
    await context.close();
  }
  expect(fetchedElsewhere).toEqual([]);
  expect(complaints).toEqual([]);
}
