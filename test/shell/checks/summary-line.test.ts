import { describe, expect, test } from 'vitest';
import { summaryLine } from '../../../src/shell/checks/summary-line.ts';
import { SUMMARY_RULES } from '../../../src/shell/checks/summary-rules.ts';
import type { CheckKind } from '../../../src/domain/handoff.ts';

const of = (
  tool: string,
  kind: CheckKind = 'test',
  covered: readonly string[] = [],
  scope: readonly string[] = [],
) => ({
  identity: { scope },
  tool,
  kind,
  covers: covered.map((name) => ({ tool: name, cwd: '.', scope: [] })),
});

test('a file that eslint passes over is all that was looked at where it was the only one', () => {
  const output =
    '\n/r/x.ts\n  0:0  warning  File ignored because of a matching ignore pattern.\n\n✖ 1 problem (0 errors, 1 warning)\n';
  const said = (...scope: readonly string[]) => summaryLine(of('eslint', 'lint', [], scope), output)?.says;
  expect(said('x.ts')).toBe('nothing');
  expect(said('x.ts', '--quiet')).toBe('nothing');
  expect(said('x.ts', 'y.ts')).toBeUndefined();
  expect(said()).toBeUndefined();
  expect(said('src/*.js')).toBeUndefined();
  expect(said('src')).toBeUndefined();
});

