import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeChecks } from '../../../src/contract/checks/judge-checks.ts';
import { runsFold } from '../../../src/contract/checks/runs-fold.ts';
import type { RunFact, SessionPlace } from '../../../src/contract/facts.ts';
import { filesFold } from '../../../src/contract/files/files-fold.ts';
import { foldAll } from '../../../src/contract/fold.ts';
import { settle } from '../../../src/contract/settle.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event } from '../../../src/domain/session.ts';

const SCRIPTS: { readonly [name: string]: string } = { test: 'node --test', lint: 'node --check parse.js' };
const PLACE: SessionPlace = {
  root: '/repo',
  cwd: '/repo',
  home: '/home/u',
  script: (_, dir, name) => (dir === '.' && Object.hasOwn(SCRIPTS, name) ? SCRIPTS[name] : undefined),
};

interface Outcome {
  readonly exit?: number;
  readonly output?: string;
  readonly attributes?: Event['attributes'];
}

const NOTHING = { ignored: new Set<string>(), unheld: new Set<string>() };

let count = 0;
const at = (type: Event['event_type'], attributes: Event['attributes'] = {}, text = ''): Event => ({
  event_id: `e${++count}`,
  timestamp: `2026-01-01T00:00:${String(count % 60).padStart(2, '0')}Z`,
  event_type: type,
  content: { blocks: text === '' ? [] : [{ type: 'Text', text }] },
  attributes,
});

/** A call and its result, as parsers write them. */
const shell = (command: string, { exit = 0, output = '', attributes = {} }: Outcome = {}): readonly Event[] => {
  const id = `call${++count}`;
  const result = { [ATTR.callId]: id, [ATTR.exitCode]: exit, [ATTR.exitSource]: 'structured', ...attributes };
  return [
    at({ type: 'ShellCommand', data: { command } }, { [ATTR.callId]: id }),
    at({ type: 'ToolResult', data: { name: 'shell', is_error: exit !== 0 } }, result, output),
  ];
};
const edit = (path: string): readonly Event[] => [at({ type: 'FileEdit', data: { path } })];

const fold = (...events: (readonly Event[])[]) => {
  const settled = [...settle(events.flat())];
  return { runs: foldAll(runsFold(PLACE), settled), changes: foldAll(filesFold(PLACE), settled).changes };
};
const only = (command: string, outcome: Outcome = {}): RunFact => {
  const [run, ...more] = fold(shell(command, outcome)).runs;
  if (run === undefined || more.length > 0) throw new Error(`expected one run in ${command}`);
  return run;
};
const judged = (...events: (readonly Event[])[]) => {
  const { runs, changes } = fold(...events);
  return judgeChecks(runs, changes, { ignored: new Set(['out.log']), unheld: new Set(['b']) });
};
const told = ({ status, doubts, exit_source }: RunFact) => [
  status,
  doubts.map(({ kind }) => kind).join(' '),
  exit_source,
];

const FAILED = 'TAP version 13\n# tests 1\n# pass 0\n# fail 1\n';
const PASSED = 'TAP version 13\n# tests 1\n# pass 1\n# fail 0\n';

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

