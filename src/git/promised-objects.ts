/**
 * Objects that a partial clone left out: a remote promised to give them when they are read. Nothing here ever asks for
 * one (see git-environment.ts), so git ends where it comes upon one, as a whole.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import type { Git } from './git.ts';
import { inHalves } from './in-halves.ts';

/** Command lines are bounded: ids that are handed over as arguments at once. */
const AT_ONCE = 500;
/**
 * git reads all objects of the packs that a promise came with to say what was promised: a second for some 100,000, which
 * have some 3 MB of index. With more than this all that is not here counts as promised.
 */
const MAX_INDEX_BYTES = 32 * 1024 * 1024;

/**
 * git ended at an object that was promised and is not here. Since git 2.39; before, such a one is plainly missing. Those
 * without GIT_NO_LAZY_FETCH (before 2.44) say at first that the transport is not allowed.
 */
export const isPromised = (error: unknown): boolean =>
  error instanceof OpenSessionError &&
  error.code === 'git_failed' &&
  /could not fetch [0-9a-f]{40,64} from promisor remote/.test(`${error.message}\n${String(error.cause)}`);

/** What is here of many ids; of all others there is nothing. */
export interface Presence {
  readonly present: ReadonlySet<string>;
  /** There is a file, and no object can be read from it. */
  readonly damaged: ReadonlySet<string>;
}

/** Whatever was promised, and whatever is below: each id is looked at for itself. A few processes. @throws git_failed */
export const presenceOf = async (git: Git, ids: readonly string[], cwd: string): Promise<Presence> => {
  const damaged = new Set<string>();
  const present = new Set<string>();
  // commits alone at first: to list them with what is below git reads their trees
  let kinds: readonly string[] = [];
  for (let rest = [...new Set(ids)]; ;) {
    const found = await listed({ git, cwd, damaged }, rest, kinds);
    for (const id of found) present.add(id);
    if (found.size === 0 && kinds.length > 0) return { present, damaged };
    kinds = ['--objects', '--filter=tree:0'];
    // what is below another of them is passed over with it: it is asked for again
    rest = rest.filter((id) => !present.has(id) && !damaged.has(id));
  }
};

const listed = async (
  how: { readonly git: Git; readonly cwd: string; readonly damaged: Set<string> },
  ids: readonly string[],
  kinds: readonly string[],
): Promise<ReadonlySet<string>> => {
  const args = ['rev-list', '--no-walk', '--ignore-missing', '--missing=allow-any', ...kinds, '--stdin'];
  const found = await inHalves(ids, {
    ask: async (some): Promise<readonly string[]> => {
      const stdin = some.map((id) => `${id}\n`).join('');
      const lines = (await how.git.run(args, { cwd: how.cwd, stdin })).stdout.toString('latin1').split('\n');
      return lines.flatMap((line) => line.split(' ', 1)[0] || []); // `<id> <path>`
    },
    alone: (id) => {
      how.damaged.add(id);
      return [];
    },
  });
  return new Set(found.flat());
};

/**
 * Those of the ids that are not here though a remote promised them: none in a clone that is whole, and none that was made
 * here, or is damaged. @throws git_failed
 */
export const promisedAmong = async (
  where: { readonly git: Git; readonly cwd: string; readonly commonDir: string },
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (ids.length === 0 || !isPartial(where.commonDir)) return new Set();
  const { present, damaged } = await presenceOf(where.git, ids, where.cwd);
  const absent = [...new Set(ids)].filter((id) => !present.has(id) && !damaged.has(id));
  if (absent.length === 0 || indexBytes(where.commonDir) > MAX_INDEX_BYTES) return new Set(absent);
  const lost = await unpromised(where, absent);
  return new Set(absent.filter((id) => !lost.has(id)));
};

/** What git fsck ends with when it has looked: bits of what is wrong, maybe with what nobody asked for. */
const FSCK = Array.from({ length: 64 }, (_, code) => code);

/** Of ids that are not here: a promise holds for all that the objects of a promised pack name, and fsck misses the others. */
const unpromised = async (
  { git, cwd }: { readonly git: Git; readonly cwd: string },
  absent: readonly string[],
): Promise<ReadonlySet<string>> => {
  const lost = new Set<string>();
  const args = ['-c', 'core.commitGraph=false', 'fsck', '--connectivity-only', '--no-dangling', '--no-progress'];
  for (let at = 0; at < absent.length; at += AT_ONCE) {
    const { stderr } = await git.run([...args, ...absent.slice(at, at + AT_ONCE)], { cwd, allow: FSCK });
    for (const [, id = ''] of stderr.matchAll(/^error: ([0-9a-f]{40,64}): object missing$/gm)) lost.add(id);
  }
  return lost;
};

/** What came from a remote that promised the rest lies in packs that are marked so. */
export const isPartial = (commonDir: string): boolean => promisedPacks(commonDir).length > 0;

const promisedPacks = (commonDir: string): readonly string[] => {
  try {
    const dir = join(commonDir, 'objects', 'pack');
    return readdirSync(dir).flatMap((name) => (name.endsWith('.promisor') ? [join(dir, name)] : []));
  } catch {
    return []; // there are no packs
  }
};

const indexBytes = (commonDir: string): number =>
  promisedPacks(commonDir)
    .map((path) => statSync(path.replace(/\.promisor$/, '.idx'), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
