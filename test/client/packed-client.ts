import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

/** A program that has installed the client's package, as `npm pack` makes it. It has no other package. */
export class Program {
  readonly directory = mkdtempSync(join(tmpdir(), 'client-'));

  static async create(): Promise<Program> {
    const program = new Program();
    // The build has run before the tests. Another one would take `dist` away from tests that run beside this one.
    const args = ['pack', '--ignore-scripts', '--json', '--workspace', 'client'];
    const { stdout } = await run('npm', [...args, '--pack-destination', program.directory], { cwd: ROOT });
    const [{ filename }] = JSON.parse(stdout);
    const installed = join(program.directory, 'node_modules/moderation-gateway-client');
    mkdirSync(installed, { recursive: true });
    await run('tar', ['-xzf', join(program.directory, filename), '-C', installed, '--strip-components=1']);
    program.#tarball = join(program.directory, filename);
    return program;
  }

  #tarball = '';

  tarball(): ArrayBuffer {
    return new Uint8Array(readFileSync(this.#tarball)).buffer;
  }

  /** Makes a package of the gateway's repository available to the program. */
  link(name: string): void {
    this.unlink(name);
    symlinkSync(join(ROOT, 'node_modules', name), join(this.directory, 'node_modules', name));
  }

  unlink(name: string): void {
    rmSync(join(this.directory, 'node_modules', name), { force: true });
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true });
    writeFileSync(join(this.directory, path), text);
  }

  /** Compiles with TypeScript. Returns its complaints. */
  async compile(files: readonly string[], options: Readonly<Record<string, unknown>>): Promise<string[]> {
    const compilerOptions = { noEmit: true, strict: true, target: 'es2022', types: [], ...options };
    this.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', '.'], { cwd: this.directory }).catch(
      (error) => error,
    );
    return String(stdout)
      .split('\n')
      .filter((line) => line.trim() !== '');
  }

  /** Runs with Node. Returns what it prints, as JSON. */
  async node(...args: readonly string[]): Promise<unknown> {
    const { stdout } = await run(process.execPath, [...args], { cwd: this.directory });
    return JSON.parse(stdout);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
