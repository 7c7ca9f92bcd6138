import type { CheckTool } from '../tool.ts';

const NODE_VALUES =
  '--import -r --require --loader --experimental-loader --env-file -C --conditions --test-reporter --test-concurrency ' +
  '--test-reporter-destination --test-timeout --test-coverage-include --test-coverage-exclude --max-old-space-size';

export const JAVASCRIPT_TEST_TOOLS: readonly CheckTool[] = [
  {
    name: 'node --test',
    kind: 'test',
    verbs: '',
    needs: '--test',
    early: true,
    values: NODE_VALUES,
    narrows: '--test-name-pattern --test-skip-pattern --test-shard',
    narrowing: '--test-only',
  },
  {
    name: 'node --check',
    kind: 'lint',
    verbs: '',
    needs: '--check -c',
    early: true,
    values: NODE_VALUES,
    operands: 'files',
  },
  { name: 'node', kind: 'test', programs: 'node tsx ts-node', values: NODE_VALUES, operands: 'files', testFiles: true },
  {
    name: 'vitest',
    kind: 'test',
    optional: 'run watch dev related',
    refuses: 'init bench list',
    values:
      '--reporter --outputFile --pool --environment --coverage.provider --coverage.reporter --retry --testTimeout ' +
      '--maxWorkers --minWorkers --mode --bail --silent --coverage.include --coverage.exclude ' +
      '--coverage.reportsDirectory --coverage.thresholds.lines --coverage.thresholds.branches ' +
      '--coverage.thresholds.functions --coverage.thresholds.statements',
    narrows: '-t --testNamePattern --project --exclude --shard --dir',
    narrowing: '--changed',
    variants: '-c --config -r --root --workspace',
    aliases: '--testNamePattern=-t --config=-c --root=-r',
    modes: '-u --update',
    hollow: '--passWithNoTests',
  },
  {
    name: 'jest',
    kind: 'test',
    values:
      '--reporters --maxWorkers -w --coverageReporters --coverageDirectory --testTimeout --env --testEnvironment ' +
      '--setupFiles --seed --outputFile --workerThreads --maxConcurrency --collectCoverageFrom ' +
      '--coverageThreshold --coverageProvider --coveragePathIgnorePatterns',
    narrows:
      '-t --testNamePattern --testPathPattern --testPathPatterns --testPathIgnorePatterns --selectProjects ' +
      '--ignoreProjects --shard --changedSince --filter --testMatch --runTestsByPath',
    narrowing: '-o --onlyChanged --lastCommit -f --onlyFailures --findRelatedTests',
    variants: '-c --config --rootDir',
    aliases: '--testNamePattern=-t --config=-c --testPathPatterns=--testPathPattern',
    modes: '-u --updateSnapshot',
    masks: '--testFailureExitCode=0',
    voids: '--listTests --showConfig --clearCache --init',
    hollow: '--passWithNoTests',
  },
  { name: 'react-scripts test', kind: 'test', narrows: '-t --testNamePattern', hollow: '--passWithNoTests' },
  {
    name: 'mocha',
    kind: 'test',
    values: '-R --reporter --reporter-options -t --timeout -r --require --ui -u --file --extension -j --jobs --slow',
    narrows: '-g --grep -f --fgrep --ignore',
    variants: '--config --spec',
    aliases: '--grep=-g --fgrep=-f',
    voids: '--list-files --list-reporters --list-interfaces --dry-run',
    masks: '--pass-on-failing-test-suite',
  },
  { name: 'ava', kind: 'test', narrows: '-m --match', values: '-c --concurrency -T --timeout', aliases: '--match=-m' },
  { name: 'jasmine', kind: 'test', narrows: '--filter', values: '--reporter --helper --config' },
  {
    name: 'tap',
    kind: 'test',
    optional: 'run',
    refuses: 'report list plugin config',
    values: '-R --reporter -j --jobs',
  },
  { name: 'tape', kind: 'test', values: '-r --require' },
  { name: 'uvu', kind: 'test', values: '-r --require -i --ignore' },
  { name: 'qunit', kind: 'test', narrows: '--filter --module', values: '--reporter --require' },
  { name: 'wtr', kind: 'test', programs: 'wtr web-test-runner', narrows: '--group --files', variants: '--config' },
  { name: 'karma start', kind: 'test', needs: '--single-run --singleRun', values: '--browsers --reporters' },
  { name: 'wdio run', kind: 'test', narrows: '--spec --suite', optional: 'wdio.conf.js wdio.conf.ts' },
  {
    name: 'playwright test',
    kind: 'test',
    values:
      '--reporter --workers -j --retries --timeout --trace --max-failures --output --repeat-each --browser --tsconfig',
    narrows: '-g --grep --grep-invert --project --shard --only-changed --test-list',
    narrowing: '--last-failed',
    variants: '-c --config',
    aliases: '--grep=-g --config=-c',
    voids: '--list',
    hollow: '--pass-with-no-tests',
  },
  {
    name: 'cypress run',
    kind: 'test',
    narrows: '-s --spec',
    values: '-b --browser --reporter -p --port -r',
    variants: '-C --config-file -c --config -e --env',
    hollow: '--pass-with-no-tests',
  },
  {
    name: 'bun test',
    kind: 'test',
    narrows: '-t --test-name-pattern',
    values: '--preload --timeout --reporter --bail',
    hollow: '--pass-with-no-tests',
  },
  { name: 'bun build', kind: 'build', operands: 'ignored' },
  {
    name: 'deno test',
    kind: 'test',
    narrows: '--filter --shard --ignore',
    values: '-c --config --import-map --reporter',
    voids: '--no-run',
    hollow: '--permit-no-files',
  },
  { name: 'deno lint', kind: 'lint', values: '-c --config', narrows: '--ignore --rules-exclude --rules-include' },
  { name: 'deno check', kind: 'typecheck', values: '-c --config --import-map' },
  { name: 'deno fmt', kind: 'format', needs: '--check', values: '-c --config' },
];
