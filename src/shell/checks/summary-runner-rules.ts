import { classifyName } from './classify-name.ts';
import { partsOf } from './identified.ts';
import { always, failures, type Heard, ran, type Said, type SummaryRule, totals } from './summary-counts.ts';

const nothing = always('nothing');

type Checked = Parameters<SummaryRule['says']>[1];

/** The first group is there for a failure, the second for what was left out; neither for a run. */
const outcome = ([failed = '', left = '']: readonly string[]): Said =>
  failed !== '' ? 'failed' : left !== '' ? 'nothing' : 'passed';

/** A target that is named for a check is a file or directory that make takes for done; a build that is up to date is one. */
const upToDate = ([a = '', b = '']: readonly string[], { tool }: Checked): Said | undefined => {
  const name = a === '' ? b : a;
  const kind = classifyName(name);
  const isOneOfSeveral = PREPARES.test(name) && tool.split(' ').length > 2;
  return kind === null || kind === 'build' || isOneOfSeveral ? undefined : 'nothing';
};

/** `test-data` beside `test`. */
const PREPARES = /[-_.](?:data|deps|dependencies|fixtures?|images?|env|setup|prepare|assets|db|tools)$/;

const specs = ([all = '', failed = '', left = '']: readonly string[]): Said => ran([all, left, failed]);

const specsLast = ([all = '', left = '', failed = '']: readonly string[]): Said => ran([all, left, failed]);

/** `All 3 tests passed`, `1 out of 3 tests failed` */
const tasty = ([count = '', failed = '']: readonly string[]): Said => (failed === '' ? totals([count]) : 'failed');

const sbtTotal = ([failed = '', all = '', passed = '']: readonly string[]): Said =>
  failed !== '' ? 'failed' : totals([passed === '' ? all : passed]);

/** A script of one package has run. */
const ofWorkspaces = (_: readonly string[], { tool }: Checked): Said | undefined =>
  / --workspaces\b/.test(tool) ? 'nothing' : undefined;

/** `3 scenarios (1 failed, 2 passed)`; those that are skipped, pending or undefined did not run. */
const scenarios = ([all = '', parts = '']: readonly string[]): Said => {
  if (/\bfailed\b/.test(parts)) return 'failed';
  return Number(all) > 0 && /\bpassed\b/.test(parts) ? 'passed' : 'nothing';
};

