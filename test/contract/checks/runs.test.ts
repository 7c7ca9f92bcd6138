import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeChecks } from '../../../src/contract/checks/judge-checks.ts';
import { runsFold } from '../../../src/contract/checks/runs-fold.ts';
import type { RunFact } from '../../../src/contract/facts.ts';
import { foldAll } from '../../../src/contract/fold.ts';
import { settle } from '../../../src/contract/settle.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event } from '../../../src/domain/session.ts';
import {
  PLACE,
  FAILED,
  NOTHING,
  type Outcome,
  at,
  edit,
  final,
  fold,
  judged,
  shell,
} from '../../support/checked-session.ts';

const only = (command: string, outcome: Outcome = {}): RunFact => {
  const [run, ...more] = fold(shell(command, outcome)).runs;
  if (run === undefined || more.length > 0) throw new Error(`expected one run in ${command}`);
  return run;
};
const told = ({ status, doubts, exit_source }: RunFact) => [
  status,
  doubts.map(({ kind }) => kind).join(' '),
  exit_source,
];

const PASSED = 'TAP version 13\n# tests 1\n# pass 1\n# fail 0\n';

const NO_WEB = 'bash: line 1: cd: web: No such file or directory';

const SKIPPED = '--- SKIP: TestZ (0.00s)\nPASS\nok  \tx/a\t0.1s\n';

