import { insteadOf } from '../domain/errors.ts';
import type { StateChange } from '../domain/path-state.ts';
import { readRawChanges } from './change/raw-changes.ts';
import { sectionsFor, sectionsOf } from './patch-sections.ts';
import type { Quarantine } from './quarantine.ts';

/** Everything that a user's configuration could change in a diff is said. */
const DIFF = [
  'diff-index',
  '--cached',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--full-index',
  '--submodule=short',
  '--ignore-submodules=none',
  '--diff-algorithm=myers',
  '--no-indent-heuristic',
  '--inter-hunk-context=0',
];

const AS_PATCH = ['-p', '--unified=3', '--src-prefix=a/', '--dst-prefix=b/'];

/**
 * `git patch-id --stable` of each changed path's own diff between a tree (its id) and the index; paths without a text diff (binary,
 * mode alone) are left out. Empty when the diff is too large to be read.
 */
export const patchIds = async (quarantine: Quarantine, tree: string): Promise<ReadonlyMap<string, string>> => {
  const [raw, patch] = await Promise.all([
    quarantine.run([...DIFF, '--raw', '-z', '--no-abbrev', tree]),
    // one over the wrapper's limit is no reason to know nothing of the paths
    quarantine.run([...DIFF, ...AS_PATCH, tree]).catch(insteadOf('git_failed', Buffer.alloc(0))),
  ]);
  return identify(quarantine, tree, { changed: [...(readRawChanges(raw).get('') ?? [])], sections: sectionsOf(patch) });
};

const identify = async (
  quarantine: Quarantine,
  tree: string,
  {
    changed,
    sections,
  }: {
    readonly changed: readonly (readonly [path: string, change: StateChange])[];
    readonly sections: readonly string[];
  },
): Promise<ReadonlyMap<string, string>> => {
  const total = changed.reduce((sum, [, change]) => sum + sectionsFor(change), 0);
  if (total !== sections.length || total === 0) return new Map();
  let at = 0;
  // patch-id takes each `commit <id>` line as the start of another patch, and tells the id with the result.
  const input = changed.map(([, change], index) => {
    const own = sections.slice(at, (at += sectionsFor(change))).join('');
    return `commit ${(index + 1).toString(16).padStart(tree.length, '0')}\n${own}`;
  });
  const ids = await quarantine.run(['patch-id', '--stable'], { stdin: Buffer.from(input.join(''), 'latin1') });
  return new Map(
    ids
      .toString('utf8')
      .split('\n')
      .flatMap((line): [string, string][] => {
        const [id, number] = line.split(' ');
        const path = number === undefined ? undefined : changed[Number.parseInt(number, 16) - 1]?.[0];
        return id === undefined || path === undefined ? [] : [[path, id]];
      }),
  );
};
