import {
  addToBlacklistExample,
  type ExampleOperation,
  setUserMediaStateExample,
} from './playground/example-operations.js';
import { runUntilSignal } from './run-until-signal.js';
import { type Sandbox, startSandbox } from './sandbox.js';

await runUntilSignal(async () => {
  const sandbox = await startSandbox();
  process.stdout.write(whatToTryNext(sandbox));
  return sandbox;
});

function whatToTryNext({ url, trtc, volcengine }: Sandbox): string {
  return `
The gateway      ${url}/graphql   open it in a browser: the playground has both mutations ready
TRTC             ${trtc.url}   an emulator: room 10006 with users 29376, alice and bob
Volcengine RTC   ${volcengine.url}   an emulator: the blacklist of user 10001, with 10006 on it

Mute a user's audio and video:

${curl(url, setUserMediaStateExample)}

Put users on a blacklist (10006 is on it already, and nobody can be on their own list: try 10001):

${curl(url, addToBlacklistExample)}

What the vendors saw of it:

  curl -s ${trtc.url}/_control/requests
  curl -s ${volcengine.url}/_control/state

Ctrl-C ends it all.
`;
}

/** The playground's own example, to be pasted into a shell. */
function curl(url: string, { query, variables }: ExampleOperation): string {
  const oneLine = query.replaceAll(/#.*$/gm, '').replaceAll(/\s+/g, ' ').trim();
  const body = JSON.stringify({ query: oneLine, variables });
  return `  curl -s ${url}/graphql -H 'content-type: application/json' -d '${body}'`;
}
