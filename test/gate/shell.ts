/** Shells of a scene, and its time. */
import { spawn } from 'node:child_process';
import { lstatSync, lutimesSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * 2037-01-01T00:00:00Z, when every scene begins: later than any file that a script touches in passing, and within what
 * git counts with 32 bits.
 */
export const EPOCH = 2_114_380_800;

/** Runs a script until a command of it fails. @returns its output, trimmed @throws with what it said */
export const runShell = (
  script: string,
  how: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly input?: string | Buffer | undefined },
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn('sh', ['-e', '-c', script], { cwd: how.cwd, env: how.env, stdio: 'pipe' });
    // a script that reads nothing may be over before
    child.stdin.on('error', () => {});
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => void (texts[name] += text));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(texts.stdout.trim());
      else reject(new Error(`${script}\nexit ${code}\n${texts.stdout}${texts.stderr}`));
    });
    child.stdin.end(how.input ?? '');
  });

/** What was written just now was written at the scene's time; what has such a time already keeps it. */
export const settleTimes = (dir: string, now: number): void => {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.name === '.git') continue;
    const path = join(dir, entry.name);
    if (entry.isDirectory()) settleTimes(path, now);
    // a name that is no UTF-8 is not found by its text
    else if ((lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < EPOCH * 1000)
      lutimesSync(path, now, now);
  }
};
