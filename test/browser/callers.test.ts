import Fastify, { type FastifyInstance } from 'fastify';
import { introspectionFromSchema } from 'graphql';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  loadPlayground,
  registerPlaygroundAssets,
  servePage,
  wantsPlayground,
} from '../../src/http/playground.js';
import { exampleOperations } from '../../src/playground/example-operations.js';
import type { PlaygroundToken } from '../../src/playground/playground-token.js';
import { buildGatewaySchema } from '../../src/schema.js';
import { describeInBrowser } from './chromium.js';
import { editor, response, run } from './graphiql-page.js';

interface Received {
  operationName: string | undefined;
  authorization: string | undefined;
  trace: string | undefined;
}

/** A poll ends as soon as it succeeds. The default is short for a browser on a busy machine. */
const PATIENTLY = { timeout: 60_000 };

describeInBrowser('the callers of the playground', (onPage) => {
  let gateway: EchoingGateway;

  beforeEach(async () => {
    gateway = new EchoingGateway();
    await gateway.start();
  });

  afterEach(() => gateway.close());

  it('the playground sends the first token from the start, even for the schema, and shows it', async () => {
    await gateway.issue(tokensOf('first'));
    await onPage(gateway.url, async (page) => {
      await page.getByText('authorization: Bearer admin-first', { exact: true }).waitFor();
      expect(await chosenCaller(page)).toBe('admin');
      await runFirstExample(page, 'Bearer admin-first');
      await expect.poll(() => gateway.schemaFetches(), PATIENTLY).toEqual(['Bearer admin-first']);
    });

    expect(gateway.authorizations()).toEqual(new Set(['Bearer admin-first']));
  });

  it('the playground switches callers by keyboard, in every tab, and keeps other headers', async () => {
    await gateway.issue(tokensOf('first'));
    await onPage(gateway.url, async (page) => {
      await runFirstExample(page, 'Bearer admin-first');
      await writeHeaders(page, '{"x-trace": "7"}');
      await page.getByLabel('Caller').focus();
      await page.keyboard.press('ArrowDown');

      expect(await chosenCaller(page)).toBe('anchor');
      await page.getByText('authorization: Bearer anchor-first', { exact: true }).waitFor();
      await expect
        .poll(() => gateway.schemaFetches(), PATIENTLY)
        .toEqual(['Bearer admin-first', 'Bearer anchor-first']);
      await runFirstExample(page, 'Bearer anchor-first');
      expect(gateway.received.at(-1)?.trace).toBe('7');
      await runSecondExample(page, 'Bearer anchor-first');
      expect(gateway.received.at(-1)?.trace).toBeUndefined();
    });
  });

  it('the playground prefers an authorization in the Headers tab, in any spelling', async () => {
    await gateway.issue(tokensOf('first'));
    await onPage(gateway.url, async (page) => {
      await writeHeaders(page, '{"AUTHORIZATION": "Bearer typed"}');
      await runFirstExample(page, 'Bearer typed');
    });
  });

  it('the playground sends the new tokens after a restart, whatever an earlier visit stored', async () => {
    await gateway.issue(tokensOf('first'));
    await onPage(gateway.url, async (page) => {
      await page.getByLabel('Caller').selectOption('anchor');
      await writeHeaders(page, '{"authorization": "Bearer typed"}');
      await runFirstExample(page, 'Bearer typed');
      await expect.poll(() => stored(page, 'graphiql:queries'), PATIENTLY).toContain('SetUserMediaState');
      await expect.poll(() => stored(page, 'graphiql:tabState'), PATIENTLY).toContain('SetUserMediaState');
      expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('Bearer');

      // What comes from here on is of the page after the restart.
      await expect.poll(() => gateway.schemaFetches().at(-1), PATIENTLY).toBe('Bearer anchor-first');
      await page.addInitScript(LEAVE_STALE_HEADERS);
      await gateway.issue(tokensOf('second'));
      gateway.received.length = 0;
      await page.reload();

      await runFirstExample(page, 'Bearer anchor-second');
      expect(await chosenCaller(page)).toBe('anchor');
      await expect.poll(() => gateway.schemaFetches(), PATIENTLY).toEqual(['Bearer anchor-second']);
      await runSecondExample(page, 'Bearer anchor-second');
      await page.getByRole('button', { name: 'Show History' }).click();
      await page.getByRole('region', { name: 'History' }).getByText('SetUserMediaState').first().click();
      await runFirstExample(page, 'Bearer anchor-second');
    });

    expect(gateway.authorizations()).toEqual(new Set(['Bearer anchor-second']));
  });

  it('the playground chooses the first caller when the chosen caller no longer exists', async () => {
    await gateway.issue(tokensOf('first'));
    await onPage(gateway.url, async (page) => {
      await page.getByLabel('Caller').selectOption('anchor');
      await gateway.issue([{ name: 'auditor', token: 'audit' }]);
      await page.reload();

      await runFirstExample(page, 'Bearer audit');
      expect(await chosenCaller(page)).toBe('auditor');
    });
  });

  it('the playground shows names and tokens as text, even with markup in them', async () => {
    const name = `</script><script>document.title = 'broken'</script><!-- $& "`;
    await gateway.issue([{ name, token: '</script>' }]);
    await onPage(gateway.url, async (page) => {
      await runFirstExample(page, 'Bearer </script>');
      expect(await chosenCaller(page)).toBe(name);
      expect(await page.title()).toBe('Moderation gateway');
    });
  });

  it('the playground has a place for the reader’s token when the gateway gives none', async () => {
    await gateway.issue([]);
    await onPage(gateway.url, async (page) => {
      await expect.poll(() => gateway.schemaFetches(), PATIENTLY).toEqual([undefined]);
      await editor(page, 'Headers', '"authorization": "Bearer "').waitFor();
      expect(await page.getByLabel('Caller').count()).toBe(0);

      await writeHeaders(page, '{"authorization": "Bearer typed"}');
      await page.getByRole('button', { name: 'Re-fetch GraphQL schema' }).click();
      await expect.poll(() => gateway.schemaFetches(), PATIENTLY).toEqual([undefined, 'Bearer typed']);
      await runFirstExample(page, 'Bearer typed');
    });
  });
});

