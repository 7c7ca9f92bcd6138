import { join } from 'node:path';
import { OpenSessionError } from '../domain/errors.ts';
import { SUBMODULE } from '../domain/path-state.ts';
import { addChanged } from './add-changed.ts';
import type { Git } from './git.ts';
import { type IndexEntry, readIndex } from './index-entries.ts';
import type { Quarantine } from './quarantine.ts';
import { statPath } from './stat-path.ts';
import { type WorkState, readWorkState } from './work-state.ts';

const MAX_SUBMODULES = 64;

export const isThere = (root: string, path: string): boolean => statPath(join(root, path)) !== null;

/** Adds the paths whose flags hide what changed, in our copy of the index; one that has none is none of theirs. */
export const lookAgain = async (quarantine: Quarantine, flagged: readonly IndexEntry[]): Promise<void> => {
  await addChanged(
    quarantine,
    flagged.map(({ path, mode, oid }) => ({ path, staged: { mode, oid } })),
  );
};

/** The flagged entries that were not as the index had them. */
export const differing = async (quarantine: Quarantine, flagged: readonly IndexEntry[]): Promise<readonly string[]> => {
  if (flagged.length === 0) return [];
  const now = new Map((await readIndex(quarantine.git, quarantine.cwd)).map((entry) => [entry.path, entry]));
  return flagged.filter((entry) => now.get(entry.path)?.oid !== entry.oid).map(({ path }) => path);
};

/** Submodules with changes of their own: each is looked at as a repository, with its own drivers switched off. */
export const dirtySubmodules = async (
  git: Git,
  state: WorkState,
  entries: readonly IndexEntry[],
): Promise<readonly string[]> => {
  const found: string[] = [];
  const links = entries.filter(({ mode, path }) => mode === SUBMODULE && isThere(state.paths.root, `${path}/.git`));
  for (const { path } of links.slice(0, MAX_SUBMODULES)) {
    try {
      const paths = await git.locate(join(state.paths.root, path));
      if (paths.root === null) continue;
      const { dirty } = await readWorkState(git, { ...paths, root: paths.root });
      if (dirty.length > 0) found.push(path);
    } catch (error) {
      if (!(error instanceof OpenSessionError)) throw error;
      found.push(path); // cannot be looked at: not known to be clean
    }
  }
  return found;
};
