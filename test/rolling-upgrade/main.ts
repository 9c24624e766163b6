/**
 * A rolling upgrade under load: a gateway of an older version and one of this version on one PostgreSQL. Takes a minute
 * and a half, prints what happened, and ends with 0 if nothing was lost and no answer was wrong.
 *
 * `npm run upgrade-trial -- <folder>`: a folder with version 0.1.0, built.
 */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../postgres-server.js';
import type { StartedProcess } from '../started-process.js';
import { Caller, isWithoutJournal, World } from './callers.js';
import { compareWithFeed, followAll } from './feed-verdict.js';
import { adminToken, startGateway, startVendors, type Vendors } from './gateways.js';
import { compareWithJournal } from './journal-verdict.js';

const OLD = resolve(process.argv[2] ?? '');
const CALLERS = 16;
const STAGE_MS = { oldAlone: 8_000, both: 20_000, newAlone: 10_000, oldAgain: 6_000 };
/** A lease, and some looks. */
const RESOLVED_WITHIN_MS = 90_000;
/** No lock above a second, and what else an answer takes on a busy machine. */
const LONGEST_WAIT_MS = 2_000;

const startedAt = performance.now();
const say = (text: string) =>
  process.stdout.write(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${text}\n`);

const postgres = await startPostgres();
const vendors = await startVendors();
const processes: StartedProcess[] = [];
try {
  const faults = await trial();
  for (const fault of faults.slice(0, 20)) say(fault);
  say(
    faults.length === 0 ? 'PASSED: nothing was lost, no answer was wrong' : `FAILED: ${faults.length} faults`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  for (const each of processes) await each.kill();
  await vendors.trtc.close();
  await vendors.volcengine.close();
  await postgres.remove();
}

async function trial(): Promise<string[]> {
  const world = new World(vendors, await adminToken());
  const callers = Array.from({ length: CALLERS }, (_, index) => new Caller(world, index));
  const troubles = setInterval(() => trouble(vendors), 50);
  const running: Promise<void>[] = [];

  const old = start(OLD);
  world.urls.set('old', await old.url());
  running.push(...callers.map((caller) => caller.run()));
  await sleep(STAGE_MS.oldAlone);
  report(world, 'the old gateway alone');

  const young = start();
  const newUrl = await young.url();
  world.urls.set('new', newUrl);
  const following = followAll(postgres.url, newUrl, await adminToken());
  await sleep(2_000);
  const longest = report(world, 'while the new gateway starts and changes the schema');
  await sleep(STAGE_MS.both);
  report(world, 'both gateways');

  await old.kill();
  world.urls.delete('old');
  say(`the old gateway was killed; its stderr: ${JSON.stringify(old.stderr)}`);
  const oldAgain = watchOldAgain();
  await sleep(STAGE_MS.newAlone);
  report(world, 'the new gateway alone');
  say(await oldAgain);

  clearInterval(troubles);
  vendors.trtc.clearFaults();
  vendors.volcengine.clearFaults();
  world.over = true;
  await Promise.all(running);
  say('waiting for what the killed gateway left');
  const pending = await noneIsPending();
  for (const caller of callers) caller.lookAtAll();
  const repeated = await repeatUnanswered(world);
  const { faults: feedFaults, ...feed } = await compareWithFeed(postgres.url, await following);
  young.child.kill('SIGTERM');
  const exitCode = await young.exit;

  const withoutJournal = world.told.filter(({ answer }) => isWithoutJournal(answer)).length;
  const { faults, ...journal } = await compareWithJournal(postgres.url, world);
  say(
    `${world.told.length} answers, ${world.cutOff} requests cut off, ${world.repeats} keys repeated, ` +
      `${repeated} of them cut off before, ${withoutJournal} answers without the journal; in the journal: ${JSON.stringify(journal)}`,
  );
  say(`a subscriber of the new gateway, and the feed: ${JSON.stringify(feed)}`);
  return [
    ...world.faults,
    ...faults,
    ...feedFaults,
    ...(pending > 0 ? [`${pending} actions are still pending`] : []),
    ...(longest > LONGEST_WAIT_MS ? [`an answer took ${longest} ms while the schema was changed`] : []),
    ...(exitCode === 0 && young.stderr === ''
      ? []
      : [`the new gateway ended with ${exitCode}: ${young.stderr}`]),
    ...(journal.recovered === 0
      ? ['the old gateway left nothing to recover, so that nothing was shown']
      : []),
  ];
}

function start(folder?: string): StartedProcess {
  const started = startGateway(postgres.url, vendors, folder);
  processes.push(started);
  return started;
}

/** Slow answers, connections that end before or after the vendor has acted, and refusals: for some of the requests. */
function trouble({ trtc, volcengine }: Vendors): void {
  for (const emulator of [trtc, volcengine]) {
    // What met no request meanwhile would gather.
    emulator.clearFaults();
    emulator.injectFault({ kind: 'delay', delayMs: Math.floor(Math.random() * 100), times: 3 });
    if (Math.random() < 0.03) emulator.injectFault({ kind: 'reset', applied: Math.random() < 0.5 });
  }
  if (Math.random() < 0.1) {
    trtc.injectFault({
      kind: 'error',
      applied: false,
      code: 'FailedOperation.RoomNotExist',
      message: 'No room.',
    });
  }
}

/** Says how long answers took since it was asked last. Returns the longest, in milliseconds. */
function report({ waits }: World, stage: string): number {
  const all: number[] = [];
  const parts = (['old', 'new'] as const).flatMap((name) => {
    const ms = waits[name].splice(0).sort((a, b) => a - b);
    all.push(...ms);
    const at = (share: number) => ms[Math.min(ms.length - 1, Math.floor(ms.length * share))]?.toFixed(0);
    return ms.length > 0
      ? [`${name} ${ms.length}, p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} ms`]
      : [];
  });
  say(`${stage}: answers ${parts.join('; ')}`);
  return Math.round(Math.max(...all));
}

/** What the old version does when it is started on the journal of the new one. */
async function watchOldAgain(): Promise<string> {
  const again = start(OLD);
  const url = await again.url().catch(() => undefined);
  // As long as some attempts take, where it tries again.
  await Promise.race([again.exit, sleep(STAGE_MS.oldAgain)]);
  const ready = url && (await fetch(`${url}/readyz`).then(({ status }) => status));
  const state = url === undefined ? `ends with ${await again.exit}` : `runs, and /readyz answers ${ready}`;
  await again.kill();
  const lines = again.output.split('\n').filter((line) => line !== '');
  const printed = lines.map((line) => `\n           ${line.slice(0, 400)}`);
  return `the old version, started again, ${state}; it printed ${lines.length} lines:${printed.slice(0, 6).join('')}`;
}

/** Resolves with how many actions are pending still. */
async function noneIsPending(): Promise<number> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  const deadline = performance.now() + RESOLVED_WITHIN_MS;
  for (;;) {
    const { rows } = await client.query(
      "select count(*)::int as count from actions where status = 'PENDING'",
    );
    if (rows[0].count === 0 || performance.now() > deadline) {
      await client.end();
      return rows[0].count;
    }
    await sleep(200);
  }
}

/** A caller whose connection was cut asks again with the same key: it is told what the recovered action came to. */
async function repeatUnanswered(world: World): Promise<number> {
  for (const request of world.unanswered) {
    const answer = await world.ask(request, 'new');
    world.told.push({ request, through: 'new', answer });
  }
  return world.unanswered.length;
}