describe('what a tool says of its own run', () => {
  test.each<[string, CheckKind, string, string | undefined]>([
    ['node --test', 'test', '# tests 3\n# pass 2\n# fail 1\n', 'failed'],
    ['node --test', 'test', 'ℹ tests 3\nℹ pass 3\nℹ fail 0\n', 'passed'],
    ['node --test', 'test', '# tests 0\n# pass 0\n# fail 0\n', 'nothing'],
    ['jest', 'test', 'Test Suites: 1 failed, 2 passed, 3 total\nTests:       1 failed, 5 passed, 6 total\n', 'failed'],
    ['jest', 'test', 'Tests:       6 passed, 6 total\n', 'passed'],
    ['jest', 'test', 'No tests found, exiting with code 0\n', 'nothing'],
    [
      'vitest',
      'test',
      '\u001B[2m Test Files \u001B[22m 1 failed | 2 passed (3)\n      Tests  1 failed | 9 passed (10)\n',
      'failed',
    ],
    ['vitest', 'test', ' Test Files  2 passed (2)\n      Tests  10 passed (10)\n', 'passed'],
    ['vitest', 'test', 'No test files found, exiting with code 0\n', 'nothing'],
    ['mocha', 'test', '  12 passing (30ms)\n  1 failing\n', 'failed'],
    ['playwright test', 'test', '  1 failed\n  3 passed (2.1s)\n', 'failed'],
    ['bun test', 'test', ' 3 pass\n 0 fail\n', 'passed'],
    ['pytest', 'test', '=========== 1 failed, 2 passed in 0.12s ===========\n', 'failed'],
    ['pytest', 'test', '2 passed, 1 skipped in 0.12s\n', 'passed'],
    ['pytest', 'test', 'collected 0 items\n\n======= no tests ran in 0.01s =======\n', 'nothing'],
    ['unittest', 'test', 'Ran 3 tests in 0.001s\n\nFAILED (failures=1, errors=1)\n', 'failed'],
    ['unittest', 'test', 'Ran 0 tests in 0.000s\n\nOK\n', 'nothing'],
    ['unittest', 'test', 'Ran 0 tests in 0.000s\n\nNO TESTS RAN\n', 'nothing'],
    ['unittest', 'test', 'sss\n-----\nRan 3 tests in 0.001s\n\nOK (skipped=3)\n', 'nothing'],
    ['unittest', 'test', 'Ran 3 tests in 0.001s\n\nOK (skipped=2)\n', 'passed'],
    ['unittest', 'test', 'Ran 3 tests in 0.001s\n\nOK\n', 'passed'],
    ['unittest', 'test', 'Ran 3 tests in 0.001s\n\nOK (expected failures=1, skipped=1)\n', 'passed'],
    ['unittest', 'test', 'Ran 2 tests in 0.1s\n\nOK\nRan 1 test in 0.1s\n\nOK (skipped=1)\n', 'passed'],
    ['manage.py test', 'test', 'Ran 2 tests in 0.001s\n\nOK (skipped=2)\n', 'nothing'],
    ['yarn test --workspaces', 'test', 'Done in 0s 3ms\n', 'nothing'],
    ['yarn test --workspaces', 'test', '➤ YN0000: Done in 0s 3ms\n', 'nothing'],
    ['yarn test --workspaces', 'test', 'all good\nDone in 1s 3ms\n', undefined],
    ['yarn test --workspaces', 'test', '➤ YN0000: [a]: Tests:       6 passed, 6 total\nDone in 1s\n', 'passed'],
    ['yarn test --workspaces', 'test', '[a]: Tests:       1 failed, 6 total\nDone in 1s\n', 'failed'],
    ['pnpm test --workspaces', 'test', 'packages/a test:  Test Files  no tests\n', 'nothing'],
    ['turbo test', 'test', 'a:test: Tests:       6 passed, 6 total\n', 'passed'],
    ['yarn run lint --workspaces', 'lint', 'Done in 0s 3ms\n', undefined],
    ['zig build test', 'test', 'Build Summary: 3/3 steps succeeded; 0/0 tests passed\n', 'nothing'],
    ['zig build test', 'test', 'Build Summary: 3/3 steps succeeded; 5/5 tests passed\n', 'passed'],
    ['zig build test', 'test', 'Build Summary: 1/3 steps succeeded; 1 failed; 4/5 tests passed; 1 failed\n', 'failed'],
    ['zig build test', 'test', 'Build Summary: 3/3 steps succeeded; 0/2 tests passed; 2 skipped\n', 'nothing'],
    ['cargo test', 'test', 'test result: FAILED. 3 passed; 1 failed; 0 ignored\n', 'failed'],
    [
      'cargo test',
      'test',
      'test result: ok. 3 passed; 0 failed; 0 ignored\ntest result: ok. 0 passed; 0 failed\n',
      'passed',
    ],
    ['cargo test', 'test', 'running 0 tests\ntest result: ok. 0 passed; 0 failed; 0 ignored\n', 'nothing'],
    ['cargo build', 'build', 'error: could not compile `a` (lib) due to 2 previous errors\n', 'failed'],
    ['go test', 'test', '--- FAIL: TestA (0.00s)\nFAIL\nFAIL\texample.com/a\t0.1s\n', 'failed'],
    ['go test', 'test', 'ok  \texample.com/a\t0.012s\n?   \texample.com/b\t[no test files]\n', 'passed'],
    ['go test', 'test', 'ok  \texample.com/a\t0.002s [no tests to run]\n', 'nothing'],
    ['phpunit', 'test', 'FAILURES!\nTests: 3, Assertions: 3, Failures: 1.\n', 'failed'],
    ['phpunit', 'test', 'OK (3 tests, 5 assertions)\n', 'passed'],
    ['rspec', 'test', '5 examples, 1 failure\n', 'failed'],
    ['rspec', 'test', '0 examples, 0 failures\n', 'nothing'],
    ['tsc', 'typecheck', "src/a.ts(1,7): error TS2322: Type 'string' is not assignable to type 'number'.\n", 'failed'],
    ['eslint', 'lint', '✖ 3 problems (2 errors, 1 warning)\n', 'failed'],
    ['eslint', 'lint', '✖ 1 problem (0 errors, 1 warning)\n', undefined],
    ['gradle test', 'test', 'BUILD FAILED in 3s\n', 'failed'],
    ['mvn test', 'test', '[ERROR] Tests run: 5, Failures: 1, Errors: 0, Skipped: 0\n', 'failed'],
    ['mvn test', 'test', '[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0\n', 'passed'],
    ['mypy', 'typecheck', 'Found 3 errors in 1 file (checked 4 source files)\n', 'failed'],
    ['gofmt -l', 'format', 'cmd/main.go\n', 'failed'],
    ['go test', 'test', '=== RUN   TestA\n--- SKIP: TestA (0.00s)\nPASS\nok  \ta\t0.1s\n', 'nothing'],
    ['go test', 'test', '--- SKIP: TestA (0.00s)\n--- PASS: TestB (0.00s)\nPASS\nok  \ta\t0.1s\n', 'passed'],
    ['gotestsum', 'test', 'DONE 3 tests, 3 skipped in 0.1s\n', 'nothing'],
    ['gotestsum', 'test', 'DONE 3 tests, 1 skipped in 0.1s\n', 'passed'],
    ['dart test', 'test', '00:00 +0 ~3: All tests skipped.\n', 'nothing'],
    ['flutter test', 'test', '00:01 +0: No tests ran.\n', 'nothing'],
    ['flutter test', 'test', '00:01 +3 ~1: All tests passed!\n', 'passed'],
    ['flutter test', 'test', '00:01 +3 -1: Some tests failed.\n', 'failed'],
    ['ruff check', 'lint', 'warning: No Python files found under the given path(s)\nAll checks passed!\n', 'nothing'],
    ['black --check', 'format', 'No Python files are present to be formatted. Nothing to do 😴\n', 'nothing'],
    [
      'ctest',
      'test',
      '1/1 Test #1: a .....***Skipped   0.00 sec\n\n100% tests passed, 0 tests failed out of 1\n',
      'nothing',
    ],
    [
      'ctest',
      'test',
      '1/2 Test #1: a .....***Not Run (Disabled)   0.00 sec\n2/2 Test  #2: b .....   Passed    0.01 sec\n',
      'passed',
    ],
    ['ctest', 'test', '100% tests passed, 0 tests failed out of 3\n', 'passed'],
    ['ctest', 'test', '100% tests passed, 0 tests failed out of 0\n', 'nothing'],
    ['meson test', 'test', 'Ok:                 0\nFail:               0\nSkipped:            3\n', 'nothing'],
    ['meson test', 'test', 'Ok:                 2\nFail:               0\nSkipped:            3\n', 'passed'],
    ['meson test', 'test', 'Ok:                 2\nFail:               1\n', 'failed'],
    ['prove', 'test', 't/a.t .. skipped: no db\nAll tests skipped.\n', 'nothing'],
    ['busted', 'test', '0 successes / 0 failures / 0 errors / 3 pending : 0.0 seconds\n', 'nothing'],
    ['busted', 'test', '1 success / 0 failures / 0 errors / 3 pending : 0.0 seconds\n', 'passed'],
    ['swift test', 'test', '✔ Test run with 0 tests passed after 0.001 seconds.\n', 'nothing'],
    [
      'swift test',
      'test',
      'Executed 0 tests, with 0 failures\n✔ Test run with 2 tests in 1 suite passed after 0.1 s\n',
      'passed',
    ],
    ['swift test', 'test', '✘ Test run with 2 tests failed after 0.001 seconds with 1 issue.\n', 'failed'],
    ['stack test', 'test', 'Finished in 0.0002 seconds\n0 examples, 0 failures\n', 'nothing'],
    ['cabal test', 'test', 'All 3 tests passed (0.00s)\n', 'passed'],
    ['cabal test', 'test', '1 out of 3 tests failed (0.00s)\n', 'failed'],
    ['lerna test', 'test', 'lerna success run No packages found\n', 'nothing'],
    ['pnpm test --workspaces', 'test', 'Scope: 3 of 4 workspace projects\n', 'nothing'],
    ['pnpm test --workspaces', 'test', 'Scope: 3 of 4 workspace projects\na test: ok\n', undefined],
    ['cucumber', 'test', '0 scenarios\n0 steps\n', 'nothing'],
    ['cucumber', 'test', '3 scenarios (3 undefined)\n', 'nothing'],
    ['cucumber', 'test', '3 scenarios (1 failed, 2 passed)\n', 'failed'],
    ['cucumber', 'test', '3 scenarios (1 skipped, 2 passed)\n', 'passed'],
    ['behave', 'test', '0 features passed, 0 failed, 3 skipped\n', 'nothing'],
    ['behave', 'test', '1 scenario passed, 0 failed, 0 skipped\n', 'passed'],
    ['rebar3 eunit', 'test', 'There were no tests to run.\n', 'nothing'],
    ['rebar3 eunit', 'test', '  All 5 tests passed.\n', 'passed'],
    ['rebar3 eunit', 'test', '  Failed: 1.  Skipped: 0.  Passed: 4.\n', 'failed'],
    ['clojure test', 'test', 'Ran 0 tests containing 0 assertions.\n0 failures, 0 errors.\n', 'nothing'],
    ['ctest', 'test', '50% tests passed, 1 tests failed out of 2\n', 'failed'],
    ['dotnet test', 'test', 'Failed!  - Failed:     1, Passed:     2, Skipped:     0, Total:     3\n', 'failed'],
    ['npm test', 'test', 'npm ERR! Test failed.  See above for more details.\n', 'failed'],
    ['make test', 'test', 'make: *** [Makefile:2: test] Error 1\n', 'failed'],
    ['mocha', 'test', '  0 passing (2ms)\n', 'nothing'],
    ['mocha', 'test', '  0 passing (2ms)\n  1 failing\n', 'failed'],
    ['mocha', 'test', '  0 passing (2ms)\n  3 pending\n', 'nothing'],
    ['bun test', 'test', ' 0 pass\n 0 fail\nRan 0 tests across 0 files.\n', 'nothing'],
    ['node --test', 'test', 'ℹ tests 5\nℹ pass 0\nℹ fail 0\nℹ skipped 5\n', 'nothing'],
    ['jest', 'test', 'Tests:       3 skipped, 3 total\n', 'nothing'],
    ['jest', 'test', 'Tests:       1 skipped, 2 passed, 3 total\n', 'passed'],
    ['vitest', 'test', ' Test Files  1 skipped (1)\n      Tests  1 skipped (1)\n', 'nothing'],
    ['pytest', 'test', '===== 3 skipped in 0.01s =====\n', 'nothing'],
    ['pytest', 'test', '===== 5 deselected in 0.01s =====\n', 'nothing'],
    ['pytest', 'test', '===== 1 skipped, 2 xfailed in 0.01s =====\n', undefined],
    ['playwright test', 'test', '  3 skipped\n', 'nothing'],
    ['make test', 'test', "make: 'test' is up to date.\n", 'nothing'],
    ['make test', 'test', "make: Nothing to be done for 'test'.\n", 'nothing'],
    ['make test', 'test', "make: Nothing to be done for 'deps'.\n", undefined],
    ['make', 'build', "make: Nothing to be done for 'all'.\n", undefined],
    ['gradle test', 'test', '> Task :compileTestJava NO-SOURCE\n> Task :test NO-SOURCE\n', 'nothing'],
    ['gradle test', 'test', '> Task :test SKIPPED\n', 'nothing'],
    ['gradle test', 'test', '> Task :a:test NO-SOURCE\n> Task :b:test\n', 'passed'],
    ['gradle test', 'test', '> Task :test FAILED\n\nBUILD SUCCESSFUL in 1s\n', 'failed'],
    ['mvn test', 'test', '[INFO] No tests to run.\n', 'nothing'],
    ['mvn test', 'test', '[INFO] Tests are skipped.\n', 'nothing'],
    ['mvn test', 'test', '[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 5\n', 'nothing'],
    ['dotnet test', 'test', 'No test is available in /x/bin/a.dll. Make sure\n', 'nothing'],
    ['dotnet test', 'test', 'No test matches the given testcase filter `Nope` in /x/a.dll\n', 'nothing'],
    ['turbo test', 'test', ' Tasks:    0 successful, 0 total\n', 'nothing'],
    ['turbo test', 'test', ' Tasks:    2 successful, 2 total\n', 'passed'],
    ['pnpm test --workspaces', 'test', 'No projects matched the filters in "/x"\n', 'nothing'],
    ['nx test', 'test', ' NX   No tasks were run\n', 'nothing'],
    ['lerna test', 'test', 'lerna info No packages found with the lifecycle script "test"\n', 'nothing'],
    ['pre-commit run', 'lint', 'ruff.................(no files to check)Skipped\n', 'nothing'],
    ['pre-commit run', 'lint', 'ruff.........(no files to check)Skipped\nmypy.......Passed\n', 'passed'],
    ['bats', 'test', '1..0\n', 'nothing'],
    ['bats', 'test', '1..2\nok 1 adds # skip\nok 2 subtracts\n', 'passed'],
    ['tap', 'test', '1..0 # no tests found\n', 'nothing'],
    ['prove', 'test', 'Files=0, Tests=0\nResult: NOTESTS\n', 'nothing'],
    ['mix test', 'test', 'There are no tests to run\n', 'nothing'],
    ['lein test', 'test', 'Ran 0 tests containing 0 assertions.\n0 failures, 0 errors.\n', 'nothing'],
    ['karma start', 'test', 'Executed 0 of 0 SUCCESS\n', 'nothing'],
    ['jasmine', 'test', 'Incomplete: No specs found\n', 'nothing'],
    ['sbt test', 'test', '[info] No tests were executed.\n', 'nothing'],
    ['nox', 'test', 'nox > No sessions selected.\n', 'nothing'],
    ['tox', 'test', '  py311: SKIP (0.01 seconds)\n', 'nothing'],
    ['tox', 'test', '  py311: SKIP (0.01 seconds)\n  py312: OK (1.2=setup[1]+cmd[0.2] seconds)\n', 'passed'],
    ['ginkgo', 'test', 'Found no test suites\n', 'nothing'],
    ['bazel test', 'test', 'ERROR: No test targets were found, yet testing was requested\n', 'nothing'],
    ['rspec', 'test', '3 examples, 0 failures, 3 pending\n', 'nothing'],
    ['phpunit', 'test', 'Tests: 3, Assertions: 0, Skipped: 3.\n', 'nothing'],
    ['phpunit', 'test', 'Tests: 3, Assertions: 0, Skipped: 1, Incomplete: 2.\n', 'nothing'],
    ['phpunit', 'test', 'Tests: 3, Assertions: 0, Incomplete: 3.\n', 'nothing'],
    ['phpunit', 'test', 'Tests: 4, Assertions: 1, Skipped: 1, Incomplete: 2.\n', 'passed'],
    ['phpunit', 'test', 'Tests: 4, Assertions: 1, Failures: 1, Incomplete: 3.\n', 'failed'],
    ['bats', 'test', '1..1\nok 1 foo # skip\n', 'nothing'],
    ['bats', 'test', '1..2\nok 1 foo # skip\nnot ok 2 bar\n', 'failed'],
    ['jasmine', 'test', '5 specs, 0 failures, 5 pending specs\n', 'nothing'],
    ['jasmine', 'test', '5 specs, 0 failures, 4 pending specs\n', 'passed'],
    ['sbt test', 'test', '[info] Passed: Total 0, Failed 0, Errors 0, Passed 0, Ignored 2\n', 'nothing'],
    ['sbt test', 'test', '[info] Passed: Total 2, Failed 0, Errors 0, Passed 0, Ignored 2\n', 'nothing'],
    ['sbt test', 'test', '[info] Passed: Total 3, Failed 0, Errors 0, Passed 3\n', 'passed'],
    ['sbt test', 'test', '[error] Failed: Total 3, Failed 1, Errors 0, Passed 2\n', 'failed'],
    ['yarn test', 'test', 'Done in 0.5s.\n', undefined],
    ['make test-data test', 'test', "make: Nothing to be done for 'test-data'.\n", undefined],
    ['make test-data', 'test', "make: Nothing to be done for 'test-data'.\n", 'nothing'],
    ['make test-data test', 'test', "make: Nothing to be done for 'test'.\n", 'nothing'],
    ['rails test', 'test', '3 runs, 0 assertions, 0 failures, 0 errors, 3 skips\n', 'nothing'],
    ['dart test', 'test', 'No tests ran.\n', 'nothing'],
    ['eslint', 'lint', 'all files matched by "." are ignored\n', 'nothing'],
    ['vitest', 'test', 'all is well\n', undefined],
  ])('%s (%s): %j', (tool, kind, output, says) => {
    expect(summaryLine(of(tool, kind), output)?.says).toBe(says);
  });

  test('lines of other tools say nothing of it', () => {
    expect(summaryLine(of('vitest'), '# fail 1\n1 failing\n')).toBeNull();
    expect(summaryLine(of('node --check', 'lint'), '# fail 1\n')).toBeNull();
  });

  test('a script speaks for what it runs, or for all of its kind when that is not known', () => {
    expect(summaryLine(of('npm test', 'test', ['vitest']), '# fail 1\n')).toBeNull();
    expect(summaryLine(of('npm test', 'test', ['node --test']), '# fail 1\n')?.line).toBe('# fail 1');
    expect(summaryLine(of('npm test'), '# fail 1\n')?.says).toBe('failed');
    expect(summaryLine(of('npm run lint', 'lint'), '# fail 1\n')).toBeNull();
  });

  test('a long line and a long output cost nothing', () => {
    const noise = `${'='.repeat(200_000)}\n${'1 a, '.repeat(200)}\n`.repeat(5);
    expect(summaryLine(of('pytest'), `1 failed in 1s\n${noise}`)).toBeNull();
    expect(summaryLine(of('pytest'), `${noise}1 failed in 1s\n`)?.says).toBe('failed');
  });
});

// they are looked for together, by one pattern
test.each(SUMMARY_RULES.flatMap(({ line, after }) => (after === undefined ? [line] : [line, after])))(
  'a rule looks for a line by a pattern without flags and references: %s',
  (pattern) => {
    expect(pattern.flags).toBe('');
    expect(pattern.source).not.toMatch(/\\[1-9]|\\k<|\(\?</);
  },
);