describe('the status of a run', () => {
  test.each<[string, Outcome, readonly (string | null)[]]>([
    ['npm test', {}, ['passed', '', 'structured']],
    ['npm test', { exit: 1 }, ['failed', '', 'structured']],
    ['npm test || true', {}, ['unknown', 'masked', 'structured']],
    ['npm test || true', { output: FAILED }, ['failed', 'masked', 'summary-line']],
    ['npm test || true', { output: PASSED }, ['unknown', 'masked', 'structured']],
    ['npm test | tail -n 5', { output: FAILED }, ['failed', 'masked', 'summary-line']],
    ['npm test; ls', { exit: 2 }, ['unknown', 'masked', 'structured']],
    ['cd web && npm test', { exit: 1 }, ['failed', '', 'structured']],
    ['set -o pipefail; npm test | tee log', { exit: 1 }, ['failed', '', 'structured']],
    ['cd web && npm test', { exit: 1, output: NO_WEB }, ['unknown', 'void', 'structured']],
    ['set -e; cd web; npm test', { exit: 1, output: NO_WEB }, ['unknown', 'void', 'structured']],
    ['cd api && npm test', { exit: 1, output: NO_WEB }, ['failed', '', 'structured']],
    ['cd web && npm test', { exit: 1, output: `${NO_WEB}\n1 failed` }, ['failed', '', 'structured']],
    ['cd web && npm test', { exit: 1, output: `> a test\n${NO_WEB}` }, ['failed', '', 'structured']],
    ['cd web; npm test', { exit: 1, output: `oh no\n${NO_WEB}` }, ['failed', '', 'structured']],
    ['npm test && git push', { exit: 1 }, ['unknown', 'masked', 'structured']],
    ['npm test && git push', { exit: 1, output: FAILED }, ['failed', 'masked', 'summary-line']],
    ['[ -f a ] && npm test', { exit: 1 }, ['unknown', 'masked', 'structured']],
    ['if ! npm test; then exit 1; fi', {}, ['passed', '', 'structured']],
    ['if ! npm test; then exit 1; fi', { exit: 1 }, ['failed', '', 'structured']],
    ['if ! npm test | cat; then exit 1; fi', {}, ['unknown', 'masked', 'structured']],
    ['if ! npm test; then echo no; exit 1; fi; ls', {}, ['passed', '', 'structured']],
    ['if ! npm test; then exit 0; fi', {}, ['unknown', 'masked', 'structured']],
    ['if ! npm test; then [ -f a ] && exit 0; exit 1; fi', {}, ['unknown', 'masked', 'structured']],
    ['if npm test; then echo ok; else echo bad; exit 1; fi', {}, ['passed', '', 'structured']],
    ['if npm test; then echo ok; else echo bad; fi', {}, ['unknown', 'masked', 'structured']],
    ['if npm test; then echo ok; elif ls; then exit 1; else exit 1; fi', {}, ['unknown', 'masked', 'structured']],
    ['if [ -f a ] && npm test; then echo ok; else exit 1; fi', {}, ['passed', '', 'structured']],
    ['if [ -f a ] || npm test; then echo ok; else exit 1; fi', {}, ['unknown', 'masked', 'structured']],
    ['go test -v ./...', { output: SKIPPED }, ['unknown', 'void', 'structured']],
    ['git log | head -1; go test -v ./...', { output: SKIPPED }, ['unknown', 'void', 'structured']],
    ['set -o pipefail; go test -v ./... | tail -3', { output: SKIPPED }, ['passed', '', 'structured']],
    [
      'set -o pipefail; ctest | tail -4',
      { output: '2/3 Test #2: b ....***Skipped   0.00 sec\n\n100% tests passed, 0 tests failed out of 3\n' },
      ['passed', '', 'structured'],
    ],
    ['npm test', { exit: 127 }, ['unknown', 'void', 'structured']],
    ['npm test; echo EXIT=$?', { output: 'boom\nEXIT=1\n' }, ['failed', 'masked', 'summary-line']],
    ['npm test; echo "exit: $?"', { output: 'boom\nexit: 2\n' }, ['failed', 'masked', 'summary-line']],
    ['npm test; rc=$?; echo "rc=$rc"', { output: 'rc=1\n' }, ['failed', 'masked', 'summary-line']],
    ['npm test; echo EXIT=$?', { output: 'EXIT=0\n' }, ['unknown', 'masked', 'structured']],
    ['npm test | tail -3; echo EXIT=$?', { output: 'EXIT=1\n' }, ['unknown', 'masked', 'structured']],
    ['[ -f a ] && npm test; echo EXIT=$?', { output: 'EXIT=1\n' }, ['unknown', 'masked', 'structured']],
    ['npm test', { exit: 124 }, ['unknown', 'void', 'structured']],
    ['npm test', { exit: 130 }, ['unknown', 'void', 'structured']],
    ['npm test', { exit: 143, output: 'Command timed out after 2m\n' }, ['unknown', 'void', 'structured']],
    ['npm test', { exit: 137, output: FAILED }, ['failed', 'void', 'structured']],
    ['npm test', { exit: 1, output: 'npm error Missing script: "test"\n' }, ['unknown', 'void', 'structured']],
    ['pytest', { exit: 1, output: '/usr/bin/python: No module named pytest\n' }, ['unknown', 'void', 'structured']],
    ['npm test', { output: '\n> x@1.0.0 test\n> jest || true\n\nsomething\n' }, ['unknown', 'masked', 'structured']],
    ['npm test', { output: '\n> x@1.0.0 test\n> echo none; exit 0\n\nnone\n' }, ['unknown', 'void', 'structured']],
    ['npm test', { output: '\n> x@1.0.0 test\n> node --test\n\n' }, ['passed', '', 'structured']],
    ['npm test', { output: '\n> x@1.0.0 pretest\n> rm -rf a || true\n\n' }, ['passed', '', 'structured']],
    ['npm test -- a.test.js', {}, ['passed', 'narrowed', 'structured']],
    ['npx jest --retries 3', {}, ['passed', '', 'structured']],
    ['npx vitest run --coverage.thresholds.lines 90', {}, ['passed', '', 'structured']],
    ['npm test -- --help', {}, ['unknown', 'void', 'structured']],
    ['npm test', { output: '# tests 0\n# pass 0\n# fail 0\n' }, ['unknown', 'void', 'structured']],
    ['npm test', { output: FAILED }, ['unknown', 'masked', 'structured']],
    ['vitest run --passWithNoTests', {}, ['unknown', 'void', 'structured']],
    ['vitest run --passWithNoTests', { output: ' Tests  3 passed (3)\n' }, ['passed', '', 'structured']],
    ['vitest run --passWithNoTests', { exit: 1 }, ['failed', 'void', 'structured']],
    ['npm test', { attributes: { [ATTR.background]: true } }, ['unknown', 'background', null]],
    ['npm test', { attributes: { [ATTR.exitSource]: 'absence' } }, ['passed', '', 'absence']],
    [
      'npm test',
      { attributes: { [ATTR.exitSource]: 'absence', [ATTR.exitExpected]: true } },
      ['unknown', 'no-exit', null],
    ],
    [
      'npm test',
      { attributes: { [ATTR.exitCode]: undefined, [ATTR.exitSource]: undefined } },
      ['unknown', 'no-exit', null],
    ],
    [
      'npm test',
      { attributes: { [ATTR.exitCode]: undefined, [ATTR.exitSource]: 'absence' } },
      ['passed', '', 'absence'],
    ],
  ])('%s %j', (command, outcome, expected) => {
    expect(told(only(command, outcome))).toEqual(expected);
  });

  test('of a chain, the one whose own summary fails has failed; of the others nothing is known', () => {
    const { runs } = fold(shell('npm run lint && npm test', { exit: 1, output: FAILED }));
    expect(runs.map((run) => [run.check_id, ...told(run)])).toEqual([
      ['npm run lint', 'unknown', 'masked', 'structured'],
      ['npm test', 'failed', 'masked', 'summary-line'],
    ]);
    expect(fold(shell('npm run lint && npm test')).runs.map(({ status }) => status)).toEqual(['passed', 'passed']);
  });

  test('a result that tells how a background shell ended is the outcome of its line', () => {
    const started = { [ATTR.background]: true, [ATTR.shellId]: 'b1', [ATTR.exitCode]: undefined };
    const end = (code: number): readonly Event[] => [
      at(
        { type: 'ToolResult', data: { name: 'BashOutput', is_error: false } },
        { [ATTR.shellId]: 'b1', [ATTR.exitCode]: code, [ATTR.exitSource]: 'text' },
      ),
    ];
    const final = (code: number) =>
      judged(shell('npm test'), shell('npm test', { attributes: started }), edit('a.js'), end(code)).checks.map(
        (check) => [check.final, check.stale, ...check.runs],
      );
    expect(final(1)).toEqual([['failed', true, 'passed', 'failed']]);
    expect(final(0)).toEqual([['passed', true, 'passed', 'passed']]);
  });

  test('a summary that two checks of a line may have printed is nobody’s', () => {
    const { runs } = fold(shell('node --test a.test.js; node --test b.test.js; ls', { output: FAILED }));
    expect(runs.map(({ status }) => status)).toEqual(['unknown', 'unknown']);
  });

  test('what was refused, mentioned or never reached is no run', () => {
    expect(fold(shell('npm test', { attributes: { [ATTR.noEffect]: true } })).runs).toEqual([]);
    expect(fold(shell('echo npm test'), shell('git commit -m "npm test"'), shell('exit 0; npm test')).runs).toEqual([]);
  });

  test('a run says where, what and how long', () => {
    const events = shell('cd packages/a && timeout 60 npm test -- b.test.js 2>&1', {
      attributes: { [ATTR.shellCwd]: '/repo' },
    });
    expect(fold(events.map((event) => ({ ...event, duration_ms: 1200 }))).runs).toMatchObject([
      {
        check_id: 'npm test @packages/a [b.test.js]',
        kind: 'test',
        tool: 'npm test',
        command: 'timeout 60 npm test -- b.test.js 2>&1',
        cwd: 'packages/a',
        scope: ['b.test.js'],
        exit_code: 0,
        duration_ms: 1200,
      },
    ]);
    expect(only('cd /elsewhere && npm test').cwd).toBe('/elsewhere');
    expect(only('cd "$X" && npm test').cwd).toBe('?');
  });
});

