import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { alternateLine, makeBareRepository } from '../bare-repository.ts';
import { readInfos } from '../read-objects.ts';
import { isAbsent, isUnadvertised } from '../transfer/fetch-objects.ts';
import type { PrivateRepository } from './private-repository.ts';
import { shallowIn } from '../shallow-in.ts';
import type { RemoteObjects } from './remote-objects.ts';
import type { Supply } from './supply.ts';

/** Commits of each side: at first, and where these do not tell the merge base. Most changes begin well within. */
const DEPTHS: readonly (number | 'all')[] = [1_000, 20_000, 'all'];
/** Starts of sessions that are not in the history of the change; each costs a tree. */
const MOST_STRANGERS = 8;

type Place = Pick<PrivateRepository, 'git' | 'dir' | 'object_format'>;

interface Ends {
  readonly head: string;
  readonly base: string;
}

/**
 * Fetches the history of a change without trees, and supplies what questions name, by object id alone. A server that
 * gives nothing but what its refs name is asked for everything instead.
 * @throws remote_unreachable, remote_denied, timed_out, git_failed, history_incomplete (the head is not there)
 */
export const supplyFrom = async (place: Place, ends: Ends, objects: RemoteObjects): Promise<Supply> => {
  const state = { whole: false, step: 0 };
  const known = new Set<string>();
  const fresh = (ids: readonly string[]): readonly string[] => {
    const list = state.whole ? [] : [...new Set(ids)].filter((id) => !known.has(id));
    for (const id of list) known.add(id);
    return list;
  };
  const orEverything = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!isUnadvertised(error) || state.whole) throw error;
      state.whole = true;
      await everything(place, ends, objects);
    }
  };
  try {
    await orEverything(() => history(place, ends, { objects, depth: DEPTHS[0] ?? 'all' }));
  } catch (error) {
    throw isAbsent(error) || isUnadvertised(error) ? headMissing(ends.head, error) : error;
  }
  const without = { filter: 'blob:none' };
  return {
    get whole() {
      return state.whole;
    },
    trees: async (commits, side) => {
      const ids = fresh(commits);
      if (ids.length > 0)
        await orEverything(async () => objects.anyhow(side, { ...without, ids: await rootTrees(place, ids) }));
    },
    blobs: async (asked, side) => {
      const ids = fresh(asked);
      if (ids.length > 0) await orEverything(() => objects.anyhow(side, { ...without, ids }));
    },
    strangers: async (commits) => {
      const asked = [...new Set(commits)].filter((id) => !known.has(id));
      const infos = await readInfos(place.git, asked, { cwd: place.dir });
      const here = fresh(asked.filter((_, index) => infos[index]?.type === 'commit'));
      if (here.length > 0)
        await orEverything(async () => objects.anyhow('head', { ...without, ids: await rootTrees(place, here) }));
      const away = asked.filter((_, index) => infos[index] === null).slice(0, MOST_STRANGERS);
      for (const id of away) known.add(id);
      if (away.length > 0) await strangers(place, objects, away);
    },
    deepen: async () => {
      const depth = DEPTHS[state.step + 1];
      if (state.whole || depth === undefined || shallowIn(place).size === 0) return false;
      state.step++;
      await history(place, ends, { objects, depth });
      return true;
    },
  };
};

/** Commits alone. */
const history = async (
  place: Place,
  { base, head }: Ends,
  { objects, depth }: { readonly objects: RemoteObjects; readonly depth: number | 'all' },
): Promise<void> => {
  if (objects.isOne) return objects.from('base', { ids: [...new Set([base, head])], filter: 'tree:0', depth });
  await objects.from('base', { ids: [base], filter: 'tree:0', depth });
  // what the first made whole cannot be made so again
  const whole = depth === 'all' && shallowIn(place).size === 0;
  await objects.from('head', { ids: [head], filter: 'tree:0', ...(whole ? {} : { depth }) });
};

const everything = async (place: Place, { base, head }: Ends, objects: RemoteObjects): Promise<void> => {
  const sides =
    base === head
      ? ([['base', base]] as const)
      : ([
          ['base', base],
          ['head', head],
        ] as const);
  for (const [side, id] of sides) await objects.from(side, { ids: [id], again: true });
  if (shallowIn(place).size > 0) await objects.from('base', { ids: [base], depth: 'all' });
};

const headMissing = (head: string, cause: unknown): OpenSessionError =>
  new OpenSessionError('history_incomplete', `expected the commit ${head} in the remote, found none that it gives`, {
    hint: 'see that it was pushed, and that a branch holds it: git ls-remote',
    cause,
  });

/** Of commits that are here, also where their trees are not. */
const rootTrees = async ({ git, dir }: Place, commits: readonly string[]): Promise<readonly string[]> => {
  const stdin = commits.map((id) => `${id}\n`).join('');
  const args = ['log', '--no-walk=unsorted', '--no-show-signature', '--format=%T', '--stdin'];
  const { stdout } = await git.run(args, { cwd: dir, stdin });
  return [...new Set(stdout.toString('utf8').split('\n').filter(Boolean))];
};

/** In a repository of their own, whose objects are borrowed: no commit of the history is taken for one that is cut off. */
const strangers = async (place: Place, objects: RemoteObjects, ids: readonly string[]): Promise<void> => {
  const dir = join(place.dir, 'strangers');
  const isFirst = mkdirSync(dir, { recursive: true }) !== undefined;
  if (isFirst) makeBareRepository(dir, { format: place.object_format, objects: null });
  try {
    await objects.anyhow('base', { ids, filter: 'blob:none', depth: 1 }, dir);
  } catch (error) {
    if (!isUnadvertised(error)) throw error;
  }
  if (isFirst) appendFileSync(join(place.dir, 'objects/info/alternates'), alternateLine(join(dir, 'objects')));
};