describe('a run on another tree', () => {
  const told = (...lines: readonly (string | readonly Event[])[]) => {
    const { runs, checks } = judged(
      edit('src/a.js'),
      ...lines.map((line) => (typeof line === 'string' ? shell(line) : line)),
    );
    return [runs.at(-1)?.status, runs.at(-1)?.doubts.at(-1)?.kind ?? '', checks.length];
  };
  const ELSEWHERE = ['unknown', 'void', 0];
  const ADDED = { output: "Preparing worktree (checking out 'main')\nHEAD is now at 1a2b3c4 one\n" };

  test.each<[...lines: (string | readonly Event[])[]]>([
    ['git worktree add ../base main', 'cd ../base && npm ci && npm test'],
    ['git stash && git worktree add ../base main && cd ../base && npm test'],
    [shell('git worktree add ../base main; cd ../base && npm test', ADDED)],
    ['git worktree add ../base main', 'npm --prefix ../base test'],
    ['git clone . /tmp/copy && cd /tmp/copy && npm test'],
    ['git clone . /tmp/copy', 'cd /tmp/copy && npm ci', 'cd /tmp/copy/web && npm test', 'rm -rf /tmp/copy'],
    ['git worktree add -b fix trees/base main && cd trees/base && npm test'],
    ['git worktree add trees/base', 'cd trees/base && npm test'],
    ['git -C lib worktree add ../base && cd base && npm test'],
    ['git clone --depth 1 https://example.com/a/app.git && cd app && npm test'],
    ['cd $(mktemp -d) && npm test'],
    ['T=$(mktemp -d) && git clone . "$T/x" && cd "$T/x" && npm ci && npm test'],
    ['ssh build "cd /srv/app && npm test"'],
    ['rsync -a build:/srv/app/ out/', 'ssh build "cd /srv/app && npm test"'],
    ['git worktree add ../base && ln -s "$PWD/node_modules" ../base/node_modules', 'cd ../base && npm test'],
    ['git worktree add ../base', 'cp -r node_modules ../base/', 'cp .env ../base && cd ../base && npm test'],
  ])('%s; proves nothing', (...lines) => {
    const last = lines.at(-1) === 'rm -rf /tmp/copy' ? lines.slice(0, -1) : lines;
    expect(told(...last)).toEqual(ELSEWHERE);
    expect(told(...lines)).toEqual(ELSEWHERE);
  });

  test.each<[...lines: (string | readonly Event[])[]]>([
    ['cd packages/a && npm test'],
    ['npm --prefix web test'],
    ['cd /repo/web && npm test'],
    ['cd "$DIR" && npm test'],
    ['cd .. && npm test'],
    ['cd ../api && npm test'],
    ['cd /other && npm test'],
    ['npm --prefix /tmp/other test'],
    ['make -C ~/other test'],
    ['docker compose exec app pytest'],
    ['docker exec app bash -c "cd /app && pytest"'],
    ['kubectl exec deploy/web -- npm test'],
    ['ssh localhost "cd /srv/app && npm test"'],
    ['ssh me@127.0.0.1 "cd /srv/app && npm test"'],
    ['ssh build "cd app && npm test"'],
    ['ssh build "cd /home/me/repo && npm test"'],
    ['rsync -a --delete ./ build:/srv/app/ && ssh build "cd /srv/app && npm test"'],
    ['scp -r src web me@build:/srv/app', 'ssh build "cd /srv/app/web && npm test"'],
    ['git worktree add ../base', 'cp -r src ../base/', 'cd ../base && npm test'],
    ['cmake -S . -B /tmp/build && ctest --test-dir /tmp/build'],
    ['mkdir -p ../build && cd ../build && cmake ../repo && make test'],
    ['make -C /tmp/build test'],
    ['ninja -C /tmp/build test'],
    ['cd "$(mktemp -d)" && cmake $OLDPWD && ctest'],
    ['cd $(mktemp -d) && npx vitest run --root=/repo'],
    ['cd $(mktemp -d) && cp -r /repo/. . && npm test'],
    ['cd /Repo && npm test'],
    ['cd /mnt/c/repo && npm test'],
    ['cd /var/home/u/repo && npm test'],
    ['cd /System/Volumes/Data/repo && npm test'],
    ['cd .worktrees/base/web && npm test'],
    ['cd src/worktrees/core && npm test'],
    ['git worktree list && npm test'],
    ['git worktree add ../base && npm test'],
    // what stands there may be what stood there before
    ['git clone https://example.com/web.git web || true', 'cd web && npm test'],
    ['git clone https://example.com/web.git web 2>/dev/null || (cd web && git pull)', 'cd web && npm test'],
    ['[ -d web ] || git clone https://example.com/web.git web', 'cd web && npm test'],
    [shell('git clone https://example.com/web.git', { exit: 128 }), 'cd web && npm test'],
    ['git worktree add ../base main; cd ../base && npm test'],
    ['git worktree add web/tmp && git worktree remove --force web/tmp', 'cd web/tmp && npm test'],
    // the session works in it
    ['git clone https://example.com/app.git', 'cd app && git apply /var/p.diff && npm test'],
    ['git clone https://example.com/app.git', 'cd app && npx prettier --write .', 'cd app && npm test'],
    ['git worktree add trees/fix', 'cd trees/fix && python3 fix.py && npm test'],
    ['git worktree add ../fix', 'python3 fix.py ../fix', 'cd ../fix && npm test'],
    ['git worktree add ../fix', 'cd ../fix && sed -i s/a/b/ src/a.ts', 'cd ../fix && npm test'],
    ['git worktree add ../fix', "python3 - <<'E'\nput(p := '/fix/a.py')\nE", 'cd ../fix && npm test'],
    ['git worktree add ../fix', `node -e "fix('../fix/a.js')"`, 'cd ../fix && npm test'],
    ['git worktree add ../fix', 'make gen OUT=../fix/gen', 'cd ../fix && npm test'],
    ['git worktree add ../fix', edit('/fix/src/a.ts'), 'cd ../fix && npm test'],
    ['git worktree add trees/fix', edit('trees/fix/a.js'), 'cd trees/fix && npm test'],
    // of the repository by its name
    ['git worktree add ../base', 'cd ../base && npx vitest run --root /repo'],
    ['git worktree add ../base', 'cd ../base && npx jest --rootDir=../repo'],
    ['git worktree add ../base', 'cd ../base && tsc --noEmit -p /repo'],
    ['git worktree add ../base', 'cd ../base && pytest -c /repo/pytest.ini'],
    ['git worktree add ../base', 'cd ../base && PYTHONPATH=/repo python -m unittest tests.t'],
    ['git worktree add ../base', 'cd ../base && bash /repo/test.sh'],
  ])('%s; counts', (...lines) => {
    const { runs, checks } = judged(
      edit('src/a.js'),
      ...lines.map((line) => (typeof line === 'string' ? shell(line) : line)),
    );
    const isVoid = runs.at(-1)?.doubts.some(({ kind }) => kind === 'void');
    expect([runs.at(-1)?.status, isVoid, checks.at(-1)?.final]).toEqual(['passed', false, 'passed']);
  });

  test('a failure is one wherever it was seen, and a pass of another tree settles none here', () => {
    const made = shell('git worktree add ../base');
    const final = (...events: (readonly Event[])[]) => judged(made, ...events).checks.map((each) => each.final);
    expect(final(shell('cd ../base && npm test', { exit: 1 }))).toEqual(['failed']);
    expect(final(shell('cd $(mktemp -d) && npm test', { exit: 1 }))).toEqual(['failed']);
    expect(final(shell('ssh build "cd /srv/app && npm test"', { exit: 1 }))).toEqual(['failed']);
    expect(final(shell('npm test', { exit: 1 }), shell('cd ../base && npm test'))).toEqual(['failed']);
  });

  test('lines of many words cost after many trees what they cost after one', () => {
    const trees = Array.from({ length: 200 }, (_, nth) => shell(`git worktree add ../t${nth}`));
    const words = Array.from({ length: 2000 }, (_, nth) => `a/b/c${nth}`).join(' ');
    const lines = Array.from({ length: 100 }, (_, nth) => shell(`./do${nth} ${words}`));
    const { checks } = judged(...trees, ...lines, shell('cd ../t7 && npm test'), shell('./do ../t7/a'));
    expect(checks.map(({ final }) => final)).toEqual(['passed']);
  });

  test.each<[string, ...lines: (readonly Event[])[]]>([
    ['worktree', shell('git worktree add ../base'), shell('cd ../base && npm test', { exit: 1 })],
    [
      'clone',
      shell('rm -rf ../base; git clone . ../base'),
      shell('cd ../base && npm ci && npm test', { exit: 1, output: FAILED }),
    ],
    ['line that may not have come to it', shell('git clone . ../base && cd ../base && npm test', { exit: 1 })],
  ])('a pass of a %s settles what counts there, once', (_name, ...before) => {
    const again = shell('git clone . ../base && cd ../base && npm ci && npm test');
    const { checks, runs } = judged(edit('src/a.js'), ...before, shell('git commit -qam x'), again, again);
    expect(checks.map(({ final, stale }) => [final, stale])).toEqual([['passed', false]]);
    expect(runs.map(({ status }) => status).at(-1)).toBe('unknown');
    // of another tree
    const other = judged(...before, shell('git worktree add ../other && cd ../other && npm test'));
    expect(other.checks.map(({ final }) => final)).not.toContain('passed');
  });

  test('nothing is outside of a root that is not known, or only guessed', () => {
    const lines = ['git worktree add ../base && cd ../base && npm test', 'git clone h:app.git && cd app && npm test'];
    for (const place of [{ ...PLACE, root: null, cwd: null }, { ...PLACE, guessed: true } as const]) {
      for (const line of [...lines, 'cd /home/me/app && npm test', 'cd ../api && npm test']) {
        const runs = foldAll(runsFold(place), [...settle(shell(line))]);
        expect(judgeChecks(runs, [], NOTHING).checks.map(({ final }) => final)).toEqual(['passed']);
      }
    }
  });

  test('the tree is the one in which the session ran, also one of several of a repository', () => {
    const place = { ...PLACE, root: '/repo/.worktrees/fix', cwd: '/repo/.worktrees/fix' };
    const runs = (...lines: readonly string[]) => {
      const events = [...settle(lines.flatMap((line) => shell(line)))];
      return judgeChecks(foldAll(runsFold(place), events), [], NOTHING).checks.length;
    };
    expect(runs('npm test')).toBe(1);
    expect(runs('cd /repo/.worktrees/fix/web && npm test')).toBe(1);
    expect(runs('git worktree add ../base', 'cd /repo/.worktrees/base && npm test')).toBe(0);
    expect(runs('cd /repo && npm test')).toBe(1);
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
  ])('%s', (_, events, expected) => {
    const [run] = judged(...events).runs;
    expect(run?.freshness.state === 'stale' ? run.freshness.changed : run?.freshness.state).toBe(expected);
  });
});

describe('what a check comes to', () => {
  const final = (...events: (readonly Event[])[]) =>
    judged(...events).checks.map(({ id, final, stale, masked, runs }) =>
      [id, final, ...(stale ? ['stale'] : []), ...(masked ? ['masked'] : []), runs.join()].join(' | '),
    );

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
