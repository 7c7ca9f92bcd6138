/**
 * Programs of the PATH that an enclosed command does not find as they are here. It sees directories, and a link in one of
 * them may lead out of all that it sees: then a shell goes on along the PATH, and takes another version without a word.
 */
import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { isBelow, type Sight } from './seen-paths.ts';

export interface UnseenProgram {
  readonly name: string;
  /** Where the PATH has it here. */
  readonly here: string;
  /** What is found in its place; null: nothing. */
  readonly there: string | null;
}

/**
 * @param names words of a command line; what is no program of the PATH is passed over
 * @param given the PATH as it is here
 */
export const unseenPrograms = (
  names: readonly string[],
  { given, sight, isOther }: { readonly given: string; readonly sight: Sight; readonly isOther: boolean },
): readonly UnseenProgram[] => {
  const found = new Map<string, UnseenProgram>();
  const open = [...new Set(names)].filter((name) => /^[\w.+-]+$/.test(name));
  for (const name of open) {
    const here = foldersOf(given).find((folder) => isProgram(join(folder, name)));
    if (here === undefined) continue;
    const path = join(here, name);
    const interpreter = interpreterOf(path);
    // a name that comes up again is not looked at twice
    if (interpreter !== null && !open.includes(interpreter)) open.push(interpreter);
    const there = foldersOf(sight.path)
      .map((folder) => join(folder, name))
      .find((one) => isProgram(one) && isReached(one, sight) && (!isOther || isForOthers(one)));
    if (there === undefined || real(there) !== real(path)) found.set(name, { name, here: path, there: there ?? null });
  }
  return [...found.values()];
};

const foldersOf = (path: string): readonly string[] => path.split(':').filter((folder) => isAbsolute(folder));

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** The user that it runs as owns nothing and is in no group. */
const isForOthers = (path: string): boolean => (statSync(path).mode & 0o001) !== 0;

/** Each link on the way to it, and itself. */
const isReached = (path: string, sight: Sight): boolean => {
  for (let [at, hops] = [path, 0]; hops < MOST_HOPS; hops++) {
    if (!isSeen(at, sight) || !isSeen(real(dirname(at)), sight)) return false;
    if (!lstatSync(at).isSymbolicLink()) return true;
    at = resolve(dirname(at), readlinkSync(at));
  }
  return false;
};

/** As Linux: more are a loop. */
const MOST_HOPS = 40;

/** What comes later lies over what was there; and a command gets some directories of its own. */
const isSeen = (path: string, { steps }: Sight): boolean =>
  !OWN.some((root) => isBelow(path, root)) && steps.findLast((step) => isBelow(path, step.path))?.how === 'show';

const OWN = ['/tmp', '/dev', '/proc', '/opensession'];

const real = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

/** `node` of a script that begins with `#!/usr/bin/env node`: it is looked for along the PATH too. */
const interpreterOf = (path: string): string | null => {
  const [, name] = /^#![ \t]*\S*\/env(?:[ \t]+-\S+)*[ \t]+([\w.+-]+)/.exec(beginningOf(path)) ?? [];
  return name ?? null;
};

const beginningOf = (path: string): string => {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(256);
    return bytes.toString('latin1', 0, readSync(file, bytes));
  } catch {
    return ''; // it may be run, and not read
  } finally {
    if (file !== undefined) closeSync(file);
  }
};
