import type { ExampleOperation } from '../examples/composed-examples.js';
import { runUntilSignal } from '../process/run-until-signal.js';
import { openingExamples } from './opening-examples.js';
import { type Sandbox, startSandbox } from './sandbox.js';
import type { SandboxTokens } from './sandbox-tokens.js';

await runUntilSignal(async () => {
  const examples = await openingExamples();
  const sandbox = await startSandbox();
  process.stdout.write(whatToTryNext(sandbox, examples));
  return sandbox;
});

function whatToTryNext(
  { url, trtc, volcengine, tokens }: Sandbox,
  examples: readonly ExampleOperation[],
): string {
  const token = tokens?.admin ?? 'YOUR_TOKEN';
  const commands = examples.map((example) => `${example.comment}\n\n${curl(url, token, example)}\n`);
  return `
The gateway      ${url}/graphql   open it in a browser: the playground has the mutations ready
The console      ${url}/console   what a moderator would have: rooms, a blacklist, what was done
TRTC             ${trtc.url}   an emulator: room 10006 with users 29376, alice and bob
Volcengine RTC   ${volcengine.url}   an emulator: the blacklist of user 10001, with 10006 on it

${commands.join('\n')}
What the vendors saw of it:

  curl -s ${trtc.url}/_control/requests
  curl -s ${volcengine.url}/_control/state
${tokens ? tokensText(tokens) : '\nTokens are checked with the key that the environment names, so sign one there.\n'}
Ctrl-C ends it all.
`;
}

function tokensText({ admin, anchor, user }: SandboxTokens): string {
  return `
Tokens, good for this start only:

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
