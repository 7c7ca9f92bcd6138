import { unshallow } from '../domain/unshallow.ts';
import { commitHeaders } from '../git/commit-headers.ts';
import { readEach } from '../git/read-objects.ts';
import { shallowIn } from '../git/shallow-in.ts';
import type { Place } from './place.ts';

/** Whether anything here is cut. No process. */
export const isShallow = ({ commonDir }: Pick<Place, 'commonDir'>): boolean => shallowIn({ dir: commonDir }).size > 0;

/** Whether a shallow clone has only the newest versions below one of these. No process where it has all of everything. */
export const isCut = async (
  { git, cwd, commonDir }: Pick<Place, 'git' | 'cwd' | 'commonDir'>,
  ...commits: readonly string[]
): Promise<boolean> => {
  const cuts = shallowIn({ dir: commonDir });
  if (cuts.size === 0 || commits.length === 0) return false;
  const stdin = commits.map((commit) => `${commit}\n`).join('');
  const { stdout } = await git.run(['rev-list', '--stdin'], { cwd, stdin, allow: [0, 128] });
  const versions = stdout.toString('latin1').split('\n');
  const cut = versions.filter((version) => cuts.has(version));
  if (cut.length === 0) return false;
  // where a fetch ends git lists also what nothing came before
  return (await readEach(git, cut, { cwd })).some((one) => one !== null && commitHeaders(one.bytes).parents.length > 0);
};

/** The command that brings in what was cut below a ref. */
export const wayToAll = async (
  place: Pick<Place, 'git' | 'cwd' | 'commonDir'>,
  ref: string,
  except?: string,
): Promise<string> => unshallow(await (await import('./home-remote.ts')).homeRemote(place, except), ref);

/** Of what failed with a record: where what is missing was cut git tells of one object, or of none. @param commit its tip */
export const sayingCut = async (
  place: Parameters<typeof isCut>[0],
  { ref, commit = ref, except }: { readonly ref: string; readonly commit?: string; readonly except?: string },
  said: string,
): Promise<string> =>
  (await isCut(place, commit))
    ? `${said}; its history is cut here, as this clone is shallow: ${await wayToAll(place, ref, except)} brings in the rest`
    : said;
