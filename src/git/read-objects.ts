import { OpenSessionError } from '../domain/errors.ts';
import type { Git } from './git.ts';
import { inHalves } from './in-halves.ts';
import { isPromised, presenceOf } from './promised-objects.ts';
import { isObjectId } from '../domain/is-object-id.ts';

export interface ReadObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface ObjectInfo {
  readonly id: string;
  readonly type: string;
  readonly size: number;
}

/**
 * The objects of many names (ids, `ref`, `ref:path`, `ref^{tree}`) through one `cat-file --batch`, in the order asked;
 * null for what does not exist, and for an id whose object a partial clone left out: none is fetched. No filter and no
 * textconv is applied. @throws git_failed when an object cannot be read or the sum is over the limit
 */
export const readObjects = (
  git: Git,
  names: readonly string[],
  options: { readonly cwd: string; readonly limit?: number },
): Promise<readonly (ReadObject | null)[]> =>
  withoutPromised(
    git,
    { names, cwd: options.cwd },
    {
      read: (present) => readAtOnce(git, present, options),
      onDamaged: (id) => {
        throw new OpenSessionError('git_failed', `git cat-file failed: the object ${id} is damaged`);
      },
    },
  );

const readAtOnce = async (
  git: Git,
  names: readonly string[],
  options: { readonly cwd: string; readonly limit?: number },
): Promise<readonly (ReadObject | null)[]> => {
  if (names.length === 0) return [];
  const { stdout } = await git.run(['cat-file', '--batch'], { ...options, stdin: asked(names) });
  const found: (ReadObject | null)[] = [];
  for (let at = 0; at < stdout.length;) {
    const end = stdout.indexOf(0x0a, at);
    const info = parseInfo(stdout.toString('utf8', at, end));
    at = end + 1;
    if (info !== null) {
      found.push({ id: info.id, type: info.type, bytes: stdout.subarray(at, at + info.size) });
      at += info.size + 1;
    } else found.push(null);
  }
  return complete(found, names);
};

/** As readObjects, but null also for an object that is damaged: git ends at the first such one. */
export const readEach = async (
  git: Git,
  names: readonly string[],
  options: { readonly cwd: string },
): Promise<readonly (ReadObject | null)[]> => {
  const ask = (some: readonly string[]): Promise<readonly (ReadObject | null)[]> => readObjects(git, some, options);
  return (await inHalves(names, { ask, alone: () => [null] })).flat();
};

/** Type and size of many names through one `cat-file --batch-check`, in the order asked; null as in readObjects. @throws git_failed */
export const readInfos = (
  git: Git,
  names: readonly string[],
  options: { readonly cwd: string },
): Promise<readonly (ObjectInfo | null)[]> =>
  withoutPromised(
    git,
    { names, cwd: options.cwd },
    {
      read: async (present) => {
        if (present.length === 0) return [];
        const { stdout } = await git.run(['cat-file', '--batch-check'], { ...options, stdin: asked(present) });
        return complete(stdout.toString('utf8').split('\n').slice(0, -1).map(parseInfo), present);
      },
      onDamaged: () => {}, // git says of one that it is missing
    },
  );

interface Reading<T> {
  readonly read: (names: readonly string[]) => Promise<readonly (T | null)[]>;
  /** Of an object that is here and cannot be read. */
  readonly onDamaged: (id: string) => void;
}

/**
 * git ends at the first object that a partial clone left out, and there also at one that is damaged: the rest is read
 * again, without those.
 */
const withoutPromised = async <T>(
  git: Git,
  { names, cwd }: { readonly names: readonly string[]; readonly cwd: string },
  { read, onDamaged }: Reading<T>,
): Promise<readonly (T | null)[]> => {
  try {
    return await read(names);
  } catch (error) {
    if (!isPromised(error)) throw error;
    const ids = names.filter((name) => isObjectId(name));
    const { present, damaged } = await presenceOf(git, ids, cwd);
    for (const id of damaged) onDamaged(id);
    const isAsked = (name: string): boolean => !isObjectId(name) || present.has(name);
    const rest = names.filter(isAsked);
    if (rest.length === names.length) throw error; // it is behind another name than an id
    const found = await read(rest);
    let next = 0;
    return names.map((name) => (isAsked(name) ? (found[next++] ?? null) : null));
  }
};

const asked = (names: readonly string[]): string => {
  if (names.some((name) => /[\n\r\0]/.test(name) || name === ''))
    throw new OpenSessionError('git_failed', 'expected names of one line for git cat-file, found a line break');
  return names.map((name) => `${name}\n`).join('');
};

/** `<id> <type> <size>`; anything else (`<name> missing`, `<name> ambiguous`) is no object. */
export const parseInfo = (line: string): ObjectInfo | null => {
  const [, id, type, size] = /^([0-9a-f]{40,64}) (commit|tree|blob|tag) (\d+)$/.exec(line) ?? [];
  return id === undefined || type === undefined ? null : { id, type, size: Number(size) };
};

const complete = <T>(found: readonly T[], names: readonly string[]): readonly T[] => {
  if (found.length === names.length) return found;
  throw new OpenSessionError('git_failed', `git cat-file answered ${found.length} of ${names.length} names`);
};
