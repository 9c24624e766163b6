import { readFileSync } from 'node:fs';

export type Script = 'start' | 'sandbox' | 'emulators' | 'journal' | 'token';

/** The arguments that an npm script gives Node: options, if any, and last the file. */
export function nodeArgsOf(script: Script): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [, args = ''] = /^exec node (.*)$/.exec(scripts[script]) ?? [];
  if (args === '') throw new Error(`the script ${script} runs no Node`);
  return args.split(' ');
}
