/** Whether a check ran on another tree than the one that a handoff is about: then it proves nothing of it, either way. */
import type { SimpleCommand } from '../../shell/command-line.ts';
import type { IdentifiedCheck } from '../../shell/checks/identified.ts';
import { ownTree } from '../../shell/effects/own-tree.ts';
import type { ChangeFact, RunFact, SessionPlace } from '../facts.ts';
import { placePath } from '../files/place-path.ts';

type Elsewhere = NonNullable<RunFact['elsewhere']>;

/** Directories within the repository that commands of the session made into working trees of their own. */
export type OwnTrees = Set<string>;

const MAX_TREES = 200;

/** @param base see `placePath` */
export const noteOwnTree = (
  trees: OwnTrees,
  command: SimpleCommand,
  { place, base }: { readonly place: SessionPlace; readonly base: string | null },
): void => {
  const made = ownTree(command);
  if (made === undefined || trees.size >= MAX_TREES) return;
  const { path, inside } = placePath(place, made, base);
  if (inside && path !== '.') trees.add(path);
};

/**
 * Undefined where it ran in the working tree, or where that cannot be told: an unknown directory, a container, a directory
 * around the repository. A path of the repository that it was given by its whole name makes it a check of that.
 */
export const elsewhereOf = (
  { identity: { cwd, scope }, contained }: IdentifiedCheck,
  command: SimpleCommand,
  { place, trees }: { readonly place: SessionPlace; readonly trees: OwnTrees },
): Elsewhere | undefined => {
  if (command.elsewhere === true) return { detail: 'it ran on another machine' };
  if (contained === true || cwd === '.' || cwd.startsWith('?')) return undefined;
  const at = placePath(place, cwd, place.root);
  if (at.inside) {
    const tree = treeAround(at.path, trees);
    return tree === undefined ? undefined : { detail: `it ran in a working tree of its own, ${tree}`, tree };
  }
  const isOfRepository = scope.some((word) => word.startsWith('/') && placePath(place, word, place.root).inside);
  if (at.above === true || isOfRepository) return undefined;
  return { detail: `it ran outside of the repository's working tree, in ${at.path}` };
};

/** Made by the session, or where tools keep them: `.worktrees/fix`, `.claude/worktrees/agent-1`. */
const treeAround = (path: string, trees: OwnTrees): string | undefined =>
  [...trees].find((tree) => path === tree || path.startsWith(`${tree}/`)) ??
  /^(?:.*\/)?\.?worktrees\/[^/]+(?=\/|$)/.exec(path)?.[0];

/**
 * Of the runs those that were on another tree. A working tree within the repository in which the session itself changed
 * files is where it works.
 */
export const elsewhereAmong = (
  runs: readonly RunFact[],
  changes: readonly ChangeFact[],
): ((run: RunFact) => Elsewhere | undefined) => {
  const trees = new Set(runs.flatMap(({ elsewhere }) => elsewhere?.tree ?? []));
  const worked = new Set([...trees].filter((tree) => changes.some((change) => isFileBelow(change, tree))));
  return ({ elsewhere }) => (elsewhere?.tree !== undefined && worked.has(elsewhere.tree) ? undefined : elsewhere);
};

const isFileBelow = ({ path, inside, by }: ChangeFact, tree: string): boolean =>
  inside && by === undefined && path.startsWith(`${tree}/`);
