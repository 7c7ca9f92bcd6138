import type { CheckKind } from '../../domain/handoff.ts';

/** How one tool sums up what it did. */
export interface SummaryRule {
  /** First words of the tools' names. */
  readonly of: string;
  readonly kind: CheckKind;
  /** One line of its output, without colours. */
  readonly line: RegExp;
  /** What the line says; groups of the pattern may hold the count. Undefined: nothing. */
  readonly says: (groups: readonly string[]) => Said | undefined;
}

export type Said = 'failed' | 'passed' | 'nothing';

const always = (said: Said) => (): Said => said;

/** The first group counts failures. */
const failures = ([count = '']: readonly string[]): Said | undefined => (Number(count) > 0 ? 'failed' : undefined);

/** Group 1 counts all, the others failures. */
const totals = ([all = '', ...failed]: readonly string[]): Said => {
  if (failed.some((count) => Number(count) > 0)) return 'failed';
  return Number(all) === 0 ? 'nothing' : 'passed';
};

/** `1 failed | 2 passed (3)`, `1 failed, 2 passed, 3 total`. */
const pairs = ([text = '']: readonly string[]): Said | undefined => {
  const count = (word: string): number => Number(new RegExp(`(\\d{1,9}) ${word}`).exec(text)?.[1] ?? '0');
  if (count('failed') + count('error') > 0) return 'failed';
  if (count('passed') > 0) return 'passed';
  return /\b0 total\b|no tests/.test(text) ? 'nothing' : undefined;
};

const counted = ([count = '', word = '']: readonly string[]): Said | undefined => {
  if (Number(count) === 0) return undefined;
  return word.startsWith('fail') ? 'failed' : word.startsWith('pass') ? 'passed' : undefined;
};

const nodeTap = ([word = '', count = '']: readonly string[]): Said | undefined => {
  if (word === 'tests') return Number(count) === 0 ? 'nothing' : undefined;
  return counted([count, word === 'cancelled' ? 'fail' : word]);
};

const parts = ([text = '']: readonly string[]): Said => (/(?:failures|errors)=[1-9]/.test(text) ? 'failed' : 'passed');