describe('freshness', () => {
  test.each<[string, readonly (readonly Event[])[], string]>([
    ['nothing after it', [edit('a.js'), shell('npm test')], 'fresh'],
    ['a change after it', [shell('npm test'), edit('a.js'), edit('b.js')], 'a.js'],
    ['a change outside the repository', [shell('npm test'), edit('/elsewhere/a.js')], 'fresh'],
    ['a change to an ignored file', [shell('npm test'), shell('ls > out.log')], 'fresh'],
    ['a change to the handoff', [shell('npm test'), edit('HANDOFF.md')], 'fresh'],
    ["a lock of git's own", [shell('npm test'), shell('rm -f .git/index.lock')], 'fresh'],
    ['a change below its directory', [shell('cd web && npm test'), edit('web/src/a.js')], 'web/src/a.js'],
    ['a change beside its directory', [shell('cd web && npm test'), edit('website/a.js')], 'fresh'],
    ['a change in the same line before it', [shell('rm a.js && npm test')], 'fresh'],
    ['a change in the same line after it', [shell('npm test && rm a.js')], 'a.js'],
    ['its own output file', [shell('npm test > log.txt')], 'fresh'],
    ['its own output file by a pipe', [shell('set -o pipefail; npm test 2>&1 | tee log.txt')], 'fresh'],
    ['what another command wrote by a pipe', [shell('npm test && node a.js | tee b.js')], 'b.js'],
    ['its output file at the end of a longer pipe', [shell('npm test | sed s/a/b/ | tee log.txt')], 'fresh'],
    ['one whose pipe tells its status', [shell('npm test | tee log.txt; exit ${PIPESTATUS[0]}')], 'fresh'],
    ['a here-document that tee writes after it', [shell('npm test && tee a.js <<E\nx\nE')], 'a.js'],
    ['a file that tee copies after it', [shell('npm test && sudo tee a.js < b.js')], 'a.js'],
    ['a here-document in a pipe', [shell('npm test | tee a.js <<E\nx\nE')], 'a.js'],
    ['a file that the pipe of a group writes', [shell('{ npm test && cat x; } | tee src/a.js')], 'src/a.js'],
    ['a file that a group writes', [shell('{ npm test && cat x; } > src/a.js')], 'src/a.js'],
    ['what a loop writes at the end of a pipe', [shell('npm test | while read a; do echo; done > b.js')], 'b.js'],
    ['the log of a group', [shell('{ npm test && echo ok; } > out.txt 2>&1')], 'fresh'],
    ['the log of a script on the line', [shell("bash -c 'npm test' > out.txt 2>&1")], 'fresh'],
    ['a log at the end of a pipe', [shell('npm test 2>&1 | grep -v warn > build.out')], 'fresh'],
    ['a file that a text of the line writes', [shell(`eval 'npm test && cat x' > a.js`)], 'a.js'],
    ['data that another program of a script makes', [shell(`bash -c 'npm test && gen' > a.json`)], 'a.json'],
    ['data that another program of a group makes', [shell('{ npm test && gen; } > a.json')], 'a.json'],
    ['a report that a group prints', [shell('{ cd . && npm test && echo; } > a.json')], 'fresh'],
    ['a file that a process behind it writes', [shell('npm test > >(tee src/a.js)')], 'src/a.js'],
    ['the log that one writes', [shell('npm test > >(tee a.log) 2>&1')], 'fresh'],
    ['a file that one writes behind all of a group', [shell('{ npm test; ls; } > >(cat > a.js)')], 'a.js'],
    ['a file that one writes behind the whole line', [shell('exec > >(tee a.js); npm test')], 'a.js'],
    ['a file that a process before it writes', [shell('diff <(tee a.js < b) c; npm test')], 'fresh'],
    ['a file that it writes itself', [shell('npm test > a.js')], 'a.js'],
    ['a file that is written before it', [shell('{ cat a; } > b.js && npm test')], 'fresh'],
    ['what it says on the one and the other', [shell('npm test > a.stdout 2> a.stderr')], 'fresh'],
    ['a file that was opened before it', [shell('exec 3> a.js; npm test && echo x >&3')], 'a.js'],
    ['all that is printed after it', [shell('exec > a.js; npm test && echo x')], 'a.js'],
    ['a lock that is held', [shell('exec 9> .lock; flock 9; npm test')], 'fresh'],
    ['a scratch file that went away again', [shell('npm test'), shell('touch a.js && rm a.js')], 'a.js'],
    ['a directory that cannot be told', [shell('cd "$X" && npm test'), edit('a.js')], 'a.js'],
    ['a build beside its sources', [shell('cd build && make && make test'), edit('src/a.c')], 'src/a.c'],
    ['a directory for builds by option', [shell('make -C build-debug test'), edit('src/a.c')], 'src/a.c'],
    ['tests in a directory of their own', [shell('cd tests && pytest'), edit('src/a.py')], 'src/a.py'],
    ['tests of one package', [shell('cd packages/a/test && npm test'), edit('packages/a/b.js')], 'packages/a/b.js'],
    ['a change beside that package', [shell('cd packages/a/test && npm test'), edit('packages/b/b.js')], 'fresh'],
    ['tests that drive the whole', [shell('cd apps/e2e && npm test'), edit('packages/b/b.js')], 'packages/b/b.js'],
    ['a build anywhere', [shell('ctest --test-dir lib/x'), edit('src/a.c')], 'src/a.c'],
    ['a directory that the repository does not hold', [shell('cd b && ninja test'), edit('src/a.c')], 'src/a.c'],
    ['one that the session filled', [edit('b/a.js'), shell('cd b && npm test'), edit('src/a.c')], 'fresh'],
    ['another workspace from within one', [shell('cd p/a && npm test -w @x/b'), edit('p/b/x.js')], 'p/b/x.js'],
    ['all workspaces from within one', [shell('cd p/a && pnpm -r test'), edit('p/b/x.js')], 'p/b/x.js'],
    ['the whole workspace of cargo', [shell('cd p/a && cargo test --workspace'), edit('p/b/x.rs')], 'p/b/x.rs'],
    ['another package of cargo', [shell('cd p/a && cargo test -p b'), edit('p/b/x.rs')], 'p/b/x.rs'],
    ['a path that leads out', [shell('cd p/a && npx vitest run ../b'), edit('p/b/x.js')], 'p/b/x.js'],
    ['an absolute path', [shell('cd p/a && pytest /repo/p/b'), edit('p/b/x.py')], 'p/b/x.py'],
    ['a project that leads out', [shell('cd p/a && tsc -p ../b'), edit('p/b/x.ts')], 'p/b/x.ts'],
    ['projects that are referred to', [shell('cd p/a && tsc -b'), edit('p/b/x.ts')], 'p/b/x.ts'],
    ['a project of nx', [shell('cd p/a && npx nx test b'), edit('p/b/x.js')], 'p/b/x.js'],
    ['an absolute path of its own', [shell('cd p/a && pytest /repo/p/a/x.py'), edit('p/b/x.py')], 'fresh'],
    ['a name that looks like a path', [shell('cd p/a && npx jest -t "GET /users"'), edit('p/b/x.js')], 'fresh'],
    ['a subtest', [shell('cd p/a && go test -run T/x ./... && go test -run /x'), edit('p/b/x.go')], 'fresh'],
    ['a project by an absolute path', [shell('cd p/a && tsc -p /repo/p/b'), edit('p/b/x.ts')], 'p/b/x.ts'],
    ['a path that leads out of it again', [shell('cd p/a && pytest /repo/p/a/../b'), edit('p/b/x.py')], 'p/b/x.py'],
    ['all projects of lerna', [shell('cd p/a && npx lerna run test'), edit('p/b/x.js')], 'p/b/x.js'],
    ['a project of its own', [shell('cd p/a && tsc -p tsconfig.test.json'), edit('p/b/x.ts')], 'fresh'],
    ['paths below its directory', [shell('cd p/a && npx vitest run src/..x'), edit('p/b/x.js')], 'fresh'],
    [
      'a directory that was not there',
      [shell('cd web; npm test', { output: '/bin/bash: line 1: cd: web: No such file or directory\n' }), edit('a.js')],
      'a.js',
    ],
  ])('%s', (_, events, expected) => {
    const [run] = judged(...events).runs;
    expect(run?.freshness.state === 'stale' ? run.freshness.changed : run?.freshness.state).toBe(expected);
  });
});

