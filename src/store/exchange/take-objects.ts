import type { Git } from '../../git/git.ts';

/** Packs with fewer objects are unpacked, as git itself does (fetch.unpackLimit), so that no heap of small packs grows. */
const UNPACK_LIMIT = 100;

/**
 * Copies what these commits reach and the repository does not have. Nothing names it yet; git keeps what is that young.
 * @param known commits that the repository has
 * @throws git_failed, no_space, read_only
 */
export const takeObjects = async (
  git: { readonly from: Git; readonly to: Git; readonly cwd: string },
  commits: Iterable<string>,
  known: Iterable<string>,
): Promise<void> => {
  const stdin = [...commits, ...[...known].map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  const args = ['pack-objects', '--revs', '--stdout', '--delta-base-offset', '-q'];
  const { stdout: pack } = await git.from.run(args, { cwd: git.cwd, stdin });
  const count = pack.length < 12 ? 0 : pack.readUInt32BE(8);
  if (count === 0) return;
  const receive = count < UNPACK_LIMIT ? ['unpack-objects', '-q'] : ['index-pack', '--stdin'];
  await git.to.run(receive, { cwd: git.cwd, stdin: pack });
};