/** Told of a file by its name: where that was the only one, nothing was looked at. */
const onlyFile = (_: readonly string[], { scope }: Checked): Heard | undefined =>
  partsOf(scope)
    .filter((word) => !word.startsWith('-'))
    .map((word) => /^[^*?[{]*\.\w+$/.test(word))
    .join() === 'true'
    ? 'skipped'
    : undefined;

/**
 * How programs that run others, and those with a summary of few words, say that they ran something or nothing. Rules of
 * a build hold for all kinds.
 */
export const RUNNER_RULES: readonly SummaryRule[] = [
  {
    of: 'make',
    kind: 'build',
    line: /^g?make: (?:['`]([^']+)' is up to date|Nothing to be done for ['`]([^']+)')/,
    says: upToDate,
  },
  {
    of: 'gradle',
    kind: 'test',
    line: /^> Task \S*:(?!testClasses\b)(?:test\w*|\w+Test)(?: (?:(FAILED)|(NO-SOURCE|SKIPPED)|UP-TO-DATE|FROM-CACHE))?$/,
    says: outcome,
  },
  { of: 'mvn', kind: 'test', line: /^\[INFO\] (?:No tests to run\.|Tests are skipped\.)/, says: nothing },
  { of: 'dotnet', kind: 'test', line: /^\s*No test (?:is available in|matches the given)/, says: nothing },
  {
    of: 'turbo',
    kind: 'build',
    line: /^ *Tasks: +(\d+) successful, (\d+) total/,
    says: ([good = '', all = '']) => totals([all, String(Number(all) - Number(good))]),
  },
  { of: 'pnpm', kind: 'build', line: /^No projects (?:matched the filters|found) in /, says: nothing },
  { of: 'pnpm', kind: 'test', alone: true, line: /^Scope: .* workspace projects?$/, says: ofWorkspaces },
  { of: 'npm', kind: 'build', line: /^npm (?:ERR!|error) No workspaces found/, says: nothing },
  // `yarn workspaces foreach` passes over workspaces without the script; a test that ran has said something
  { of: 'yarn', kind: 'test', alone: true, line: /^(?:➤ YN0000: )?Done in \d[\w. ]*$/, says: ofWorkspaces },
  { of: 'nx', kind: 'build', line: /^ *(?:NX|>) +No (?:tasks|projects) (?:were run|with )/, says: nothing },
  { of: 'lerna', kind: 'build', line: /\bNo (?:packages|projects) found\b/, says: nothing },
  {
    of: 'pre-commit',
    kind: 'lint',
    line: /\.{3,}(?:\(no files to check\))?(?:(Failed)|(Skipped)|Passed)$/,
    says: outcome,
  },
  { of: 'tap node bats', kind: 'test', line: /^1\.\.0\b/, says: nothing },
  { of: 'bats', kind: 'test', line: /^(?:(not) )?ok \d+ (?!.*# skip)/, says: outcome },
  { of: 'bats', kind: 'test', line: /^ok \d+ .*# skip/, says: nothing },
  { of: 'prove', kind: 'test', line: /^Result: (?:(FAIL)|(NOTESTS)|PASS)$/, says: outcome },
  { of: 'prove', kind: 'test', line: /^All tests skipped\./, says: nothing },
  { of: 'meson', kind: 'test', line: /^(?:Ok|Expected Fail): +([1-9]\d*)\b/, says: always('passed') },
  { of: 'meson', kind: 'test', line: /^(?:Fail|Unexpected Pass|Timeout): +(\d+)/, says: failures },
  { of: 'meson', kind: 'test', line: /^(?:Skipped: +[1-9]|No tests defined\.)/, says: nothing },
  { of: 'busted', kind: 'test', line: /^(\d+) success(?:es)? \/ (\d+) failures? \/ (\d+) errors?/, says: totals },
  { of: 'stack cabal', kind: 'test', line: /^(?:All )?(\d+) (?:tests passed|out of \d+ tests (failed))/, says: tasty },
  { of: 'cucumber', kind: 'test', line: /^(\d+) scenarios?(?: \((.*)\))?$/, says: scenarios },
  { of: 'behave', kind: 'test', line: /^(\d+) (?:features|scenarios?) passed, (\d+) failed/, says: totals },
  { of: 'rebar3', kind: 'test', line: /^ *There were no tests to run\./, says: nothing },
  { of: 'rebar3', kind: 'test', line: /^ *All (\d+) tests passed\./, says: totals },
  { of: 'rebar3', kind: 'test', line: /^ *Failed: ([1-9]\d*)\./, says: failures },
  { of: 'tap', kind: 'test', line: /^# no tests found/, says: nothing },
  { of: 'mix', kind: 'test', line: /^There are no tests to run/, says: nothing },
  { of: 'lein clojure', kind: 'test', line: /^Ran (\d+) tests containing /, says: ([all = '']) => totals([all]) },
  {
    of: 'lein clojure',
    kind: 'test',
    line: /^(?!0 failures, 0 errors)\d+ failures, \d+ errors\.$/,
    says: always('failed'),
  },
  { of: 'karma ng', kind: 'test', line: /Executed \d+ of \d+ \(\d+ FAILED\)/, says: always('failed') },
  { of: 'karma ng', kind: 'test', line: /Executed (\d+) of \d+ /, says: ([all = '']) => totals([all]) },
  { of: 'jasmine', kind: 'test', line: /^(?:Incomplete: )?No specs found/, says: nothing },
  { of: 'jasmine', kind: 'test', line: /^(\d+) specs?, (\d+) failures?(?:, (\d+) pending)?/, says: specs },
  { of: 'ava', kind: 'test', line: /^ *(?:✖ )?(?:No tests found|Couldn’t find any files)/, says: nothing },
  { of: 'wdio', kind: 'test', line: /^Spec Files:\s+0 passed, 0 total/, says: nothing },
  { of: 'sbt', kind: 'test', line: /^\[info\] No tests (?:were executed|to run)/, says: nothing },
  {
    of: 'sbt',
    kind: 'test',
    line: /^\[(?:info|error)\] (?:(Failed)|Passed): Total (\d+)(?:.*\bPassed (\d+))?/,
    says: sbtTotal,
  },
  { of: 'nox', kind: 'test', line: /^nox > No sessions selected/, says: nothing },
  { of: 'nox', kind: 'test', line: /^nox > Session \S+ (?:(failed)|(skipped|aborted)|was successful)/, says: outcome },
  { of: 'tox', kind: 'test', line: /^ *[\w.-]+: (?:(FAIL)|(SKIP|skipped because)|OK)\b/, says: outcome },
  { of: 'ginkgo go', kind: 'test', line: /^Found no test suites/, says: nothing },
  { of: 'ginkgo go', kind: 'test', line: /^Ran (\d+) of \d+ Specs /, says: ([all = '']) => totals([all]) },
  {
    of: 'gotestsum',
    kind: 'test',
    line: /^DONE (\d+) tests?(?:, (\d+) skipped)?(?:, (\d+) failures?)?/,
    says: specsLast,
  },
  { of: 'bazel', kind: 'test', line: /No test targets were found/, says: nothing },
  { of: 'zig', kind: 'test', line: /^All (?:0 tests passed|tests skipped)/, says: nothing },
  {
    of: 'zig',
    kind: 'test',
    line: /^Build Summary: .*?\b(\d+)\/(\d+) tests passed(?:; (\d+) skipped)?(?:; (\d+) (?:failed|leaked))?/,
    says: ([passed = '', , , failed = '']) => totals([passed, failed]),
  },
  { of: 'bun', kind: 'test', line: /^Ran 0 tests /, says: nothing },
  { of: 'eslint', kind: 'lint', line: /^ +0:0 +warning +File ignored /, says: onlyFile },
  {
    of: 'eslint',
    kind: 'lint',
    line: /all files matched by .* are ignored|^You are linting .*, but all of the files /,
    says: nothing,
  },
];