export const SUMMARY_RULES: readonly SummaryRule[] = [
  { of: 'node tap tape', kind: 'test', line: /^(?:#|ℹ) (tests|pass|fail|cancelled) (\d+)$/, says: nodeTap },
  { of: 'jest react-scripts', kind: 'test', line: /^Test(?: Suite)?s: +(\d.*)$/, says: pairs },
  { of: 'jest react-scripts', kind: 'test', line: /^No tests found/, says: always('nothing') },
  { of: 'vitest', kind: 'test', line: /^ *(?:Test Files|Tests|Type Errors) +(\d.*|no tests)$/, says: pairs },
  { of: 'vitest', kind: 'test', line: /^(?:No test files found|No test suite found)/, says: always('nothing') },
  { of: 'mocha cypress', kind: 'test', line: /^ +(\d+) (passing|failing)\b/, says: counted },
  { of: 'ava', kind: 'test', line: /^ +(\d+) tests? (passed|failed)/, says: counted },
  { of: 'playwright', kind: 'test', line: /^ +(\d+) (passed|failed)\b/, says: counted },
  { of: 'playwright', kind: 'test', line: /^Error: No tests found/, says: always('nothing') },
  { of: 'bun', kind: 'test', line: /^ *(\d+) (pass|fail)$/, says: counted },
  {
    of: 'deno',
    kind: 'test',
    line: /^(?:ok|FAILED) \| (\d+) passed.* \| (\d+) failed/,
    says: ([passed = '', failed = '']) => totals([passed, failed]),
  },
  { of: 'tsc vue-tsc tsgo svelte-check', kind: 'typecheck', line: /\berror TS\d+:/, says: always('failed') },
  { of: 'tsc vue-tsc tsgo svelte-check', kind: 'typecheck', line: /^Found (\d+) errors?/, says: failures },
  { of: 'eslint stylelint xo standard', kind: 'lint', line: /^✖ \d+ problems? \((\d+) errors?/, says: failures },
  { of: 'oxlint', kind: 'lint', line: /^Found \d+ warnings? and (\d+) errors?/, says: failures },
  { of: 'biome', kind: 'lint', line: /^Found (\d+) errors?\.$/, says: failures },
  { of: 'prettier', kind: 'format', line: /^\[warn\] Code style issues/, says: always('failed') },
  { of: 'pytest', kind: 'test', line: /^(?:=+ )?((?:\d+ \w+(?:, )?)+) in [\d.]+s/, says: pairs },
  { of: 'pytest', kind: 'test', line: /^(?:=+ )?no tests ran in |^collected 0 items/, says: always('nothing') },
  { of: 'unittest manage.py', kind: 'test', line: /^FAILED \((.*)\)$/, says: parts },
  { of: 'unittest manage.py', kind: 'test', line: /^Ran (\d+) tests? in /, says: ([all = '']) => totals([all]) },
  { of: 'ruff', kind: 'lint', line: /^Found (\d+) errors?\.?/, says: failures },
  { of: 'ruff black', kind: 'format', line: /^(\d+) files? would be reformatted/, says: failures },
  { of: 'mypy', kind: 'typecheck', line: /^Found (\d+) errors? in \d+ files?/, says: failures },
  { of: 'pyright', kind: 'typecheck', line: /^(\d+) errors?, \d+ warnings?/, says: failures },
  { of: 'cargo', kind: 'test', line: /^test result: \w+\. (\d+) passed; (\d+) failed/, says: totals },
  {
    of: 'cargo',
    kind: 'test',
    line: /^ +Summary \[.*\] +(\d+) tests? run: \d+ passed(?:.*, (\d+) failed)?/,
    says: totals,
  },
  { of: 'cargo', kind: 'build', line: /^error: could not compile /, says: always('failed') },
  { of: 'go gotestsum', kind: 'test', line: /^(?:--- FAIL: |FAIL(?:\t|$))/, says: always('failed') },
  {
    of: 'go gotestsum',
    kind: 'test',
    line: /^ok {1,8}\t?\S+\t[^[]*(\[no tests to run\])?$/,
    says: ([none = '']) => (none === '' ? 'passed' : 'nothing'),
  },
  {
    of: 'go gotestsum',
    kind: 'test',
    line: /\[no test files\]$|^testing: warning: no tests to run/,
    says: always('nothing'),
  },
  { of: 'golangci-lint', kind: 'lint', line: /^(\d+) issues:/, says: failures },
  { of: 'gofmt goimports gofumpt', kind: 'format', line: /^\S+\.go$/, says: always('failed') },
  {
    of: 'phpunit pest artisan',
    kind: 'test',
    line: /^Tests: (\d+), Assertions: \d+(?:.*\bErrors: (\d+))?(?:.*\bFailures: (\d+))?/,
    says: totals,
  },
  { of: 'phpunit pest artisan', kind: 'test', line: /^ +Tests: +(\d.*)$/, says: pairs },
  { of: 'phpunit pest artisan', kind: 'test', line: /^OK \((\d+) tests?/, says: ([all = '']) => totals([all]) },
  { of: 'phpunit pest artisan', kind: 'test', line: /^No tests executed!/, says: always('nothing') },
  { of: 'phpstan', kind: 'lint', line: /^ *\[ERROR\] Found (\d+) errors?/, says: failures },
  { of: 'rspec', kind: 'test', line: /^(\d+) examples?, (\d+) failures?/, says: totals },
  {
    of: 'rails rake ruby',
    kind: 'test',
    line: /^(\d+) (?:runs|tests), \d+ assertions, (\d+) failures, (\d+) errors/,
    says: totals,
  },
  { of: 'rubocop', kind: 'lint', line: /^\d+ files? inspected, (\d+) offenses?/, says: failures },
  { of: 'mix', kind: 'test', line: /^(?:\d+ doctests?, )?(\d+) tests?, (\d+) failures?/, says: totals },
  { of: 'gradle', kind: 'test', line: /^BUILD FAILED/, says: always('failed') },
  { of: 'mvn', kind: 'test', line: /Tests run: (\d+), Failures: (\d+), Errors: (\d+)/, says: totals },
  { of: 'mvn', kind: 'build', line: /^\[(?:INFO|ERROR)\] BUILD FAILURE/, says: always('failed') },
  {
    of: 'dotnet',
    kind: 'test',
    line: /^(?:Passed|Failed)! +- Failed: +(\d+), Passed: +(\d+)/,
    says: ([failed = '', passed = '']) => totals([String(Number(failed) + Number(passed)), failed]),
  },
  { of: 'dotnet', kind: 'build', line: /^Build FAILED/, says: always('failed') },
  {
    of: 'ctest',
    kind: 'test',
    line: /^\d+% tests passed, (\d+) tests? failed out of (\d+)/,
    says: ([failed = '', all = '']) => totals([all, failed]),
  },
  { of: 'ctest', kind: 'test', line: /^No tests were found/, says: always('nothing') },
  { of: 'swift xcodebuild', kind: 'test', line: /Executed (\d+) tests?, with (\d+) failures?/, says: totals },
  { of: 'flutter dart', kind: 'test', line: /: Some tests failed\.$/, says: always('failed') },
  { of: 'make', kind: 'build', line: /^make(?:\[\d+\])?: \*\*\* .*(?:Error \d+|Stop)/, says: always('failed') },
  {
    of: 'npm',
    kind: 'build',
    line: /^npm (?:ERR!|error) (?:Test failed|code ELIFECYCLE|Lifecycle script)/,
    says: always('failed'),
  },
  { of: 'pnpm', kind: 'build', line: /^\s*ELIFECYCLE\s/, says: always('failed') },
  { of: 'yarn', kind: 'build', line: /^error Command failed with exit code/, says: always('failed') },
];
