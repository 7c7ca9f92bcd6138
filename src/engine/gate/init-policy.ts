import { dirname, join, posix } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { type Evidence, POLICY_PATH, type Requirement } from '../../domain/policy.ts';
import { policyText } from '../../judging/policy-text.ts';
import type { RepositoryLook } from '../../judging/proposals/kind.ts';
import { proposeChecks } from '../../judging/propose-policy.ts';
import { namesSigners, readPolicy, unsatisfiable } from '../../judging/read-policy.ts';
import type { World } from '../ports.ts';
import { scriptTable } from '../script-table.ts';
import { writeNamedFile } from '../write-named-file.ts';

export interface InitRequest {
  readonly accept?: readonly Evidence[] | undefined;
  readonly require?: Requirement | undefined;
  readonly ci_principals: readonly string[];
  /** Refuse what a gate with --strict could never let pass. */
  readonly strict: boolean;
  readonly dryRun: boolean;
}

export interface InitResult {
  readonly path: string;
  readonly text: string;
  readonly written: boolean;
  readonly checks: readonly { readonly name: string; readonly command: string }[];
  /** Why no change can pass a gate with --strict; empty: it can. */
  readonly strict_wants: readonly string[];
}

/**
 * Writes a first policy into the working tree, for a person to read and commit.
 * @throws refused (there is one), policy_unsatisfiable, not_a_repository, no_space, read_only
 */
export const initPolicy = async (
  world: Pick<World, 'git' | 'logs' | 'files' | 'cwd'>,
  { accept, require, ci_principals, strict, dryRun }: InitRequest,
): Promise<InitResult> => {
  const { root } = await world.git.locate(world.cwd);
  if (root === null) throw new OpenSessionError('not_a_repository', 'expected a working tree, found a bare repository');
  const path = join(root, POLICY_PATH);
  if (!dryRun && (world.logs.stat(path) !== undefined || world.files.isLink(dirname(path)) || world.files.isLink(path)))
    throw new OpenSessionError('refused', `expected no policy yet, found ${POLICY_PATH}: it is left as it is`, {
      hint: 'opensession gate init --dry-run prints what it would be',
    });
  const required_checks = proposeChecks({
    has: (file) => world.logs.stat(join(root, file))?.kind === 'file',
    text: (file) => world.logs.text(join(root, file), MAX_FILE),
    script: scripts(world, root),
    packages: await packages(world, root),
  });
  const text = policyText({
    required_checks,
    ci_principals,
    ...(accept === undefined ? {} : { accept }),
    ...(require === undefined ? {} : { require }),
  });
  const wrong = wrongIn(world, root, { text, strict });
  if (wrong.length > 0)
    throw new OpenSessionError(
      'policy_unsatisfiable',
      `no policy was written that no change can pass: ${wrong.join('; ')}`,
      {
        hint: 'accept rerun, and let the check run again; or name a CI job with --ci-principal, and its key first',
      },
    );
  if (!dryRun) {
    world.files.makeFolder(dirname(path));
    await writeNamedFile(world, { path, dryRun }, text);
  }
  return {
    path: POLICY_PATH,
    text,
    written: !dryRun,
    checks: required_checks.map(({ name, command }) => ({ name, command })),
    strict_wants: wrongIn(world, root, { text, strict: true }),
  };
};

/** What `npm init` writes for `test`: it tests nothing, and fails. */
const NPM_STUB = 'no test specified';

/** A target of make may have no recipe of its own. */
const scripts = (world: Pick<World, 'logs'>, root: string): RepositoryLook['script'] => {
  const script = scriptTable(world, root);
  const make =
    ['GNUmakefile', 'makefile', 'Makefile']
      .map((file) => world.logs.text(join(root, file), MAX_FILE))
      .find((text) => text !== undefined) ?? '';
  return (runner, dir, name) =>
    script(runner, dir, name)?.includes(NPM_STUB) === false ||
    (runner === 'make' && dir === '.' && new RegExp(`^${name}[ \\t]*:(?!=)`, 'm').test(make));
};

/** Not those of installed packages: git ignores them. */
const packages = async ({ git }: Pick<World, 'git'>, root: string): Promise<readonly string[]> => {
  // a pattern would be taken by its letters: git is run so
  const asked = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await git.run(asked, { cwd: root });
  const paths = stdout.toString('utf8').split('\0');
  return [...new Set(paths.filter((path) => path.endsWith('/package.json')).map((path) => posix.dirname(path)))].sort();
};

const MAX_FILE = 1024 * 1024;

/** As a gate will read it. */
const wrongIn = (
  world: Pick<World, 'logs'>,
  root: string,
  read: { text: string; strict: boolean },
): readonly string[] => {
  const { policy } = readPolicy({ oid: '', text: read.text }, { strict: read.strict });
  const signers = world.logs.text(join(root, policy.allowed_signers), MAX_FILE) ?? '';
  return unsatisfiable(policy, { signers: namesSigners(signers) });
};
