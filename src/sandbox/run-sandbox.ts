import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMULATOR_ENTRIES } from '../emulators/emulators.js';
import type { ExampleOperation } from '../examples/composed-examples.js';
import { runUntilSignal } from '../process/run-until-signal.js';
import { keepSandboxSecret } from '../tokens/sandbox-secret.js';
import { openingExamples } from './opening-examples.js';
import { type Sandbox, startSandbox } from './sandbox.js';

await runUntilSignal(async () => {
  const examples = await openingExamples();
  const secret = keepSandboxSecret();
  const sandbox = await startSandbox(undefined, {}, secret);
  const folder = await mkdtemp(join(tmpdir(), 'moderation-gateway-commands-'));
  const commandsFile = join(folder, 'commands.sh');
  await writeFile(commandsFile, commandsToPaste(sandbox, examples), { mode: 0o600 });
  process.stdout.write(whatToTryNext(sandbox, commandsFile, secret !== undefined));
  const close = async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...sandbox, close };
});

/** Ten lines, so that nobody has to look for the address. */
function whatToTryNext(sandbox: Sandbox, commandsFile: string, secretIsKept: boolean): string {
  const { url, tokens } = sandbox;
  const lines: (readonly [what: string, where: string, words: string])[] = [
    ['The gateway', `${url}/graphql`, '  open it in a browser: the playground has the mutations ready'],
    ['The console', `${url}/console`, '  what a moderator would have'],
    ...EMULATOR_ENTRIES.map(
      ([name, { title, holds }]) => [title, sandbox[name].url, `  an emulator: ${holds}`] as const,
    ),
    ['Commands', commandsFile, '  a curl for each mutation, to paste'],
    ...(tokens
      ? ([
          [
            'Tokens',
            '',
            `for ${secretIsKept ? 'twelve hours, also after a restart' : 'this start only'}: an admin, an anchor of room 10006, and user 10001`,
          ],
          ...Object.entries(tokens).map(([name, token]) => [`  ${name}`, token, ''] as const),
        ] as const)
      : [['Tokens', '', 'are checked with the key that the environment names, so sign one there'] as const]),
  ];
  const width = Math.max(...lines.map(([what]) => what.length)) + 2;
  const text = lines.map(([what, where, words]) => `${what.padEnd(width)}${where}${words}\n`);
  return `${text.join('')}Ctrl-C ends it all.\n`;
}

function commandsToPaste(
  { url, tokens, ...emulators }: Sandbox,
  examples: readonly ExampleOperation[],
): string {
  const token = tokens?.admin ?? 'YOUR_TOKEN';
  const commands = examples.map(
    (example) => `${example.comment.replaceAll(/^/gm, '# ')}\n\n${curl(url, token, example)}\n`,
  );
  const looks = EMULATOR_ENTRIES.map(([name]) => `curl -s ${emulators[name].url}/_control/requests\n`);
  return `${commands.join('\n')}\n# What the vendors saw of it:\n\n${looks.join('')}`;
}

/** A command to paste into a shell. */
function curl(url: string, token: string, { query, variables }: ExampleOperation): string {
  const oneLine = query.replaceAll(/#.*$/gm, '').replaceAll(/\s+/g, ' ').trim();
  const body = JSON.stringify({ query: oneLine, variables });
  const headers = `-H 'content-type: application/json' -H 'authorization: Bearer ${token}'`;
  return `curl -s ${url}/graphql ${headers} -d '${body}'`;
}
