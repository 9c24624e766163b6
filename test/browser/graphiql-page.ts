/** The parts of GraphiQL's page that the tests use. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export function editor(page: Page, name: string, text: string | RegExp) {
  return page.getByRole('region', { name }).locator('.view-lines:visible', { hasText: text });
}

export function response(page: Page, text: string) {
  return page.locator('.graphiql-response .view-lines', { hasText: text });
}

/** Runs the query, which the editor should hold by now. Returns what was sent. */
export async function run(page: Page, query: string): Promise<unknown> {
  // GraphiQL's button does nothing, and says nothing, until the editors of the operation and of the response are there.
  await page.locator('.graphiql-query-editor .view-lines').first().waitFor();
  await page.locator('.graphiql-response .view-lines').first().waitFor();
  // GraphiQL notices a change, and the operation's new name, a tenth of a second late.
  const noticed = () => page.evaluate("localStorage.getItem('graphiql:query')");
  await expect.poll(noticed, { timeout: 60_000 }).toBe(query);
  const [request] = await Promise.all([
    page.waitForRequest((candidate) => candidate.postDataJSON()?.query === query),
    page.getByRole('button', { name: /^Execute query/ }).click(),
  ]);
  return request.postDataJSON();
}
