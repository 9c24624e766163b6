/**
 * Follows docs/first-answer.md, as a new front-end developer does: its commands and its code, with a fresh application, until
 * Chromium shows the answer. Prints what each step takes, and fails if all of them take longer than two minutes, or than
 * `FIRST_ANSWER_SECONDS` on a machine that does other work meanwhile.
 *
 * `node .ci/first-answer.js 31` adds the 31 seconds that `npm ci` has taken before.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const LIMIT_SECONDS = Number(process.env.FIRST_ANSWER_SECONDS ?? 120);
/** Free ports for any emulator: the script asks none of them. */
const EMULATOR_PORTS = { TRTC_EMULATOR_PORT: '0', VOLC_EMULATOR_PORT: '0' };
const REPOSITORY = join(import.meta.dirname, '..');
const parent = mkdtempSync(join(tmpdir(), 'first-answer-'));
const application = join(parent, 'front-end');
const page = readFileSync(join(REPOSITORY, 'docs/first-answer.md'), 'utf8');
const blocks = (language) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code);

const [startSandbox, makeApplication, tryIt] = blocks('sh').map((block) => block.trim().split('\n'));
const [viteConfig, main] = blocks('ts');
const steps = [['npm ci', Number(process.argv[2] ?? 0)]];
const started = [];

try {
  const [gatewayPort, pagePort] = [await freePort(), await freePort()];
  const gateway = `http://127.0.0.1:${gatewayPort}`;
  const sandbox = commandsAfter('npm ci', startSandbox);
  await step(sandbox, async () => {
    start(sandbox, REPOSITORY, { PORT: String(gatewayPort), ...EMULATOR_PORTS });
    await answers(`${gateway}/readyz`);
  });

  let folder = REPOSITORY;
  for (const command of makeApplication) {
    if (command.startsWith('cd ')) folder = command === 'cd ..' ? parent : join(folder, command.slice(3));
    // The application is made in a folder of its own, not beside the repository.
    else
      await step(command, () =>
        run(command.replace('--pack-destination ..', `--pack-destination ${parent}`), folder),
      );
  }
  writeFileSync(join(application, 'vite.config.ts'), viteConfig.replace('http://127.0.0.1:4000', gateway));
  writeFileSync(join(application, 'src/main.ts'), main.replace('the token', await adminToken(gateway)));

  const [check, develop] = tryIt;
  await step(check, () => run(check, application));
  await step(`${develop}, and the answer in Chromium`, async () => {
    start(`${develop} -- --port ${pagePort} --strictPort`, application);
    await answers(`http://localhost:${pagePort}/`);
    await shows(`http://localhost:${pagePort}/`, '29376 is AUDIO_DISABLED now.');
  });
  report();
} finally {
  for (const child of started) await stop(child);
  rmSync(parent, { recursive: true, force: true });
}

function commandsAfter(done, [first, ...commands]) {
  if (first !== done) throw new Error(`docs/first-answer.md should begin with ${done}`);
  return commands.join(' && ');
}

async function step(name, act) {
  const begun = performance.now();
  await act();
  steps.push([name, (performance.now() - begun) / 1000]);
}

function start(command, cwd, variables = {}) {
  // `npm create` asks before it installs what it runs.
  const env = { ...process.env, npm_config_yes: 'true', ...variables };
  // A group of its own, because npm starts shells that start the program.
  const child = spawn('sh', ['-c', command], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  child.output = () => output;
  started.push(child);
  return child;
}

async function run(command, cwd) {
  const child = start(command, cwd);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${child.output()}`);
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  process.kill(-child.pid, 'SIGTERM');
  await closed;
}

/** Waits until a server answers, as somebody does who looks at it. */
async function answers(url) {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    const ended = started.find(({ exitCode }) => exitCode);
    if (ended)
      throw new Error(`${ended.spawnargs.join(' ')} ended with ${ended.exitCode}:\n${ended.output()}`);
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

/** The token that the sandbox has printed; its playground has it too. */
async function adminToken(gateway) {
  const response = await fetch(`${gateway}/graphql`, { headers: { accept: 'text/html' } });
  const [, tokens] = /id="playground-tokens">(.*?)<\/script>/s.exec(await response.text());
  return JSON.parse(tokens).find(({ name }) => name === 'admin').token;
}

async function shows(url, text) {
  const { CHROMIUM_PATH } = process.env;
  const usual = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
  const executablePath = CHROMIUM_PATH || usual.find((path) => existsSync(path));
  if (!executablePath)
    throw new Error('This needs Chromium: apt-get install chromium-headless-shell (or set CHROMIUM_PATH)');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const tab = await browser.newPage();
    await tab.goto(url);
    await tab.getByText(text).waitFor();
  } finally {
    await browser.close();
  }
}

function report() {
  const total = steps.reduce((sum, [, seconds]) => sum + seconds, 0);
  const lines = [...steps, [`in all, on ${availableParallelism()} processors`, total]];
  process.stdout.write('The first typed answer:\n');
  for (const [name, seconds] of lines) process.stdout.write(`${seconds.toFixed(1).padStart(6)} s  ${name}\n`);
  if (total <= LIMIT_SECONDS) return;
  process.stderr.write(`The first typed answer takes longer than ${LIMIT_SECONDS} s.\n`);
  process.exitCode = 1;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
