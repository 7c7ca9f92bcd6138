/** Runs the real command line, from source, as a process of its own. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const MAIN = resolve(import.meta.dirname, '../../src/cli/main.ts');

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Home of the session stores. */
  readonly home: string;
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  /** Another file than src/cli/main.ts, and another Node than the one of the tests. */
  readonly main?: string;
  readonly node?: string;
}

/** Where Node keeps what it compiled of the sources, types stripped: two thirds of a short command's time. */
const COMPILED = resolve(import.meta.dirname, '../../node_modules/.cache/compiled');

/** stdin is closed, stdout and stderr are pipes; of the environment only PATH comes through. */
export const runCli = async (args: readonly string[], options: CliOptions): Promise<CliRun> => {
  const child = spawn(options.node ?? process.execPath, [options.main ?? MAIN, ...args], {
    cwd: options.cwd ?? options.home,
    env: {
      ...environment(options.home),
      ...(options.main === undefined ? { NODE_COMPILE_CACHE: COMPILED } : {}),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  }
  const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  return { code, ...texts };
};

const environment = (home: string): { readonly [name: string]: string | undefined } => ({
  PATH: process.env['PATH'],
  SystemRoot: process.env['SystemRoot'],
  TEMP: process.env['TEMP'],
  HOME: home,
  USERPROFILE: home,
  GIT_CONFIG_NOSYSTEM: '1',
});
