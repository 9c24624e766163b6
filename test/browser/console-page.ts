/** The parts of the console's page that the tests use. */
import axe from 'axe-core';
import type { Page, Route } from 'playwright-core';

/** A user's row in the room. */
export function row(page: Page, userId: string) {
  return page
    .getByRole('list', { name: 'People in the room' })
    .getByRole('listitem')
    .filter({ hasText: userId });
}

/** The result of an id in the blacklist view. */
export function result(page: Page, userId: string) {
  return page.locator('.user-result').filter({ has: page.getByText(userId, { exact: true }) });
}

/** The variables of each operation of that name, in the order in which they were sent. */
export function recordInputs(page: Page, operation: string): Record<string, unknown>[] {
  const inputs: Record<string, unknown>[] = [];
  page.on('request', (request) => {
    const sent = request.url().endsWith('/graphql') ? request.postDataJSON() : undefined;
    if (sent?.query.includes(`${operation}(`)) inputs.push(sent.variables.input);
  });
  return inputs;
}

/** Calls `answer` for the next `times` mutations, and lets all others through. */
export async function intercept(
  page: Page,
  times: number,
  answer: (route: Route) => Promise<void>,
): Promise<void> {
  let left = times;
  await page.route('**/graphql', (route) => {
    const isMutation = route.request().postDataJSON().query.startsWith('mutation');
    if (!isMutation || left === 0) return route.continue();
    left -= 1;
    return answer(route);
  });
}

/** Answers as a proxy in between might, so that the gateway may have acted or not. */
export function loseAnswer(route: Route): Promise<void> {
  return route.fulfill({ status: 200, contentType: 'text/html', body: '<html>' });
}

/** The place and size of each element: top, left, width and height. */
export function positions(page: Page, selector: string): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => {
      const { top, left, width, height } = element.getBoundingClientRect();
      return [element.localName, top + scrollY, left, width, height].join(' ');
    })`);
}

/** All that axe finds, in light and in dark. The evaluated source is not subject to the page's policy. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)');
    for (const { id, nodes } of violations) {
      found.push(
        ...nodes.map(({ html, failureSummary }) => `${id}, ${colorScheme}: ${html}\n${failureSummary}`),
      );
    }
  }
  return found;
}

/** Counts the presses of the pointer since the page was opened or `resetPresses` was called. For `prepare`. */
export async function countPresses(page: Page): Promise<void> {
  await page.addInitScript("presses = 0; addEventListener('pointerdown', () => { presses += 1 }, true)");
}

export function presses(page: Page): Promise<number> {
  return page.evaluate<number>('presses');
}

export async function resetPresses(page: Page): Promise<void> {
  await page.evaluate('presses = 0');
}

/** The page's clock stands still, and its timers go on: so the ten seconds for an undo do not pass on a busy machine. */
export function holdTime(page: Page): Promise<void> {
  return page.clock.setFixedTime(Date.now());
}

/** The ids of the people whose whole row is to be seen without scrolling. */
export function peopleInSight(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('.person')].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      const list = row.parentElement.getBoundingClientRect();
      return top >= list.top - 0.5 && bottom <= Math.min(list.bottom, innerHeight) + 0.5;
    }).map((row) => row.querySelector('strong').textContent)`);
}

export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

export function names(page: Page): Promise<string[]> {
  return page.locator('.person strong').allTextContents();
}

export function hasFocus(locator: ReturnType<Page['locator']>): Promise<boolean> {
  return locator.and(locator.page().locator(':focus')).isVisible();
}

/** A poll ends as soon as it succeeds. The default is short for a browser on a busy machine. */
export const PATIENTLY = { timeout: 60_000 };

/** A vendor's answer that does not say whether the vendor acted. The gateway calls twice. */
export const UNDECIDED = { kind: 'error', code: 'InternalError', message: 'x', times: 2 } as const;
