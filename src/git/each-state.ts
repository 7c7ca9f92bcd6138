import { stateKey } from '../domain/change-keys.ts';
import type { Git } from './git.ts';
import { nulRecords } from './nul-records.ts';
import type { ObjectFormat } from './object-id.ts';

export interface StatePlace {
  readonly git: Git;
  readonly cwd: string;
  readonly format: ObjectFormat;
}

/** Bytes of history that are read at most: about five million changed paths. */
const LIMIT = 1024 * 1024 * 1024;

/**
 * Hands over each commit of the revisions, its tree, and the key of each state that it made against its first parent,
 * with the revision that it was reached from. One process. @throws git_failed
 */
export const eachState = async (
  where: StatePlace,
  { revisions, since }: { readonly revisions: readonly string[]; readonly since: Date | null },
  onFound: (found: string, source: string) => void,
): Promise<void> => {
  const args = ['log', '--stdin', '--source', '--format=commit %H %T %S', ...CHANGES];
  const states = new Map<
    string,
    { readonly path: string; readonly mode: string; readonly oid: string; source: string }
  >();
  let source = '';
  let change: { readonly mode: string; readonly oid: string } | undefined;
  const onOutput = nulRecords(1, ([token = '']) => {
    if (change !== undefined) {
      // what follows a change is its path, whatever it looks like
      states.set(`${change.mode} ${change.oid} ${token}`, { ...change, path: token, source });
      change = undefined;
      return;
    }
    const [, commit, tree, from] = /^\n?commit ([0-9a-f]+) ([0-9a-f]+) (.*)$/.exec(token) ?? [];
    if (commit !== undefined && tree !== undefined) {
      source = from ?? '';
      onFound(commit, source);
      onFound(tree, source);
    }
    const [, mode, oid] = /^\n?:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) [A-Z]/.exec(token) ?? [];
    if (mode !== undefined && oid !== undefined) change = { mode, oid };
  });
  await where.git.run(since === null ? args : [...args, `--since=${since.toISOString()}`], {
    cwd: where.cwd,
    stdin: revisions.map((revision) => `${revision}\n`).join(''),
    limit: LIMIT,
    onOutput,
  });
  for (const { path, mode, oid, source } of states.values())
    if (mode !== '000000') onFound(await stateKey(where.format, path, { mode, oid }), source);
};

const CHANGES = [
  '--raw',
  '-z',
  '--no-renames',
  '--no-abbrev',
  '--diff-merges=first-parent',
  '--ignore-submodules=none',
];
