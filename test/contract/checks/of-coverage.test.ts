import { expect, test } from 'vitest';
import type { Event } from '../../../src/domain/session.ts';
import { final, shell } from '../../support/checked-session.ts';

const MISSED = 'ERROR: Coverage for lines (50%) does not meet global threshold (90%)\n';
const MISSED_BY_JEST = 'Jest: "global" coverage threshold for lines (90%) not met: 50%\n';
const MISSED_BY_REPORT = 'Coverage failure: total of 50 is less than fail-under=90\n';
const MISSED_BY_PYTEST = 'FAIL Required test coverage of 90% not reached. Total coverage: 50.00%\n1 passed in 0.1s\n';

test.each<[string, readonly (readonly Event[])[], readonly string[]]>([
  [
    'a missed coverage threshold is settled by no plain pass',
    [shell('npx vitest run --coverage', { exit: 1, output: MISSED }), shell('npx vitest run')],
    ['vitest +[--coverage] | failed | failed', 'vitest | passed | passed'],
  ],
  [
    'it is settled by a pass with coverage',
    [shell('npx vitest run --coverage', { exit: 1, output: MISSED }), shell('npx vitest run --coverage')],
    ['vitest +[--coverage] | passed | failed', 'vitest | passed | passed'],
  ],
  [
    'and a plain pass after that takes nothing back',
    [
      shell('npx jest --coverage', { exit: 1, output: MISSED_BY_JEST }),
      shell('npx jest --coverage'),
      shell('npx jest'),
    ],
    ['jest +[--coverage] | passed | failed', 'jest | passed | passed,passed'],
  ],
  [
    'by a program around it',
    [shell('npx c8 --check-coverage npm test', { exit: 1, output: MISSED }), shell('npm test')],
    ['npm test +[--check-coverage --coverage] | failed | failed', 'npm test | passed | passed'],
  ],
  [
    'a pass with another threshold does not settle it',
    [
      shell('npx jest --coverage', { exit: 1, output: MISSED_BY_JEST }),
      shell("npx jest --coverage --coverageThreshold='{}'"),
    ],
    ['jest +[--coverage] | failed | failed', 'jest | passed | passed'],
  ],
  [
    'one with the same does',
    [
      shell('npx vitest run --coverage --coverage.thresholds.lines=90', { exit: 1, output: MISSED }),
      shell('npx vitest run --coverage --coverage.thresholds.lines=90'),
    ],
    ['vitest +[--coverage --coverage.thresholds.lines=90] | passed | failed', 'vitest | passed | passed'],
  ],
  [
    'one that looks at less does not',
    [
      shell('npx jest --coverage', { exit: 1, output: MISSED_BY_JEST }),
      shell("npx jest --coverage --collectCoverageFrom='src/a.js'"),
    ],
    ['jest +[--coverage] | failed | failed', 'jest | passed | passed'],
  ],
  [
    'coverage that is switched off settles nothing',
    [shell('npx vitest run --coverage', { exit: 1, output: MISSED }), shell('npx vitest run --coverage.enabled=false')],
    ['vitest +[--coverage] | failed | failed', 'vitest | passed | passed'],
  ],
  [
    'where tests failed too, both failed',
    [
      shell('npx jest'),
      shell('npx jest --coverage', {
        exit: 1,
        output: `${MISSED_BY_JEST}Tests:       1 failed, 2 passed, 3 total\n`,
      }),
    ],
    ['jest | failed | passed,failed', 'jest +[--coverage] | failed | failed'],
  ],
  [
    'and a plain pass settles the tests alone',
    [
      shell('pytest --cov=x', { exit: 1, output: MISSED_BY_PYTEST.replace('1 passed', '1 failed, 1 passed') }),
      shell('pytest'),
    ],
    ['pytest | passed | failed,passed', 'pytest +[--cov=x --coverage] | failed | failed'],
  ],
  [
    'a part with coverage does not settle it',
    [shell('pytest --cov=x', { exit: 1, output: MISSED_BY_PYTEST }), shell('pytest --cov=x tests/a.py')],
    ['pytest +[--cov=x --coverage] | failed | failed', 'pytest [tests/a.py] | passed | passed'],
  ],
  [
    'a coloured one is missed too',
    [shell('npx jest --coverage', { exit: 1, output: `\u001B[31m${MISSED_BY_JEST}` }), shell('npx jest')],
    ['jest +[--coverage] | failed | failed', 'jest | passed | passed'],
  ],
  [
    'and where lines are counted that no test reached',
    [
      shell('npx vitest run --coverage', {
        exit: 1,
        output: 'ERROR: Uncovered lines (5) exceed global threshold (2)',
      }),
      shell('npx vitest run'),
    ],
    ['vitest +[--coverage] | failed | failed', 'vitest | passed | passed'],
  ],
  [
    'and where the line hides how it ended',
    [shell('npx jest --coverage 2>&1 | tail -5', { output: MISSED_BY_JEST }), shell('npx jest')],
    ['jest | passed | unknown,passed', 'jest +[--coverage] | failed | failed'],
  ],
  [
    'but not where two of a line may have said so',
    [shell('npx jest --coverage; npx vitest run --coverage | tail', { output: MISSED_BY_JEST })],
    ['jest | unknown | masked | unknown', 'vitest | unknown | masked | unknown'],
  ],
  [
    'coverage of less, taken back or only reported settles nothing',
    [
      shell('pytest --cov=x --cov=y', { exit: 1, output: MISSED_BY_PYTEST }),
      shell('pytest --cov=x'),
      shell('pytest --cov=x --cov=y --no-cov'),
      shell('pytest --cov-report=term'),
    ],
    ['pytest +[--cov=x --cov=y --coverage] | failed | failed', 'pytest | passed | passed,passed,passed'],
  ],
  [
    'a threshold with blanks in it is read whole',
    [
      shell(`npx jest --coverage --coverageThreshold '{"global": {"lines": 90}}'`, {
        exit: 1,
        output: MISSED_BY_JEST,
      }),
      shell(`npx jest --coverage --coverageThreshold '{"global": {"lines": 10}}'`),
    ],
    ['jest +[--coverage --coverageThreshold={global: {lines: 90}}] | failed | failed', 'jest | passed | passed'],
  ],
  [
    'nor is it taken back by an option that only begins so',
    [shell('pytest --cov=x --no-cov-on-fail', { exit: 1, output: MISSED_BY_PYTEST }), shell('pytest')],
    ['pytest +[--cov=x --coverage] | failed | failed', 'pytest | passed | passed'],
  ],
  [
    'however it is quoted it is the same',
    [
      shell(`npx jest --coverage --collectCoverageFrom='src/*.js'`, { exit: 1, output: MISSED_BY_JEST }),
      shell(`npx jest --coverage --collectCoverageFrom="src/*.js"`),
    ],
    ['jest +[--collectCoverageFrom=src/*.js --coverage] | passed | failed', 'jest | passed | passed'],
  ],
  [
    'in another order and form it is the same',
    [
      shell('npx c8 --check-coverage --lines 90 --branches 80 node --test', { exit: 1, output: MISSED }),
      shell('npx c8 --branches=80 --lines=90 --check-coverage node --test'),
    ],
    [
      'node --test +[--branches=80 --check-coverage --coverage --lines=90] | passed | failed',
      'node --test | passed | passed',
    ],
  ],
  [
    'a test that failed with coverage is settled by a plain pass',
    [shell('npx vitest run --coverage', { exit: 1 }), shell('npx vitest run')],
    ['vitest | passed | failed,passed'],
  ],
  [
    'coverage that the words do not ask for is settled by the same words',
    [shell('npm test', { exit: 1, output: MISSED }), shell('npm test')],
    ['npm test | passed | failed,passed'],
  ],
  [
    'a report that misses its threshold is a check that failed, and no pass of the tests settles it',
    [
      shell('coverage run -m pytest && coverage report --fail-under=90', { exit: 2, output: MISSED_BY_REPORT }),
      shell('coverage run -m pytest'),
    ],
    ['pytest | passed | unknown,passed', 'coverage report +[--fail-under 90] | failed | failed'],
  ],
  [
    'nor does a report that asks for less, but one that asks for the same',
    [
      shell('coverage run -m pytest; coverage report --fail-under=90', { exit: 2, output: MISSED_BY_REPORT }),
      shell('python -m coverage report --fail-under=50'),
    ],
    [
      'pytest | unknown | masked | unknown',
      'coverage report +[--fail-under 90] | failed | failed',
      'coverage report +[--fail-under 50] | passed | passed',
    ],
  ],
  [
    'one that asks for the same does, also in a script',
    [
      shell('coverage html --fail-under 90 | tail', { output: MISSED_BY_REPORT }),
      shell('npm run cover'),
      shell('npm run cover | tail', { output: MISSED_BY_REPORT }),
    ],
    ['coverage report +[--fail-under 90] | passed | failed', 'npm run cover | failed | passed,failed'],
  ],
  [
    'a report without a threshold is no check',
    [shell('coverage run -m pytest && coverage report -m')],
    ['pytest | passed | passed'],
  ],
])('%s', (_, events, expected) => {
  expect(final(...events)).toEqual(expected);
});
