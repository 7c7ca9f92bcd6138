import { branchFileOf } from '../../domain/branch/session-path.ts';
import { readMeta } from '../../domain/branch/session-meta.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { SESSIONS_BRANCH, SESSIONS_REF } from '../../domain/refs.ts';
import { commitHeaders } from '../../git/commit-headers.ts';
import { readEach } from '../../git/read-objects.ts';
import { readOrAbsent } from '../../git/read-or-absent.ts';
import { foreignIn } from '../foreign-history.ts';
import type { Place } from '../place.ts';
import { heldIn, isGone } from './held-branch.ts';
import { branchIncomplete, refuseLeftOut } from './left-out.ts';
import { type ListedBlob, listFiles } from './list-files.ts';
import type { BranchListing, BranchSession } from './sessions-store.ts';

/** The branch's commit by its full name (a tag of the same short name is not meant); null: there is none. */
export const branchTip = async ({ git, cwd }: Place): Promise<string | null> =>
  (await tipAndCheckout({ git, cwd })).commit;

/**
 * The tip of a branch that may be moved. A branch that is checked out somewhere is not: its files would seem to be
 * changed by whoever sits there. Nor is one that a rebase or a bisect will come back to. @throws refused
 */
export const movableTip = async (place: Pick<Place, 'git' | 'cwd' | 'commonDir'>): Promise<string | null> => {
  const { commit, worktree } = await tipAndCheckout(place);
  const unborn = commit === null && (await headRef(place)) === SESSIONS_REF;
  if (worktree === '' && !unborn) {
    const held = heldIn(place.commonDir);
    if (held === null) return commit;
    throw new OpenSessionError('refused', `a rebase or bisect of ${SESSIONS_BRANCH} is not finished in ${held}`, {
      hint: isGone(held) ? PRUNE : 'finish it there, or end it: git rebase --abort, git bisect reset',
    });
  }
  const where = worktree === '' ? 'here' : `in ${worktree}`;
  throw new OpenSessionError('refused', `the branch ${SESSIONS_BRANCH} is checked out ${where}, so it is not moved`, {
    hint: worktree !== '' && isGone(worktree) ? PRUNE : 'check out another branch there: git switch -',
  });
};

const PRUNE = 'its directory is not there; if it was deleted: git worktree prune';

const tipAndCheckout = async ({ git, cwd }: Pick<Place, 'git' | 'cwd'>) => {
  const format = '--format=%(refname)%00%(objectname)%00%(worktreepath)';
  const { stdout } = await git.run(['for-each-ref', format, '--end-of-options', SESSIONS_REF], { cwd });
  const lines = stdout.toString('utf8').split('\n');
  const [, commit = '', worktree = ''] =
    lines.map((line) => line.split('\0')).find(([ref]) => ref === SESSIONS_REF) ?? [];
  return { commit: commit === '' ? null : commit, worktree };
};

const headRef = async ({ git, cwd }: Pick<Place, 'git' | 'cwd'>): Promise<string> =>
  (await git.run(['symbolic-ref', '--quiet', 'HEAD'], { cwd, allow: [0, 1] })).stdout.toString('utf8').trim();

/** A meta.json of more is none of ours. */
const MAX_META = 256 * 1024;
const AT_ONCE = 5000;

export const listBranch = async (place: Place): Promise<BranchListing> => {
  const commit = await branchTip(place);
  return { commit, sessions: commit === null ? [] : await sessionsAt(place, commit) };
};

const isMeta = (path: string): boolean => branchFileOf(path).kind === 'meta';

/** @param commit or a tree. @throws branch_incomplete */
export const sessionsAt = async (place: Place, commit: string): Promise<readonly BranchSession[]> => {
  const hails: { readonly place: string; readonly file: ListedBlob }[] = [];
  const metas = new Map<string, string>();
  for (const file of await listFiles(place, commit, isMeta)) {
    const known = branchFileOf(file.path);
    if (known.kind === 'hail') hails.push({ place: known.place, file });
    if (known.kind === 'meta' && (file.bytes ?? 0) <= MAX_META) metas.set(known.place, file.blob);
  }
  const texts = await textsOf(place, [...metas.values()]);
  return hails.map(({ place: at, file }) => {
    const meta = readMeta(texts.get(metas.get(at) ?? '') ?? '');
    const name = at.slice(at.indexOf('/') + 1);
    return { session_id: meta.session_id ?? name, path: file.path, blob: file.blob, meta };
  });
};

/** By blob; one that is damaged has none. @throws branch_incomplete */
export const textsOf = async (place: Place, blobs: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>();
  for (let at = 0; at < blobs.length; at += AT_ONCE)
    for (const blob of await readOrAbsent(place, blobs.slice(at, at + AT_ONCE))) {
      if (blob === 'absent') throw await branchIncomplete(place);
      if (blob !== null) texts.set(blob.id, blob.bytes.toString('utf8'));
    }
  return texts;
};

/** As the older tool and this one write them. */
const SUBJECT = /^(?:session: |sessions-merge$|retention-prune:)/;

/**
 * All of a history that is new must be sessions: what somebody uses for files of their own under this name is neither
 * joined nor sent. @param known commits that are here. @throws refused, branch_corrupt, branch_incomplete
 */
export const requireSessions = async (place: Place, tip: string, known: readonly string[]): Promise<void> => {
  const [tree] = await readEach(place.git, [`${tip}^{tree}`], place);
  if (tree?.type !== 'tree') {
    const [commit] = await readEach(place.git, [tip], place);
    if (commit?.type === 'commit') await refuseLeftOut(place, [commitHeaders(commit.bytes).tree]);
    throw new OpenSessionError('branch_corrupt', `expected a tree at ${tip}, found none`);
  }
  requireSessionsTree(tip, tree.bytes);
  const foreign = await foreignIn(
    place,
    { tip, known },
    { isSubject: (subject) => SUBJECT.test(subject), isPath: (path) => branchFileOf(path).kind !== 'foreign' },
  );
  if (foreign !== undefined) throw notSessions(`${foreign} in the history of ${tip}`);
};

/** An empty one is left by a prune of the older tool. */
export const requireSessionsTree = (commit: string, tree: Buffer): void => {
  if (tree.length === 0 || tree.includes('40000 v1\0', 0, 'latin1')) return;
  throw notSessions(`other files at ${commit}`);
};

const notSessions = (found: string): OpenSessionError =>
  new OpenSessionError('refused', `expected sessions on the branch ${SESSIONS_BRANCH}, found ${found}`, {
    hint: `look at it, and take out what does not belong there: git log --stat ${SESSIONS_BRANCH}`,
  });
