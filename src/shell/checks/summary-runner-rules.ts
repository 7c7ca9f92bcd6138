import { classifyName } from './classify-name.ts';
import { always, ran, type Said, type SummaryRule, totals } from './summary-counts.ts';

const nothing = always('nothing');

/** The first group is there for a failure, the second for what was left out; neither for a run. */
const outcome = ([failed = '', left = '']: readonly string[]): Said =>
  failed !== '' ? 'failed' : left !== '' ? 'nothing' : 'passed';

/** A target that is named for a check is a file or directory that make takes for done; a build that is up to date is one. */
const upToDate = ([a = '', b = '']: readonly string[], tool: string): Said | undefined => {
  const name = a === '' ? b : a;
  const kind = classifyName(name);
  const isOneOfSeveral = PREPARES.test(name) && tool.split(' ').length > 2;
  return kind === null || kind === 'build' || isOneOfSeveral ? undefined : 'nothing';
};

/** `test-data` beside `test`. */
const PREPARES = /[-_.](?:data|deps|dependencies|fixtures?|images?|env|setup|prepare|assets|db|tools)$/;

const specs = ([all = '', failed = '', left = '']: readonly string[]): Said => ran([all, left, failed]);

const sbtTotal = ([failed = '', all = '', passed = '']: readonly string[]): Said =>
  failed !== '' ? 'failed' : totals([passed === '' ? all : passed]);

/** A script of one package has run. */
const ofWorkspaces = (_: readonly string[], tool: string): Said | undefined =>
  / --workspaces\b/.test(tool) ? 'nothing' : undefined;

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
  { of: 'npm', kind: 'build', line: /^npm (?:ERR!|error) No workspaces found/, says: nothing },
  // `yarn workspaces foreach` passes over workspaces without the script; a test that ran has said something
  { of: 'yarn', kind: 'test', alone: true, line: /^(?:➤ YN0000: )?Done in \d[\w. ]*$/, says: ofWorkspaces },
  { of: 'nx', kind: 'build', line: /^ *(?:NX|>) +No (?:tasks|projects) (?:were run|with )/, says: nothing },
  { of: 'lerna', kind: 'build', line: /\bNo (?:packages|projects) found with /, says: nothing },
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
  { of: 'mix', kind: 'test', line: /^There are no tests to run/, says: nothing },
  { of: 'lein', kind: 'test', line: /^Ran (\d+) tests containing /, says: ([all = '']) => totals([all]) },
  { of: 'lein', kind: 'test', line: /^(?!0 failures, 0 errors)\d+ failures, \d+ errors\.$/, says: always('failed') },
  { of: 'karma ng', kind: 'test', line: /Executed \d+ of \d+ \(\d+ FAILED\)/, says: always('failed') },
  { of: 'karma ng', kind: 'test', line: /Executed (\d+) of \d+ /, says: ([all = '']) => totals([all]) },
  { of: 'jasmine', kind: 'test', line: /^(?:Incomplete: )?No specs found/, says: nothing },
  { of: 'jasmine', kind: 'test', line: /^(\d+) specs?, (\d+) failures?(?:, (\d+) pending)?/, says: specs },
  { of: 'ava', kind: 'test', line: /^ *✖ (?:No tests found|Couldn’t find any files)/, says: nothing },
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
  { of: 'gotestsum', kind: 'test', line: /^DONE 0 tests/, says: nothing },
  { of: 'bazel', kind: 'test', line: /No test targets were found/, says: nothing },
  { of: 'flutter dart', kind: 'test', line: /^No tests (?:ran|were found|match)/, says: nothing },
  { of: 'zig', kind: 'test', line: /^All (?:0 tests passed|tests skipped)/, says: nothing },
  {
    of: 'zig',
    kind: 'test',
    line: /^Build Summary: .*?\b(\d+)\/(\d+) tests passed(?:; (\d+) skipped)?(?:; (\d+) (?:failed|leaked))?/,
    says: ([passed = '', , , failed = '']) => totals([passed, failed]),
  },
  { of: 'bun', kind: 'test', line: /^Ran 0 tests /, says: nothing },
  {
    of: 'eslint',
    kind: 'lint',
    line: /all files matched by .* are ignored|^You are linting .*, but all of the files /,
    says: nothing,
  },
];
