/** A shell that reads its commands from the standard input shares it with them: what one of them reads is not run. */
import { token, type Token } from './tokens.ts';

/** The standard input that a shell reads its commands from. Shared by all shells that are forked from it; changed in place. */
export interface ScriptInput {
  /** A command may have read what stands after it. */
  swallowed: boolean;
}

export const SWALLOWED = 'input that a command may have read';

/** Whether a command may read its standard input. One that is not known to leave it alone may. */
export const mayReadInput = (names: readonly string[], [, ...words]: readonly Token[]): boolean => {
  const name = names.at(-1) ?? '';
  if (names.some((each) => READING.has(each)) || words.some(({ value }) => INPUT.has(value))) return true;
  if (name === 'git') return !LEAVING_VERBS.has((words[0] ?? token('')).value);
  return !LEAVING.has(name);
};

/** Wrappers that read it themselves, or hand it on to another machine. */
const READING: ReadonlySet<string> = new Set(['xargs', 'parallel', 'ssh', 'kubectl', 'docker', 'wsl', 'entr']);
const INPUT: ReadonlySet<string> = new Set(['-', '/dev/stdin', '/dev/fd/0', '--stdin', '-i', '-it', '--interactive']);

const LEAVING: ReadonlySet<string> = new Set(
  (
    'cd pushd popd echo printf true false : export set shopt unset alias declare local readonly typeset umask sleep pwd ' +
    'test [ exit return wait trap ulimit date clear mkdir touch rm rmdir cp mv ln chmod ls which type hash command ' +
    'npm pnpm yarn bun cargo go make gmake tsc vitest jest mocha ava eslint oxlint oxfmt prettier biome stylelint knip ' +
    'pytest tox nox ruff mypy pyright pylint flake8 black isort pip pip3 uv poetry rustc gcc g++ clang cc cmake ctest ninja ' +
    'mvn mvnw gradle gradlew dotnet swift bundle rspec rake rubocop phpunit composer mix'
  ).split(' '),
);
const LEAVING_VERBS: ReadonlySet<string> = new Set(
  'add status diff log show checkout switch restore branch fetch pull push stash rev-parse merge reset clean tag mv rm'.split(
    ' ',
  ),
);
