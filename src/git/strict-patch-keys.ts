import { insteadOf } from '../domain/errors.ts';
import type { KeyedChange } from '../domain/change-facts.ts';
import { readRawChanges } from './change/raw-changes.ts';
import { isNameable } from './path-text.ts';
import { PLAIN_PATCH, pathsOf, sectionsOf } from './patch-sections.ts';
import { createHash } from '../domain/create-hash.ts';

/** Says how the key was made: another way of making it gets another label, and keys of two labels never meet. */
const LABEL = 'osp1';

const DIFF = ['--no-renames', '--ignore-submodules=none', '--full-index'];

const AS_PATCH = ['-p', '-U3', '--text', ...PLAIN_PATCH];

/** A git in some repository: one that is judged, or the quarantine of a save. */
export type RunGit = (args: readonly string[]) => Promise<Buffer>;

/**
 * The strict patch key of each path that differs between two trees: sha256 over modes, path and every hunk line, byte
 * for byte. White space counts, where a hunk lies does not (design: S8; `git patch-id` ignores white space and differs
 * between versions). Paths with NUL in what changed have none, nor has anything when the patch is over the limit.
 * @param pair commits or trees; `to` null: the index; `raw`: its raw diff as `rawDiff` has it, where that is read anyway
 * @param paths only these, taken literally; absent: all
 */
export const strictPatchKeys = async (
  run: RunGit,
  pair: Pair & { readonly raw?: Promise<Buffer> },
  paths?: readonly string[],
): Promise<ReadonlyMap<string, KeyedChange>> => {
  const named = paths?.filter(isNameable);
  if (named?.length === 0) return new Map();
  const [raw, patch] = await Promise.all([
    pair.raw ?? rawDiff(run, pair, named),
    // one over the wrapper's limit is no reason to know nothing of the paths
    run(diffOf(pair, AS_PATCH, named)).catch(insteadOf('git_failed', Buffer.alloc(0))),
  ]);
  const changes = readRawChanges(raw).get('') ?? new Map();
  const changed = pathsOf(raw);
  const sections = sectionsOf(patch);
  const keys = new Map<string, KeyedChange>();
  if (sections.length !== changed.reduce((sum, { sections: count }) => sum + count, 0)) return keys;
  let at = 0;
  for (const { path, sections: count } of changed) {
    const own = sections.slice(at, (at += count));
    const change = changes.get(path);
    const lines = own.flatMap(hunkLines);
    if (change === undefined || lines.length === 0 || lines.some((line) => line.includes('\0'))) continue;
    const modes = `${change.before?.mode ?? '000000'}\0${change.after?.mode ?? '000000'}`;
    const hash = createHash('sha256').update(`${modes}\0${path}\0`, 'utf8').update(lines.join('\n'), 'latin1');
    keys.set(path, { ...change, key: `${LABEL}:${hash.digest('hex')}` });
  }
  return keys;
};

interface Pair {
  readonly from: string;
  readonly to: string | null;
}

/** What differs between the two, for `readRawChanges`. */
export const rawDiff = (run: RunGit, pair: Pair, paths?: readonly string[]): Promise<Buffer> =>
  run(diffOf(pair, ['--raw', '-z', '--no-abbrev'], paths));

const diffOf = ({ from, to }: Pair, as: readonly string[], paths?: readonly string[]): readonly string[] => [
  ...(to === null ? ['diff-index', '--cached'] : ['diff-tree', '-r']),
  ...DIFF,
  ...as,
  '--end-of-options',
  ...(to === null ? [from] : [from, to]),
  ...(paths === undefined ? [] : ['--', ...paths]),
];

/** The lines of a section's hunks with their signs; what stands before the first hunk names the file. */
const hunkLines = (section: string): readonly string[] => {
  const start = section.search(/^@@ /m);
  return start < 0
    ? []
    : section
        .slice(start)
        .split('\n')
        .filter((line) => !line.startsWith('@@ '));
};
