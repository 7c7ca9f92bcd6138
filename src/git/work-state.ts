import type { PathState } from '../domain/path-state.ts';
import type { Git, RepositoryPaths } from './git.ts';
import { pathText } from './path-text.ts';
import { stripCredentials } from './strip-credentials.ts';

/** A path whose file is not as the index has it. */
export interface Unstaged {
  readonly path: string;
  /** In the index; null: not there, or only meant to be added. */
  readonly staged: PathState;
}

/** What is asked of a repository before the session is known. */
export interface WorkState {
  readonly paths: RepositoryPaths & { readonly root: string };
  /** null: no commit yet. */
  readonly head: string | null;
  /** null: HEAD is detached. */
  readonly branch: string | null;
  readonly remote: string | null;
  /** Changed, staged, unmerged and untracked paths, relative to the root. */
  readonly dirty: readonly string[];
  readonly unstaged: readonly Unstaged[];
  /** A merge is not settled in the index. */
  readonly unmerged: boolean;
  /** When it began to be read, of `performance.now()`. */
  readonly at: number;
  /** Variables that switch off every filter driver that is configured: no command of ours runs one. */
  readonly withoutFilters: { readonly [name: string]: string };
}

/** @param known what is configured, if that was read already: then git is started before this returns */
export const readWorkState = async (
  git: Git,
  paths: RepositoryPaths & { readonly root: string },
  known?: Config,
): Promise<WorkState> => {
  const config = known ?? (await readConfig(git, paths.root));
  const withoutFilters = filtersOff(config);
  const at = performance.now();
  const status = await readStatus(git, paths.root, withoutFilters);
  return { paths, ...status, at, remote: remoteOf(config, status.branch), withoutFilters };
};

/**
 * What was just read of working trees, for who asks again: the facts of a handoff and what is saved of the same moment.
 * Taken once, and only while it is young: a log may take seconds to be read, and what changed meanwhile is to be saved.
 */
export interface RecentStates {
  keep(state: WorkState): void;
  take(root: string): WorkState | undefined;
}

const YOUNG_MS = 250;

export const recentStates = (): RecentStates => {
  const known = new Map<string, WorkState>();
  return {
    keep: (state) => void known.set(state.paths.root, state),
    take: (root) => {
      const found = known.get(root);
      known.delete(root);
      return found !== undefined && performance.now() - found.at < YOUNG_MS ? found : undefined;
    },
  };
};

/** Of remotes, of the remotes of branches, and of filters. */
export type Config = readonly { readonly key: string; readonly value: string }[];

/** Keys end as git prints them: section and name in lower case, the subsection as written. */
export const readConfig = async (git: Git, cwd: string): Promise<Config> => {
  const wanted = '^(remote\\..*\\.url|branch\\..*\\.remote|filter\\..*)$';
  const { stdout } = await git.run(['config', '-z', '--get-regexp', wanted], { cwd, allow: [0, 1] });
  return stdout
    .toString('utf8')
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const end = entry.indexOf('\n');
      return end < 0 ? { key: entry, value: '' } : { key: entry.slice(0, end), value: entry.slice(end + 1) };
    });
};

/** Through variables, because a driver's name may hold an equals sign, which `-c` would misread. */
const filtersOff = (config: Config): { readonly [name: string]: string } => {
  const drivers = new Set(config.flatMap(({ key }) => /^filter\.([^]*)\.[^.]*$/.exec(key)?.[1] ?? []));
  const settings = [...drivers].flatMap((driver) => [
    [`filter.${driver}.clean`, ''],
    [`filter.${driver}.smudge`, ''],
    [`filter.${driver}.process`, ''],
    [`filter.${driver}.required`, 'false'],
  ]);
  const variables: { [name: string]: string } = { GIT_CONFIG_COUNT: String(settings.length) };
  for (const [index, [key = '', value = '']] of settings.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = key;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return variables;
};

const STATUS = [
  'status',
  '--porcelain=v2',
  '-z',
  '--branch',
  '--no-renames',
  '--untracked-files=all',
  // Whether a submodule is dirty inside would take a git of its own in it, under its own configuration.
  '--ignore-submodules=dirty',
];

const readStatus = async (git: Git, cwd: string, env: WorkState['withoutFilters']) => {
  const { stdout } = await git.run(STATUS, { cwd, env });
  // bytes as they are: a path need be no UTF-8
  const records = stdout.toString('latin1').split('\0');
  const header = (name: string): string | undefined => {
    const found = records.find((record) => record.startsWith(`# ${name} `))?.slice(name.length + 3);
    return found === undefined ? undefined : Buffer.from(found, 'latin1').toString('utf8');
  };
  const head = header('branch.oid');
  const branch = header('branch.head');
  return {
    head: head === undefined || head === '(initial)' ? null : head,
    branch: branch === undefined || branch === '(detached)' ? null : branch,
    dirty: records.flatMap((record) => dirtyPath(record) ?? []),
    unstaged: records.flatMap(unstagedIn),
    unmerged: records.some((record) => record.startsWith('u ')),
  };
};

/** Fields before the path: 8 of a changed entry, 10 of an unmerged one, 1 of an untracked one. */
const FIELDS: { readonly [kind: string]: number } = { '1': 8, u: 10, '?': 1 };

const dirtyPath = (record: string): string | undefined => {
  const fields = FIELDS[record.charAt(0)];
  if (fields === undefined || record.charAt(1) !== ' ') return undefined;
  let at = 0;
  for (let field = 0; field < fields; field++) at = record.indexOf(' ', at) + 1;
  return pathText(Buffer.from(record.slice(at), 'latin1'));
};

/** Untracked, or with a second letter that tells of a change: `1 <XY> <sub> <mH> <mI> <mW> <hH> <hI> <path>`. */
const unstagedIn = (record: string): readonly Unstaged[] => {
  const path = dirtyPath(record);
  if (path === undefined || record.startsWith('u ')) return [];
  if (record.startsWith('? ')) return [{ path, staged: null }];
  const [, letters = '', , , mode = '', , , oid = ''] = record.split(' ', 8);
  if (letters.endsWith('.')) return [];
  return [{ path, staged: mode === '000000' ? null : { mode, oid } }];
};

/** Of the branch, else `origin`, else the only one. */
const remoteOf = (config: Config, branch: string | null): string | null => {
  const value = (key: string): string | undefined => config.findLast((entry) => entry.key === key)?.value;
  const upstream = branch === null ? undefined : value(`branch.${branch}.remote`);
  const remotes = config.filter(({ key }) => key.startsWith('remote.'));
  const url =
    (upstream === undefined ? undefined : value(`remote.${upstream}.url`)) ??
    value('remote.origin.url') ??
    (remotes.length === 1 ? remotes[0]?.value : undefined);
  return url === undefined ? null : stripCredentials(url);
};
