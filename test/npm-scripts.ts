import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';

export type Script = 'start' | 'sandbox' | 'emulators' | 'journal' | 'token';

/** The arguments that an npm script gives Node: options, if any, and last the file. */
export function nodeArgsOf(script: Script): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [, args = ''] = /^exec node (.*)$/.exec(scripts[script]) ?? [];
  if (args === '') throw new Error(`the script ${script} runs no Node`);
  return args.split(' ');
}

/** The arguments with which Node runs an npm script through npm, as a person does. Its `pre…` script does not run. */
export function npmArgsOf(script: Script): string[] {
  const npm = execFileSync('which', ['npm'], { encoding: 'utf8' }).trim();
  return [realpathSync(npm), 'run', '--ignore-scripts', '--silent', script];
}
