/**
 * A job in which code of the pull request ran before the gate may have put things in its way. What is easily seen is
 * refused; a job of its own, without a checkout, is the protection.
 */
import { statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative, resolve } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';

type Environment = { readonly [name: string]: string | undefined };

/** @param programs paths of those that a PATH leads to @throws refused */
export const refuseForeign = (env: Environment, programs: readonly string[]): void => {
  const loaded = LOADERS.find((name) => (env[name] ?? '') !== '');
  if (loaded !== undefined) throw refused(`${loaded} to be unset`, 'it set');
  const dirs = FOREIGN.flatMap((name) => env[name] ?? []);
  const foreign = programs.find((path) => !isAbsolute(path) || dirs.some((dir) => isBelow(dir, path)));
  if (foreign !== undefined) throw refused('the programs of the machine', `${foreign}, where steps of a job can write`);
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

/** What the gate runs: git, and what judges signatures. */
const PROGRAMS = ['git', 'ssh-keygen', 'gpg'];

/** The first file of each on the PATH; one that is missing is told when it is started. */
export const programsOnPath = (env: Environment): readonly string[] => {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', '.com'] : [''];
  const dirs = (env['PATH'] ?? env['Path'] ?? '').split(delimiter);
  return PROGRAMS.flatMap((name) => {
    const files = dirs.flatMap((dir) => endings.map((ending) => join(dir, `${name}${ending}`)));
    return files.find(isFile) ?? [];
  });
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
