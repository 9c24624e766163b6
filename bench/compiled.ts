import { ROOT } from './processes.js';

/** A module of the compiled gateway, from before the bundling. */
export function compiled<Module>(file: string): Promise<Module> {
  return import(new URL(`dist/${file}`, ROOT).href);
}
