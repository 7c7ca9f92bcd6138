/** A raw diff and the patch of the same pair list the same paths in the same order: so a patch's sections get their paths. */

import type { StateChange } from '../domain/path-state.ts';

/** Everything that a configuration or an attribute could change in a patch is said. */
export const PLAIN_PATCH: readonly string[] = [
  '--no-ext-diff',
  '--no-textconv',
  '--diff-algorithm=myers',
  '--no-indent-heuristic',
  '--inter-hunk-context=0',
  '--src-prefix=a/',
  '--dst-prefix=b/',
];

/** Of one change. A file that became a link shows as one deleted and one created; the first digits of a mode say what it is. */
export const sectionsFor = ({ before, after }: StateChange): 1 | 2 =>
  before !== null && after !== null && before.mode.slice(0, 2) !== after.mode.slice(0, 2) ? 2 : 1;

/**
 * One per `diff --git` line: content never begins a line so, it has a sign before it. To git a line ends with a line feed; a
 * carriage return is content, and what stands behind one is no line. Latin1 keeps every byte.
 */
export const sectionsOf = (patch: Buffer): readonly string[] => sectionsIn(patch.toString('latin1'));

/** Of `diff-tree --stdin -p`, by commit: a line of its id alone stands before its own sections, as no line of content can. */
export const sectionsByCommit = (
  patches: Buffer,
): readonly (readonly [commit: string, sections: readonly string[]])[] =>
  patches
    .toString('latin1')
    .split(/(?<![^\n])(?=[0-9a-f]{40,64}\n)/)
    .filter((patch) => patch !== '')
    .map((patch) => {
      const end = patch.indexOf('\n');
      return [patch.slice(0, end), sectionsIn(patch.slice(end + 1))];
    });

const sectionsIn = (patch: string): readonly string[] =>
  patch.split(/(?<=\n)(?=diff --git )/).filter((section) => section !== '');