describe('what a check comes to', () => {
  test.each<[string, readonly (readonly Event[])[], readonly string[]]>([
    ['the last run decides', [shell('npm test', { exit: 1 }), shell('npm t')], ['npm test | passed | failed,passed']],
    ['a failure stays', [shell('npm test'), shell('npm test', { exit: 1 })], ['npm test | failed | passed,failed']],
    [
      'a masked run takes nothing back',
      [shell('npm test', { exit: 1 }), shell('npm test || true')],
      ['npm test | failed | failed,unknown'],
    ],
    ['masked and nothing else', [shell('npm test || true')], ['npm test | unknown | masked | unknown']],
    ['masked, then shown', [shell('npm test || true'), shell('npm test')], ['npm test | passed | unknown,passed']],
    ['passed, then changed', [shell('npm test'), edit('a.js')], ['npm test | passed | stale | passed']],
    [
      'a later pass of the whole settles a part',
      [shell('node --test a.test.js', { exit: 1 }), shell('node --test')],
      ['node --test [a.test.js] | passed | failed', 'node --test | passed | passed'],
    ],
    [
      'a script that runs something else settles nothing',
      [shell('npx vitest run a.test.ts', { exit: 1 }), shell('npm test')],
      ['vitest [a.test.ts] | failed | failed', 'npm test | passed | passed'],
    ],
    [
      'an earlier pass of the whole settles no failure',
      [shell('node --test'), shell('node --test a.test.js', { exit: 1 })],
      ['node --test | passed | passed', 'node --test [a.test.js] | failed | failed'],
    ],
    [
      'but, while fresh, a part of which nothing is told',
      [shell('node --test'), shell('node --test a.test.js | tail')],
      ['node --test | passed | passed', 'node --test [a.test.js] | passed | unknown'],
    ],
    [
      'a fresh pass of the whole speaks for a part that passed before a change',
      [shell('node --test a.test.js'), edit('a.js'), shell('node --test')],
      ['node --test [a.test.js] | passed | passed', 'node --test | passed | passed'],
    ],
    [
      'a stale one does not',
      [shell('node --test a.test.js'), edit('a.js'), shell('node --test'), edit('a.js')],
      ['node --test [a.test.js] | passed | stale | passed', 'node --test | passed | stale | passed'],
    ],
    [
      'nothing settles what ran nothing',
      [shell("go test ./a -run '^$' -bench ."), shell('go test ./...')],
      ['go test [a] | unknown | unknown', 'go test | passed | passed'],
    ],
    [
      'a part never settles the whole',
      [shell('npm test', { exit: 1 }), shell('npm test -- a.test.js')],
      ['npm test | failed | failed', 'npm test [a.test.js] | passed | passed'],
    ],
    [
      'nor a plain run a stricter one',
      [shell('cargo clippy -- -D warnings', { exit: 1 }), shell('cargo clippy')],
      ['cargo clippy +[-D warnings] | failed | failed', 'cargo clippy | passed | passed'],
    ],
    [
      'which settles a plain one',
      [shell('go test ./...', { exit: 1 }), shell('go test -race ./...')],
      ['go test | passed | failed', 'go test +[-race] | passed | passed'],
    ],
    [
      'nor does another directory',
      [shell('npm test', { exit: 1 }), shell('cd web && npm test')],
      ['npm test | failed | failed', 'npm test @web | passed | passed'],
    ],
  ])('%s', (_, events, expected) => {
    expect(final(...events)).toEqual(expected);
  });

  test('a script that runs the whole settles a part of it', () => {
    const scripted = { ...PLACE, script: (): string => 'vitest run' };
    const events = [...settle([shell('npx vitest run a.test.ts', { exit: 1 }), shell('npm test')].flat())];
    const { checks } = judgeChecks(foldAll(runsFold(scripted), events), [], NOTHING);
    expect(checks.map(({ id, final }) => `${id} ${final}`)).toEqual(['vitest [a.test.ts] passed', 'npm test passed']);
  });
});