function tokensOf(start: string): PlaygroundToken[] {
  return ['admin', 'anchor'].map((name) => ({ name, token: `${name}-${start}` }));
}

const [FIRST = '', SECOND = ''] = exampleOperations.map(({ query }) => query);

async function runFirstExample(page: Page, authorization: string): Promise<void> {
  await editor(page, 'Operation Editor', 'mutation SetUserMediaState(').waitFor();
  await run(page, FIRST);
  await response(page, `"authorization": "${authorization}"`).waitFor();
}

async function runSecondExample(page: Page, authorization: string): Promise<void> {
  await page.getByRole('tab', { name: 'AddToBlacklist' }).click();
  await editor(page, 'Operation Editor', 'mutation AddToBlacklist(').waitFor();
  await run(page, SECOND);
  await response(page, `"authorization": "${authorization}"`).waitFor();
}

function chosenCaller(page: Page): Promise<string> {
  return page.getByLabel('Caller').inputValue();
}

async function writeHeaders(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Headers', exact: true }).click();
  await editor(page, 'Headers', '').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
  await editor(page, 'Headers', text).waitFor();
}

function stored(page: Page, key: string): Promise<string | null> {
  return page.evaluate(`localStorage.getItem('${key}')`);
}

/** Fills the storage before the page reads it, as a GraphiQL that keeps headers would. */
const LEAVE_STALE_HEADERS = `
  const stale = '{"authorization": "Bearer stale"}';
  const tabState = JSON.parse(localStorage.getItem('graphiql:tabState'));
  for (const tab of tabState.tabs) tab.headers = stale;
  localStorage.setItem('graphiql:tabState', JSON.stringify(tabState));
  const { queries } = JSON.parse(localStorage.getItem('graphiql:queries'));
  for (const query of queries) query.headers = stale;
  localStorage.setItem('graphiql:queries', JSON.stringify({ queries }));
  localStorage.setItem('graphiql:headers', stale);
  localStorage.setItem('graphiql:shouldPersistHeaders', 'true');
`;

/** Tells GraphiQL the gateway's schema, answers everything else with its authorization, and remembers both. */
class EchoingGateway {
  readonly received: Received[] = [];
  readonly #app: FastifyInstance = Fastify({ forceCloseConnections: true });
  #playground: Awaited<ReturnType<typeof loadPlayground>> | undefined;

  get url(): string {
    return `${this.#app.listeningOrigin}/graphql`;
  }

  /** The page has these tokens from its next load on. */
  async issue(tokens: readonly PlaygroundToken[]): Promise<void> {
    this.#playground = await loadPlayground({ tokens });
  }

  async start(): Promise<void> {
    const introspection = introspectionFromSchema(buildGatewaySchema());
    registerPlaygroundAssets(this.#app, await loadPlayground());
    this.#app.route<{ Body: { operationName?: string } | undefined }>({
      url: '/graphql',
      method: ['GET', 'POST'],
      handler: (request, reply) => {
        if (this.#playground && wantsPlayground(request)) return servePage(reply, this.#playground);
        const operationName = request.body?.operationName;
        const { authorization, 'x-trace': trace } = request.headers;
        this.received.push({ operationName, authorization, trace: trace?.toString() });
        return reply.send({
          data: operationName === 'IntrospectionQuery' ? introspection : { authorization },
        });
      },
    });
    await this.#app.listen({ host: '127.0.0.1', port: 0 });
  }

  close(): Promise<void> {
    return this.#app.close();
  }

  authorizations(): Set<string | undefined> {
    return new Set(this.received.map(({ authorization }) => authorization));
  }

  schemaFetches(): (string | undefined)[] {
    const fetches = this.received.filter(({ operationName }) => operationName === 'IntrospectionQuery');
    return fetches.map(({ authorization }) => authorization);
  }
}
