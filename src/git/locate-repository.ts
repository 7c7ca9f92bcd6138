import { OpenSessionError } from '../domain/errors.ts';
import type { Git, RepositoryPaths } from './git.ts';

const QUESTION = [
  'rev-parse',
  '--path-format=absolute',
  '--show-object-format',
  '--is-bare-repository',
  '--git-dir',
  '--git-common-dir',
  // Last, because it alone fails where there is no working tree; the answers before it are printed all the same.
  '--show-toplevel',
];

/** One rev-parse. @throws not_a_repository, git_missing, git_failed (a path with a line break) */
export const locateRepository = async (run: Git['run'], dir: string): Promise<RepositoryPaths> => {
  const { stdout, code } = await run(QUESTION, { cwd: dir, allow: [0, NO_WORK_TREE] }).then(answered(run, dir));
  const lines = stdout.toString('utf8').replace(/\n$/, '').split('\n');
  const [objectFormat, bare, gitDir, commonDir, root] = lines;
  const expected = code === 0 ? 5 : 4;
  if (gitDir === undefined || commonDir === undefined || lines.length !== expected)
    throw new OpenSessionError('git_failed', `expected ${expected} lines from git rev-parse, found ${lines.length}`);
  return {
    root: code === 0 && root !== undefined ? root : null,
    gitDir,
    commonDir,
    objectFormat: objectFormat === 'sha256' ? 'sha256' : 'sha1',
    bare: bare === 'true',
  };
};

const NO_WORK_TREE = 128;

/** 128 without any answer is a failure: asked again so that the wrapper says which. */
const answered =
  (run: Git['run'], dir: string) =>
  async (result: Awaited<ReturnType<Git['run']>>): Promise<Awaited<ReturnType<Git['run']>>> =>
    result.code === 0 || result.stdout.length > 0 ? result : run(QUESTION, { cwd: dir });