test('every run belongs to one check, and a check that passed has a run that did', () => {
  const command = fc.constantFrom(
    'npm test',
    'npm test || true',
    'npm test -- a',
    'npm run lint && npm test',
    'node --test',
    'npm test | cat',
    'ls',
  );
  const step = fc.oneof(
    fc
      .record({ command, exit: fc.nat(2), output: fc.constantFrom('', FAILED, PASSED) })
      .map(({ command: line, ...outcome }) => shell(line, outcome)),
    fc.constantFrom('a.js', 'web/b.js').map(edit),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (events) => {
      const { runs, checks } = judged(...events);
      expect(checks.flatMap((check) => check.runs).length).toBe(runs.length);
      const passes = new Set(runs.filter(({ status }) => status === 'passed').map(({ event_id }) => event_id));
      for (const check of checks) {
        if (check.final === 'passed') expect(passes.has(check.last_event_id)).toBe(true);
        else expect(check.runs.includes('passed') && !check.runs.includes('failed')).toBe(false);
      }
      for (const { status, doubts } of runs) {
        if (status === 'passed') expect(doubts.filter(({ kind }) => kind !== 'narrowed')).toEqual([]);
      }
    }),
  );
});

test('of very many checks the newest runs are kept', () => {
  const commands = Array.from({ length: 9000 }, (_, n) => `npm test -- t${n}`);
  const { runs } = fold(...commands.map((command) => shell(command, { exit: 1 })));
  expect(runs.length).toBeLessThanOrEqual(8000);
  expect(runs.length).toBeGreaterThanOrEqual(6000);
  expect(runs.map(({ command }) => command)).toEqual(commands.slice(-runs.length));
});
