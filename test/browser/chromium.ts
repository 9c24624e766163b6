import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const installed = existsSync(executablePath);
const howToInstall = `no Chromium at ${executablePath}; run: apt-get install chromium (or set CHROMIUM_PATH)`;
const optional = !process.env.CI;

/** Opens a page. Afterwards fails if the page made requests to other origins or logged errors. */
export type OnPage = (
  url: string,
  use: (page: Page) => Promise<void>,
  options?: PageOptions,
) => Promise<void>;

/** Settings of the browser that matter for a test. */
interface PageOptions extends BrowserContextOptions {
  /** Errors on the console that the test causes on purpose. */
  tolerated?: RegExp;
  /** Called before the page is opened. */
  prepare?: (page: Page) => Promise<void>;
}

/** Describes tests in a browser. Without a browser they are skipped with a message; in CI they fail. */
export function describeInBrowser(what: string, tests: (onPage: OnPage) => void): void {
  if (!installed && optional) process.stderr.write(`browser test NOT run: ${howToInstall}\n`);
  describe.skipIf(!installed && optional)(what, { timeout: 60_000 }, () => {
    let browser: Browser;

    beforeAll(async () => {
      if (!installed) throw new Error(howToInstall);
      browser = await launch();
    }, 60_000);

    afterAll(() => browser?.close());

    tests((url, use, options) => onPage(browser, url, use, options));
  });
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
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
  { tolerated, prepare, ...options }: PageOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1024 }, ...options });
  const fetchedElsewhere: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && origin !== new URL(url).origin) fetchedElsewhere.push(request.url());
  });
  context.on('weberror', (webError) => complaints.push(String(webError.error())));
  // Chromium reports a violation of the content security policy as an error on the console.
  context.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !tolerated?.test(text)) complaints.push(text);
  });
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(url);
  await use(page);
  await context.close();
  expect(fetchedElsewhere).toEqual([]);
  expect(complaints).toEqual([]);
}
