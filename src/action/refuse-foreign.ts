/**
 * A job in which code of the pull request ran before the gate may have put things in its way. What is easily seen is
 * refused; a job of its own, without a checkout, is the protection.
 */
import { statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative, resolve } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';

type Environment = { readonly [name: string]: string | undefined };

/** @throws refused */
export const refuseForeign = (env: Environment, git: string | null): void => {
  const loaded = LOADERS.find((name) => (env[name] ?? '') !== '');
  if (loaded !== undefined) throw refused(`${loaded} to be unset`, 'it set');
  if (git === null) return;
  const below = FOREIGN.flatMap((name) => env[name] ?? []).find((dir) => isBelow(dir, git));
  if (!isAbsolute(git) || below !== undefined)
    throw refused('the git of the machine', `${git}, where steps of a job can write`);
};

/** What is loaded into every process before its own code. */
const LOADERS = ['NODE_OPTIONS', 'LD_PRELOAD', 'DYLD_INSERT_LIBRARIES'];

/** Directories that are made for a job. */
const FOREIGN = ['GITHUB_WORKSPACE', 'RUNNER_WORKSPACE', 'RUNNER_TEMP'];

const isBelow = (dir: string, path: string): boolean => {
  const way = relative(resolve(dir), resolve(path));
  return way !== '' && way !== '..' && !way.startsWith(`..${/[\\/]/.exec(way)?.[0] ?? '/'}`) && !isAbsolute(way);
};

const refused = (expected: string, found: string): OpenSessionError =>
  new OpenSessionError('refused', `expected ${expected}, found ${found}: something may have been put before the gate`, {
    hint: 'run the gate in a job of its own, as its first step, without a checkout',
  });

/** The git that a PATH leads to; null: none, which is told when it is started. */
export const gitOnPath = (env: Environment): string | null => {
  const names = process.platform === 'win32' ? ['git.exe', 'git.cmd', 'git.bat', 'git.com'] : ['git'];
  const path = env['PATH'] ?? env['Path'] ?? '';
  for (const dir of path.split(delimiter))
    for (const name of names) if (isFile(join(dir, name))) return dir === '' ? name : join(dir, name);
  return null;
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
