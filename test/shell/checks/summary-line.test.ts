import { describe, expect, test } from 'vitest';
import { summaryLine } from '../../../src/shell/checks/summary-line.ts';
import type { CheckKind } from '../../../src/domain/handoff.ts';

const of = (tool: string, kind: CheckKind = 'test', covered: readonly string[] = []) => ({
  tool,
  kind,
  covers: covered.map((name) => ({ tool: name, cwd: '.', scope: [] })),
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
    ['ctest', 'test', '50% tests passed, 1 tests failed out of 2\n', 'failed'],
    ['dotnet test', 'test', 'Failed!  - Failed:     1, Passed:     2, Skipped:     0, Total:     3\n', 'failed'],
    ['npm test', 'test', 'npm ERR! Test failed.  See above for more details.\n', 'failed'],
    ['make test', 'test', 'make: *** [Makefile:2: test] Error 1\n', 'failed'],
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
