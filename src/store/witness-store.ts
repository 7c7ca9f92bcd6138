import { sha256 } from '../domain/canonical.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { WITNESS_PREFIX } from '../domain/refs.ts';
import { MAX_WITNESS } from '../domain/witness.ts';
import type { Git, RepositoryPaths } from '../git/git.ts';
import { gitObject, treeObject } from '../git/object-id.ts';
import { readInfos, readObjects } from '../git/read-objects.ts';
import { commitOf } from './commit-of.ts';
import { type Place, placeOf } from './place.ts';
import { writeAndPoint } from './write-then-move.ts';

const FILE = 'witness.json';
/** Statements of one tree that are read; more are nobody's honest work. */
export const MOST_WITNESSES = 64;

/** Statements of CI jobs, each in a ref of its own: so two jobs never move the same one, and plain `git push` sends them. */
export interface WitnessStore {
  /** The same again changes nothing. @returns the ref @throws no_space, read_only, ref_locked */
  keep(tree: string, text: string): Promise<string>;
}

export const openWitnessStore = (git: Git, paths: RepositoryPaths, clock: Place['clock']): WitnessStore => {
  const place = placeOf(git, paths, clock);
  return { keep: (tree, text) => keep(place, tree, text) };
};

/** Among the refs of the repository here. */
export const readWitnesses = async (place: Place, tree: string): Promise<readonly string[]> => {
  const args = ['for-each-ref', `--count=${MOST_WITNESSES}`, '--format=%(objectname)', '--end-of-options'];
  const { stdout } = await place.git.run([...args, `${WITNESS_PREFIX}${tree}/`], { cwd: place.cwd });
  return witnessTexts(place, stdout.toString('utf8').split('\n').filter(Boolean));
};

/** What commits hold as statements, as far as they are here and hold one. */
export const witnessTexts = async (
  { git, cwd }: Pick<Place, 'git' | 'cwd'>,
  commits: readonly string[],
): Promise<readonly string[]> => {
  const names = commits.map((commit) => `${commit}:${FILE}`);
  const infos = await readInfos(git, names, { cwd });
  const fit = names.filter((_, index) => {
    const info = infos[index];
    return info?.type === 'blob' && info.size <= MAX_WITNESS;
  });
  return (await readObjects(git, fit, { cwd })).flatMap((found) =>
    found === null ? [] : [found.bytes.toString('utf8')],
  );
};

const keep = async (place: Place, tree: string, text: string): Promise<string> => {
  const ref = `${WITNESS_PREFIX}${tree}/${(await sha256(text)).slice(0, 16)}`;
  const blob = gitObject(place.format, 'blob', text);
  const folder = treeObject(place.format, [{ mode: '100644', name: FILE, id: blob.id }]);
  const commit = commitOf(place, { tree: folder.id, parents: [], message: `witness: ${tree}\n` });
  const change = { ref, from: null, to: commit.id };
  try {
    await writeAndPoint(place, [blob, folder, commit], [change]);
  } catch (error) {
    // it is there already
    if (!(error instanceof OpenSessionError) || error.code !== 'ref_conflict') throw error;
  }
  return ref;
};
