import type { CheckKind } from '../../domain/handoff.ts';

/** What a script or target is by its name alone; null when the name does not say that it verifies something. */
export const classifyName = (name: string): CheckKind | null => {
  const parts = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const has = (words: ReadonlySet<string>): boolean => parts.some((part) => words.has(part));
  if (has(NEVER)) return null;
  if (has(FORMAT)) return has(CHECKING) ? 'format' : null;
  if (has(TYPES) || parts.join('').includes('typecheck')) return 'typecheck';
  if (has(TEST)) return 'test';
  if (has(LINT)) return 'lint';
  if (has(BUILD)) return 'build';
  return has(ALL) ? 'test' : null;
};

/** Names that say that it runs, changes or ships something, whatever else stands in them. */
export const neverChecks = (name: string): boolean =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((part) => NEVER.has(part));

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const NEVER = set(
  'dev start serve server watch preview deploy release publish install postinstall preinstall prepare prepublish prepublishonly prepack postpack clean update upgrade setup bootstrap seed migrate generate codegen debug ui open repl bench benchmark docs',
);
const FORMAT = set('format fmt prettier formatting');
const CHECKING = set('check verify ci diff dry test lint');
const TYPES = set('types tsc typing typings mypy pyright tsgo');
const TEST = set(
  'test tests testing spec specs e2e unit integration coverage cov jest vitest mocha playwright cypress pytest phpunit rspec smoke acceptance',
);
const LINT = set(
  'lint linting lints eslint oxlint biome stylelint ruff clippy vet check checks analyze analyse style shellcheck rubocop phpstan flake8 pylint',
);
const BUILD = set('build builds compile bundle dist');
const ALL = set('verify validate ci qa quality precommit');
