import { EMULATOR_ENTRIES } from '../emulators/emulators.js';
import type { ExampleOperation } from '../examples/composed-examples.js';
import { runUntilSignal } from '../process/run-until-signal.js';
import { keepSandboxSecret } from '../tokens/sandbox-secret.js';
import { openingExamples } from './opening-examples.js';
import { type Sandbox, startSandbox } from './sandbox.js';
import type { SandboxTokens } from './sandbox-tokens.js';

await runUntilSignal(async () => {
  const examples = await openingExamples();
  const secret = keepSandboxSecret();
  const sandbox = await startSandbox(undefined, {}, secret);
  process.stdout.write(whatToTryNext(sandbox, examples, secret !== undefined));
  return sandbox;
});

function whatToTryNext(
  sandbox: Sandbox,
  examples: readonly ExampleOperation[],
  secretIsKept: boolean,
): string {
  const { url, tokens } = sandbox;
  const token = tokens?.admin ?? 'YOUR_TOKEN';
  const commands = examples.map((example) => `${example.comment}\n\n${curl(url, token, example)}\n`);
  const emulators = EMULATOR_ENTRIES.map(
    ([name, { title, holds }]) => `${title.padEnd(16)} ${sandbox[name].url}   an emulator: ${holds}`,
  );
  const looks = EMULATOR_ENTRIES.map(([name]) => `  curl -s ${sandbox[name].url}/_control/requests`);
  return `
The gateway      ${url}/graphql   open it in a browser: the playground has the mutations ready
The console      ${url}/console   what a moderator would have: rooms, a blacklist, what was done
${emulators.join('\n')}

${commands.join('\n')}
What the vendors saw of it:

${looks.join('\n')}
${tokens ? tokensText(tokens, secretIsKept) : '\nTokens are checked with the key that the environment names, so sign one there.\n'}
Ctrl-C ends it all.
`;
}

function tokensText({ admin, anchor, user }: SandboxTokens, secretIsKept: boolean): string {
  return `
Tokens, good for ${secretIsKept ? 'twelve hours, also after a restart (others: npm run token -- --help)' : 'this start only'}:

  admin, who may do everything (the commands above use it):
  ${admin}

  an anchor, who may mute in room 10006 only:
  ${anchor}

  a user, who may edit the blacklist of 10001 only, their own:
  ${user}
`;
}

/** A command to paste into a shell. */
function curl(url: string, token: string, { query, variables }: ExampleOperation): string {
  const oneLine = query.replaceAll(/#.*$/gm, '').replaceAll(/\s+/g, ' ').trim();
  const body = JSON.stringify({ query: oneLine, variables });
  const headers = `-H 'content-type: application/json' -H 'authorization: Bearer ${token}'`;
  return `  curl -s ${url}/graphql ${headers} -d '${body}'`;
}
