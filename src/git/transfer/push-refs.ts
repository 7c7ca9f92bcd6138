import { toGitError } from '../git-error.ts';
import type { Transfer } from './open-transfer.ts';
import { toRemoteError } from './remote-error.ts';

/** One ref that the remote is asked to move. */
export interface PushedRef {
  readonly ref: string;
  /** null: delete it. */
  readonly to: string | null;
  /** Only if the remote has it there. For a ref that is not deleted git itself sees to it that history is kept. */
  readonly lease?: string;
}

export type PushAnswer =
  | { readonly ref: string; readonly is: 'done' }
  /** It is not an ancestor of what was to be sent, or moved meanwhile. */
  | { readonly ref: string; readonly is: 'moved'; readonly reason: string }
  | { readonly ref: string; readonly is: 'rejected'; readonly reason: string };

const COMMAND = [
  // else six files are looked for that an id could be the name of, for each ref
  '-c',
  'core.warnAmbiguousRefs=false',
  'push',
  '--porcelain',
  '--no-verify',
  '--no-follow-tags',
  '--no-signed',
  '--no-atomic',
  '--recurse-submodules=no',
  '--no-progress',
];

export interface PushLimits {
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * One `git push` of exact refs, never forced. No hook of the user's runs, so none of ours is entered again.
 * @param dryRun nothing is sent: git answers by what the remote has
 * @returns an answer for each ref, in the order given
 * @throws remote_unreachable, remote_denied, remote_broke_off, timed_out, git_failed
 */
export const pushRefs = async (
  { git, dir, address }: Transfer,
  refs: readonly PushedRef[],
  { dryRun = false, ...limits }: PushLimits & { readonly dryRun?: boolean },
): Promise<readonly PushAnswer[]> => {
  if (refs.length === 0) return [];
  const leases = refs.flatMap(({ ref, lease }) => (lease === undefined ? [] : [`--force-with-lease=${ref}:${lease}`]));
  const specs = refs.map(({ ref, to }) => `${to ?? ''}:${ref}`);
  const args = [...COMMAND, ...(dryRun ? ['--dry-run'] : []), ...leases, '--end-of-options', address, ...specs];
  try {
    const result = await git.run(args, { ...limits, env: { GIT_DIR: dir }, allow: [0, 1] });
    const answers = parseAnswers(result.stdout.toString('utf8'), wordsOf(result.stderr));
    // It ended before the remote said anything of any ref.
    if (result.code !== 0 && answers.size === 0) throw toGitError(COMMAND, limits.cwd, { ...result, signal: null });
    return refs.map((ref) => refusedLease(ref, answers.get(ref.ref)));
  } catch (error) {
    throw toRemoteError(error, address);
  }
};

/** With a lease git sends what is no descendant: who calls that no fast-forward is the remote, and it says so each time. */
const refusedLease = ({ ref, lease }: PushedRef, answer: PushAnswer | undefined): PushAnswer => {
  if (answer === undefined) return { ref, is: 'rejected', reason: 'the remote did not answer for it' };
  if (lease === undefined || answer.is !== 'moved' || answer.reason !== 'non-fast-forward') return answer;
  return { ref, is: 'rejected', reason: 'it lets no history be replaced (non-fast-forward)' };
};

/** `<flag>\t<from>:<to>\t<summary> (<reason>)`, git-push(1). A line for each ref that is none of these is no answer. */
const parseAnswers = (stdout: string, said: string): ReadonlyMap<string, PushAnswer> => {
  const answers = new Map<string, PushAnswer>();
  for (const line of stdout.split('\n')) {
    const [, flag, ref, summary = ''] = /^([ +*=!-])\t[^\t]*:([^\t:]+)\t(.*)$/.exec(line) ?? [];
    if (flag === undefined || ref === undefined) continue;
    if (flag !== '!') answers.set(ref, { ref, is: 'done' });
    else answers.set(ref, { ref, is: MOVED.test(summary) ? 'moved' : 'rejected', reason: reasonIn(summary, said) });
  }
  return answers;
};

/** `[rejected]` is git's own judgement here, `[remote rejected]` the remote's; the latter three are races there. */
const MOVED =
  /^\[rejected\]|\((?:failed to update ref|cannot lock ref|reference already exists|incorrect old value provided|fetch first|non-fast-forward|stale info)/;

const reasonIn = (summary: string, said: string): string => {
  const reason = (/\((.*)\)$/.exec(summary)?.[1] ?? summary).slice(0, 200);
  return said !== '' && reason.endsWith('hook declined') ? `${reason}: ${said}` : reason;
};

/** A hook says on lines of its own why it declines. */
const wordsOf = (stderr: string): string => {
  const lines = stderr.split('\n').flatMap((line) => /^remote: (.*\S)/.exec(line)?.[1]?.trim() ?? []);
  return lines.join(' ').slice(0, 400);
};
