import { brokenRefs } from './broken-refs.ts';
import type { Git } from './git.ts';

interface Where {
  readonly git: Git;
  readonly cwd: string;
}

export interface RefTargets {
  /** Ids of objects by the names of refs. */
  readonly targets: ReadonlyMap<string, string>;
  /** Refs whose file holds no object id. */
  readonly broken: readonly string[];
}

/**
 * Where refs are. No object is opened for it.
 * @param names of refs, or what theirs begin with; none: all
 */
export const allTargets = async ({ git, cwd }: Where, names: readonly string[]): Promise<RefTargets> => {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', '--end-of-options', ...names];
  const { stdout, stderr } = await git.run(args, { cwd });
  const lines = stdout.toString('utf8').split('\n').slice(0, -1);
  const targets = lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))] as const);
  return { targets: new Map(targets), broken: brokenRefs(stderr) };
};

/** Without those whose file holds no object id. @param names as of allTargets */
export const refTargets = async (where: Where, names: readonly string[]): Promise<RefTargets['targets']> =>
  (await allTargets(where, names)).targets;

/** null: there is no such ref, or its file holds no object id. */
export const refTarget = async (where: Where, ref: string): Promise<string | null> =>
  (await refTargets(where, [ref])).get(ref) ?? null;
