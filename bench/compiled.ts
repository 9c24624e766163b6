import { ROOT } from './processes.js';

/** A module of the compiled gateway. Its journal's threads are files beside it, which importing its source leaves out. */
export function compiled<Module>(file: string): Promise<Module> {
  return import(new URL(`dist/${file}`, ROOT).href);
}
