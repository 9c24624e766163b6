import { ROOT } from './processes.js';

/** A module of the compiled gateway, as it is before it is bundled. */
export function compiled<Module>(file: string): Promise<Module> {
  return import(new URL(`dist/${file}`, ROOT).href);
}
