import {
  addToBlacklistExample,
  type ExampleOperation,
  setUserMediaStateExample,
} from '../playground/example-operations.js';
import { runUntilSignal } from '../process/run-until-signal.js';
import { type Sandbox, startSandbox } from './sandbox.js';
import type { SandboxTokens } from './sandbox-tokens.js';

await runUntilSignal(async () => {
  const sandbox = await startSandbox();
  process.stdout.write(whatToTryNext(sandbox));
  return sandbox;
});

function whatToTryNext({ url, trtc, volcengine, tokens }: Sandbox): string {
  const token = tokens?.admin ?? 'YOUR_TOKEN';
  return `
The gateway      ${url}/graphql   open it in a browser: the playground has both mutations ready
The console      ${url}/console   what a moderator would have: rooms, a blacklist, what was done
TRTC             ${trtc.url}   an emulator: room 10006 with users 29376, alice and bob
Volcengine RTC   ${volcengine.url}   an emulator: the blacklist of user 10001, with 10006 on it

Mute a user's audio and video:

${curl(url, token, setUserMediaStateExample)}

Put users on a blacklist (10006 is on it already, and nobody can be on their own list: try 10001):

${curl(url, token, addToBlacklistExample)}

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

/** The playground's own example, to be pasted into a shell. */
function curl(url: string, token: string, { query, variables }: ExampleOperation): string {
  const oneLine = query.replaceAll(/#.*$/gm, '').replaceAll(/\s+/g, ' ').trim();
  const body = JSON.stringify({ query: oneLine, variables });
  const headers = `-H 'content-type: application/json' -H 'authorization: Bearer ${token}'`;
  return `  curl -s ${url}/graphql ${headers} -d '${body}'`;
}
