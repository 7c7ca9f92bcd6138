import { describe, expect, test } from 'vitest';
import { judgeChecks } from '../../../src/contract/checks/judge-checks.ts';
import { runsFold } from '../../../src/contract/checks/runs-fold.ts';
import { foldAll } from '../../../src/contract/fold.ts';
import { settle } from '../../../src/contract/settle.ts';
import type { Event } from '../../../src/domain/session.ts';
import { FAILED, NOTHING, PLACE, edit, judged, shell } from '../../support/checked-session.ts';

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

  test.each([
    ['docker compose exec api npm test', 'docker compose exec web npm test'],
    ['docker run node:20 npm test', 'docker run node:22 npm test'],
    ['ssh ada@one npm test', 'ssh two npm test'],
    ['cd "$DIR" && npm test', 'docker exec web npm test'],
  ])('what failed by %s did not pass by %s', (failed, passed) => {
    const { checks } = judged(edit('src/a.js'), shell(failed, { exit: 1 }), shell(passed));
    expect(checks.map(({ final }) => final)).toEqual(['failed', 'passed']);
  });

  test.each([
    ['docker compose exec api npm test', 'docker compose run --rm api npm test'],
    ['docker exec 3f2a91bc77d0 npm test', 'docker exec 77d03f2a91bc npm test'],
    ['ssh ada@one npm test', 'ssh one npm test'],
  ])('what failed by %s may have passed by %s', (failed, passed) => {
    const { checks } = judged(edit('src/a.js'), shell(failed, { exit: 1 }), shell(passed));
    expect(checks.map(({ final }) => final)).toEqual(['passed']);
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
