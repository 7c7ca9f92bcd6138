import { type ChildProcess, spawn } from 'node:child_process';
import { kill } from 'node:process';

export interface Ended {
  /** null: it was ended by a signal, or could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  /** What it says of itself, or why it could not be started. */
  readonly stderr: string;
  /** It took longer than it may, and was ended. */
  readonly late: boolean;
}

export interface Run {
  readonly args: readonly string[];
  readonly stdin: string;
  readonly env: { readonly [name: string]: string | undefined };
  readonly limitMs: number;
  /** The program is a command line of the person's own configuration. */
  readonly shell?: boolean;
}

const MAX_OUTPUT = 256 * 1024;
/** From the polite signal to the one that cannot be refused. */
const GRACE_MS = 200;
/** From its end to the last of its output. */
const DRAIN_MS = 100;

/**
 * Runs a signing program that can ask nobody: no terminal (a session of its own), no window, no stdin but the text. What
 * waits for a passphrase or a touch fails or is ended with all that it started, and nothing else is.
 */
export const runProgram = (program: string, run: Run): Promise<Ended> =>
  new Promise((resolve) => {
    const child = start(program, run);
    if (child instanceof Error) return resolve({ code: null, stdout: '', stderr: child.message, late: false });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        if (texts[name].length < MAX_OUTPUT) texts[name] += text;
      });
    let late = false;
    let grace: NodeJS.Timeout | undefined;
    const limit = heardAfter(run.limitMs, () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      late = true;
      end(child, 'SIGTERM');
      grace = setTimeout(() => {
        end(child, 'SIGKILL');
        // its end is told below; what even this does not end is not waited for
        grace = setTimeout(() => finish(null), GRACE_MS);
      }, GRACE_MS);
    });
    const finish = (code: number | null): void => {
      clearTimeout(limit);
      clearTimeout(grace);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve({ code, ...texts, late });
    };
    child.once('error', (error) => {
      texts.stderr += error.message;
      finish(null);
    });
    child.once('close', finish);
    // an agent that it started may hold the pipes on: what it had to say is there
    child.once('exit', (code) => void heardAfter(DRAIN_MS, () => finish(code)).unref());
    // it may end without reading: its stderr says why
    child.stdin?.on('error', () => {});
    child.stdin?.end(run.stdin);
  });

/** A timer may be due before what came in meanwhile was read, on a machine that is busy: first it is. */
const heardAfter = (ms: number, work: () => void): NodeJS.Timeout => setTimeout(() => setImmediate(work), ms);

const start = (program: string, { args, env, shell }: Run): ChildProcess | Error => {
  try {
    const options = { env: quiet(env), shell: shell ?? false, windowsHide: true, detached: true } as const;
    return spawn(program, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

/** What ssh and gpg would ask with. A key that an agent holds unlocked is used all the same. */
const quiet = (env: Run['env']): { [name: string]: string } => {
  const kept: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined && !ASKING.has(name)) kept[name] = value;
  return { ...kept, LC_ALL: 'C', SSH_ASKPASS_REQUIRE: 'never' };
};

const ASKING: ReadonlySet<string> = new Set([
  'SSH_ASKPASS',
  'GPG_TTY',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'PINENTRY_USER_DATA',
]);

/** The child leads a process group of its own: what it started goes with it (Windows has none: the child alone). */
const end = (child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void => {
  try {
    if (child.pid !== undefined) kill(-child.pid, signal);
  } catch {
    child.kill(signal); // no such group, or it is gone already: then this does nothing
  }
};
