import { parseArtifactMessage } from '../../domain/artifact-message.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { ARCHIVE_REF } from '../../domain/refs.ts';
import { nulRecords } from '../../git/nul-records.ts';
import { wayToAll } from '../is-cut.ts';
import type { Place } from '../place.ts';
import { ANEW_MESSAGE } from './archive-commit.ts';

/** The commits of an archive's history. */
export interface ArchiveHistory {
  /** Versions that are kept, and that no other such version is built upon. */
  readonly heads: readonly string[];
  /** It holds a version that goes, and that no version which is kept is built upon: it could be without. */
  readonly isDirty: boolean;
  /** Where a prune began it anew. */
  readonly anew: readonly string[];
}

/**
 * One process. @param known commits whose history is left out @param goes whether a version of an artifact is not to be kept
 * @throws artifact_incomplete where a shallow clone has not all of it: what it lacks would not be kept
 */
export const readHistory = async (
  place: Pick<Place, 'git' | 'cwd' | 'commonDir'>,
  { tip, known = [] }: { readonly tip: string; readonly known?: readonly string[] },
  goes: (id: string, commit: string) => boolean,
): Promise<ArchiveHistory> => {
  const parents = new Map<string, readonly string[]>();
  const kept = new Set<string>();
  const gone = new Set<string>();
  const anew: string[] = [];
  const onOutput = nulRecords(3, ([commit = '', above = '', subject = '']) => {
    const id = parseArtifactMessage(subject)?.artifact_id;
    if (subject === ANEW_MESSAGE) anew.push(commit);
    if (id === undefined) return;
    parents.set(commit, above.split(' '));
    (goes(id, commit) ? gone : kept).add(commit);
  });
  await listCommits(place, [tip, ...known.map((id) => `^${id}`)], onOutput);
  const needed = new Set(kept);
  for (const commit of needed) for (const parent of parents.get(commit) ?? []) needed.add(parent);
  const below = new Set([...kept].flatMap((commit) => parents.get(commit) ?? []));
  return {
    heads: [...kept].filter((commit) => !below.has(commit)),
    isDirty: [...gone].some((commit) => !needed.has(commit)),
    anew,
  };
};

/** git ends a shallow history where it is cut, as if nothing had been before; without the list of cuts it fails there. */
const NOT_CUT = { GIT_SHALLOW_FILE: '/dev/null/none' };
/** Else git believes what that file says of parents. */
const BY_COMMITS = ['-c', 'core.commitGraph=false'];

const listCommits = async (
  place: Pick<Place, 'git' | 'cwd' | 'commonDir'>,
  revisions: readonly string[],
  onOutput: (chunk: Buffer) => void,
): Promise<void> => {
  const { git, cwd } = place;
  const stdin = revisions.map((line) => `${line}\n`).join('');
  const args = [...BY_COMMITS, 'log', '--stdin', '--format=%H%x00%P%x00%s%x00'];
  try {
    await git.run(args, { cwd, stdin, env: NOT_CUT, onOutput });
  } catch (cause) {
    const shallow = await git.run(['rev-parse', '--is-shallow-repository'], { cwd });
    if (shallow.stdout.toString('latin1').trim() !== 'true') throw cause;
    const what = `${ARCHIVE_REF} is not all here: this clone has a shallow history of it`;
    throw new OpenSessionError('artifact_incomplete', what, { hint: await wayToAll(place, ARCHIVE_REF), cause });
  }
};
