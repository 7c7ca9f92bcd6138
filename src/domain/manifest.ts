/**
 * `manifest.json`, beside artifact.json in each version: every path that differs between the session's start and the
 * working tree at save, with its state before and after. States are what git can confirm of a later commit; texts of
 * files are never in it. Together with the start's tree it reproduces `tree`, so that parts that were edited disagree.
 */
import type { Check, FileChange, Handoff, RedactedText } from './handoff.ts';
import { asArray } from './json.ts';
import { isRegular, type PathState, type StateChange } from './path-state.ts';

export const MANIFEST_SCHEMA = 'opensession-manifest-1.1';

/** Entries that a manifest holds at most; what is beyond is counted in `cut`. */
export const MAX_MANIFEST_ENTRIES = 10_000;

export interface Manifest {
  readonly schema: typeof MANIFEST_SCHEMA;
  readonly object_format: 'sha1' | 'sha256';
  /** HEAD when the session started, else at its first event; null: it cannot be told. */
  readonly start: string | null;
  /** HEAD at save; null before the first commit. */
  readonly base: string | null;
  /** Tree of the working tree at save, by `git add` into a private index; null with the reason. */
  readonly tree: string | null;
  readonly tree_undefined_reason: string | null;
  /** Against `start`, where it is null against `base`, where that is null against nothing. Sorted by path. */
  readonly entries: readonly ManifestEntry[];
  readonly cut: number;
  /** Claims of the session that are no entry, with the reason. */
  readonly unresolved: readonly UnresolvedClaim[];
  /** Paths that differ although the index says they do not (skip-worktree, assume-unchanged), and dirty submodules. */
  readonly hidden: readonly RedactedText[];
  /** Changed paths whose file is younger than a check that the session ran, and than every event of the log that changed it. */
  readonly touched: readonly TouchedPath[];
  /** What each session says it changed, and its checks: as in the handoffs. None in a link version. */
  readonly claims: readonly (FileChange & { readonly session_id: string })[];
  readonly checks: readonly (Check & { readonly session_id: string })[];
  /** Only of a person's part, `save --by-hand`: why. */
  readonly by_hand?: RedactedText;
  /** Only of a link version: the commit into which the saved states went; of several, which a rebase made, the last. */
  readonly linked_commit?: string;
}

/** The start and the entries make the tree: none was cut, and each is told by its own path. What a link version repeats makes none. */
export const makesTree = (manifest: Manifest): boolean =>
  manifest.tree !== null &&
  manifest.linked_commit === undefined &&
  manifest.cut === 0 &&
  manifest.entries.every(({ path_key }) => path_key === undefined);

/** What git tells of a working tree at save, against the session's start. */
export interface StateFacts extends Pick<Manifest, 'object_format' | 'start' | 'base' | 'tree'> {
  /** Why there is no tree. */
  readonly reason: string | null;
  readonly changes: ReadonlyMap<string, StateChange>;
  /** Paths whose state is not told, with the reason. */
  readonly withheld: ReadonlyMap<string, string>;
  /** Paths that are not as `base` has them, as far as the index tells. */
  readonly dirty: ReadonlySet<string>;
  readonly keys: ReadonlyMap<string, { readonly key: string }>;
  readonly hidden: readonly string[];
  /** Paths that commits between start and base changed. */
  readonly committed: ReadonlySet<string>;
}

export interface ManifestEntry {
  readonly path: RedactedText;
  /** Only where redaction changed `path`: the key of the path itself (`pathKey`), to find it in a change. */
  readonly path_key?: string;
  readonly before: PathState;
  readonly after: PathState;
  /** Set where `after` is not known (a filter driver, a large or special file, a secret in it): why; `after` is then null. */
  readonly unknown_reason?: string;
  /** Of a state that is not known: it is the one that the commit `base` has. */
  readonly committed?: true;
  readonly claimed: boolean;
  readonly by: 'edit-tool' | 'shell' | 'commit' | 'hand' | 'unknown';
  /** Strict patch key of before → after, labelled `osp1:`; null for what is no text. */
  readonly key: string | null;
}

/** It was there, and is known to be there no more. */
export const isGone = ({ before, after, unknown_reason }: ManifestEntry): boolean =>
  before !== null && after === null && unknown_reason === undefined;

/** The same file can be run now, or no more. */
export const isOtherMode = ({ before, after }: ManifestEntry): boolean =>
  before !== null &&
  after !== null &&
  isRegular(before) &&
  isRegular(after) &&
  before.oid === after.oid &&
  before.mode !== after.mode;

export interface TouchedPath {
  readonly path: RedactedText;
  /** RFC 3339, of the file. */
  readonly at: string;
}

export type UnresolvedReason = 'ignored' | 'outside' | 'index-flag' | 'no-effect' | 'other-branch' | 'submodule';

export interface UnresolvedClaim {
  readonly path: RedactedText;
  readonly reason: UnresolvedReason;
}

/** What a manifest repeats of the handoffs beside it. Also for handoffs that were only read: nothing is relied upon. */
export const saidInHandoffs = (
  handoffs: readonly Pick<Handoff, 'session_id' | 'files_modified' | 'verification'>[],
): Pick<Manifest, 'claims' | 'checks'> => ({
  claims: handoffs
    .flatMap(({ session_id, files_modified }) =>
      (asArray(files_modified) as FileChange[]).map((change) => ({ session_id, ...change })),
    )
    .slice(0, MAX_MANIFEST_ENTRIES),
  checks: handoffs.flatMap(({ session_id, verification }) =>
    (asArray(verification?.checks) as Check[]).map((check) => ({ session_id, ...check })),
  ),
});
