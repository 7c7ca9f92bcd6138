import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SessionPlace } from '../../../src/contract/facts.ts';
import { filesFold } from '../../../src/contract/files/files-fold.ts';
import { placePath } from '../../../src/contract/files/place-path.ts';
import { settleFiles } from '../../../src/contract/files/settle-files.ts';
import { unnamedChanges } from '../../../src/contract/files/unnamed-changes.ts';
import { OUTPUT, type SettledEvent } from '../../../src/contract/settle.ts';
import { foldAll } from '../../../src/contract/fold.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event, EventType } from '../../../src/domain/session.ts';

const PLACE: SessionPlace = { root: '/repo', cwd: '/repo', home: '/home/u', script: () => undefined };

let count = 0;
const event = (event_type: EventType, attributes: Event['attributes'] = {}): Event => ({
  event_id: `e${++count}`,
  timestamp: '2026-01-01T00:00:00Z',
  event_type,
  content: { blocks: [] },
  attributes,
});
const create = (path: string, more: Event['attributes'] = { [ATTR.fileBefore]: 'create' }): Event =>
  event({ type: 'FileCreate', data: { path } }, more);
const edit = (path: string, more: Event['attributes'] = {}): Event => event({ type: 'FileEdit', data: { path } }, more);
const remove = (path: string): Event => event({ type: 'FileDelete', data: { path } });
const shell = (command: string, exit_code: number | null = 0): Event =>
  event({ type: 'ShellCommand', data: exit_code === null ? { command } : { command, exit_code } });

/** There is no `web`. */
const missed = (command: string): SettledEvent => ({
  ...shell(command, 1),
  [OUTPUT]: '/bin/bash: line 1: cd: web: No such file or directory',
});

const PUT_BACK = ['edited a.js', 'edited b.js'];

const net = (...events: Event[]): string[] =>
  foldAll(filesFold(PLACE), events).files.map(
    ({ action, path, from, unsettled }) =>
      `${action} ${from === undefined ? '' : `${from} → `}${path}${unsettled ? ' ?' : ''}`,
  );

test.each<[string, string[] | undefined]>([
  ['rm -r d', ['d']],
  ['rm -rf d/ ./e && git rm -rq f/g', ['d', 'e', 'f/g']],
  ['cd d && rm -r e', ['d/e']],
  ['rm -r /tmp/d .. . "$D"', undefined],
  ['rm d', undefined],
  ['git rm -r --cached d', undefined],
  ['rm -r d e && git checkout -- .', undefined],
  ['rm -r d && git reset --hard && rm -r e', ['e']],
  ['rm -r d && git stash && git stash pop', ['d']],
  ['rm -r d && git checkout . && git stash && git stash pop', undefined],
  ['rm -r d && git checkout d', undefined],
  ['rm -r d && git checkout e', ['d']],
])('%s takes away as a whole %j', (command, folders) => {
  const { sweeps } = foldAll(filesFold(PLACE), [shell(command), shell('rm -r failed', 1)]);
  expect(sweeps?.map(({ path }) => path)).toEqual(folders);
});

describe('the net effect', () => {
  test.each<[string, Event[], string[]]>([
    ['an edit', [edit('/repo/a.js')], ['edited a.js']],
    ['created, then edited', [create('a.js'), edit('a.js')], ['created a.js']],
    ['created, then deleted', [create('a.js'), shell('rm a.js')], []],
    ['deleted, then created', [remove('a.js'), create('a.js')], ['edited a.js']],
    ['deleted, then edited by a patch', [remove('a.js'), edit('a.js')], ['edited a.js']],
    ['a write of which the log says nothing', [create('a.js', {})], ['created a.js ?']],
    ['an overwrite', [create('a.js', { [ATTR.fileBefore]: 'update' })], ['edited a.js']],
    ['an edit that was refused', [edit('a.js', { [ATTR.noEffect]: true })], []],
    ['an edit of which nothing shows that it ran', [edit('a.js', { [ATTR.unconfirmed]: true })], []],
    ['git rm', [shell('git rm -q a.js')], ['deleted a.js']],
    ['git rm that failed', [shell('git rm -q a.js', 128)], []],
    ['git mv', [shell('git mv a.js b.js')], ['renamed a.js → b.js']],
    ['a rename, then an edit', [shell('mv a.js b.js'), edit('b.js')], ['renamed a.js → b.js ?']],
    ['a chain of renames', [shell('mv a b'), shell('mv b c')], ['renamed a → c ?']],
    ['there and back', [shell('mv a b'), shell('mv b a')], []],
    ['moved out of the repository', [shell('mv a.js ../a.js')], ['created /a.js ?', 'deleted a.js']],
    ['moved into it', [shell('mv /tmp/a.js a.js')], ['deleted /tmp/a.js', 'created a.js ?']],
    ['there, changed, and back', [shell('mv a b'), edit('b'), shell('mv b a')], ['edited a']],
    ['a rename of a new file', [create('a'), shell('mv a b')], ['created b ?']],
    ['a rename over another file', [edit('b'), shell('mv a b')], ['deleted a', 'edited b']],
    ['a rename, then a deletion', [shell('mv a b'), shell('rm b')], ['deleted a']],
    ['a rename, and a new file in its old place', [shell('mv a b'), create('a')], ['edited a', 'created b ?']],
    ['into a directory that was made', [shell('mkdir lib && mv a.js lib')], ['renamed a.js → lib/a.js ?']],
    ['a directory of known files', [create('d/a'), create('d/b'), shell('mv d e')], ['created e/a', 'created e/b']],
    ['a directory removed', [create('d/a'), edit('d/b'), shell('rm -r d')], ['deleted d/b']],
    ['a rename by a patch', [edit('b.js', { [ATTR.renamedFrom]: 'a.js' })], ['renamed a.js → b.js']],
    ['a redirection', [shell('echo hi > notes.md')], ['created notes.md ?']],
    [
      'of what was copied before',
      [shell('cp a.conf a.bak'), shell('echo hi > a.conf')],
      ['created a.bak ?', 'edited a.conf'],
    ],
    [
      'a copy that sed kept, and that is gone',
      [shell("sed -i.bak 's/a/b/' a.js && rm a.js.bak")],
      ['edited a.js', 'deleted a.js.bak ?'],
    ],
    ['of a copy that failed', [shell('cp a.conf a.bak', 1), shell('echo hi > a.conf')], ['created a.conf ?']],
    ['a copy of what stays', [shell('cp a.conf /tmp/a')], ['created /tmp/a ?']],
    ['a redirection of a command that failed', [shell('npm test > out.log', 1)], ['created out.log ?']],
    ['a change of directory', [shell('cd src && git mv a.js b.js')], ['renamed src/a.js → src/b.js']],
    ['what the index holds of an untouched file', [shell('git checkout -- a.js; git restore b.js c.js')], []],
    ['what a commit holds of one', [shell('git checkout main -- a.js && git restore -s main b.js')], PUT_BACK],
    ['behind a directory that is not there', [missed('cd web && echo 1 > y.js && ls')], []],
    ['before it', [missed('echo 1 > x.js && cd web && echo 1 > y.js')], ['created x.js ?']],
    ['behind another one', [missed('cd lib && echo 1 > y.js && npm test')], ['created lib/y.js ?']],
    ['what may not have run', [shell('false || rm a.js')], []],
    ['a chain that failed before it', [shell('npm test && git rm a.js && git push', 1)], []],
    ['what a failed command would have done', [shell('rm a.js', 1)], []],
    ['an unknown exit', [shell('git rm a.js', null)], ['deleted a.js']],
    ['build output that is cleaned', [shell('rm -rf dist node_modules')], []],
    ['a file that is removed by force', [shell('rm -rf src/old.js')], ['deleted src/old.js ?']],
    [
      'an unseen directory that is moved on, with a file that was seen since',
      [shell('git mv src lib'), edit('lib/a.js'), shell('git mv lib core')],
      ['renamed src → core ?', 'renamed src/a.js → core/a.js ?', 'deleted lib/a.js ?'],
    ],
    [
      'a file of one that was moved',
      [shell('git mv src lib'), edit('lib/a.js'), shell('rm lib/b.js')],
      ['renamed src → lib ?', 'renamed src/a.js → lib/a.js ?', 'deleted lib/b.js ?', 'deleted src/b.js ?'],
    ],
    ['a new one in it', [shell('git mv src lib'), create('lib/c.js')], ['renamed src → lib ?', 'created lib/c.js']],
    [
      'and one that is removed',
      [shell('git mv src lib'), edit('lib/a.js'), shell('rm -r lib')],
      ['deleted lib/a.js ?', 'deleted src', 'deleted src/a.js ?'],
    ],
    [
      'a file where one was made anew since',
      [shell('mv src old'), shell('mkdir src'), create('src/a.js'), edit('old/a.js')],
      ['renamed src → old ?', 'created old/a.js ?', 'created src/a.js'],
    ],
    [
      'one that left the repository',
      [shell('mv lib ../lib'), edit('../lib/a.js')],
      ['created /lib ?', 'created /lib/a.js ?', 'deleted lib', 'deleted lib/a.js ?'],
    ],
    [
      'a directory with a dot that was copied, and removed',
      [shell('cp -r my.dir x'), edit('my.dir/a'), shell('rm -r my.dir')],
      ['deleted my.dir/a', 'created x ?'],
    ],
    ['an unseen directory that is moved', [shell('git mv legacy old')], ['renamed legacy → old ?']],
    [
      'a directory with files that were seen',
      [edit('lib/a.js'), shell('git mv lib src')],
      ['renamed lib/a.js → src/a.js'],
    ],
    [
      'one of its files that is first named afterwards',
      [edit('lib/a.js'), shell('mv lib src && mv src core'), edit('core/b.js'), create('core/c.js')],
      ['renamed lib/a.js → core/a.js', 'renamed lib/b.js → core/b.js ?', 'created core/c.js'],
    ],
    [
      'such a directory that is removed, and made anew',
      [edit('lib/a.js'), shell('mv lib src && rm -r src && mkdir src'), edit('src/b.js')],
      ['deleted lib/a.js', 'edited src/b.js'],
    ],
    [
      'a working tree of its own that is gone',
      [shell('git worktree add .wt -b b'), edit('.wt/a.js'), edit('b.js'), shell('git worktree remove --force .wt')],
      ['edited b.js'],
    ],
    [
      'one that is left, as git says',
      [edit('.wt/a.js'), shell('git worktree remove .wt', 128), shell('git worktree prune')],
      ['edited .wt/a.js'],
    ],
    ['a touch of what is there', [edit('a.js'), shell('touch a.js')], ['edited a.js']],
    ['in place', [shell("sed -i 's/a/b/' a.js")], ['edited a.js']],
    ['restored', [remove('a.js'), shell('git checkout -- a.js')], ['edited a.js']],
    [
      'several into a directory',
      [shell('git mv a.js b.js lib')],
      ['renamed a.js → lib/a.js', 'renamed b.js → lib/b.js'],
    ],
    ['what is no path', [edit(''), edit('a\0b'), edit('x'.repeat(5000))], []],
    ['what ran before the one that failed', [shell('git rm -q a.js && npm test', 1)], ['deleted a.js']],
  ])('%s', (_, events, expected) => {
    expect(net(...events)).toEqual(expected);
  });

  test('counts lines, and does not know them once one change does not say', () => {
    const [known] = foldAll(filesFold(PLACE), [
      edit('a', { [ATTR.linesAdded]: 2, [ATTR.linesRemoved]: 1 }),
      event({ type: 'FileEdit', data: { path: 'a', diff: '--- a\n+++ a\n@@ -1 +1,2 @@\n-x\n+y\n+z\n' } }),
    ]).files;
    expect([known?.lines_added, known?.lines_removed]).toEqual([4, 2]);
    const [unknown] = foldAll(filesFold(PLACE), [edit('a', { [ATTR.linesAdded]: 2 }), edit('a')]).files;
    expect([unknown?.lines_added, unknown?.lines_removed]).toEqual([null, null]);
  });

  test('scratch files and uncertain changes stay changes for freshness', () => {
    const { changes } = foldAll(filesFold(PLACE), [
      create('a'),
      shell('rm a'),
      shell('false || rm b'),
      create('/tmp/c'),
    ]);
    expect(changes.map(({ path, inside }) => `${path} ${inside}`)).toEqual([
      'a true',
      'a true',
      'b true',
      '/tmp/c false',
    ]);
  });

  test('what was read and then changed was not only read', () => {
    const read = (path: string): Event => event({ type: 'FileRead', data: { path } });
    expect(foldAll(filesFold(PLACE), [read('b'), read('/repo/a'), edit('a'), read('b')]).reads).toEqual(['b']);
  });

  test('creating and deleting leaves nothing, whatever else happens to other files', () => {
    const steps = fc.array(fc.constantFrom('create', 'edit', 'noise'), { maxLength: 12 });
    fc.assert(
      fc.property(steps, (names) => {
        const events = [create('x')];
        for (const name of names)
          events.push(name === 'noise' ? edit('other') : name === 'edit' ? edit('x') : create('x'));
        expect(net(...events, shell('rm x')).filter((line) => line.includes('x'))).toEqual([]);
      }),
    );
  });

  test('never claims one path twice', () => {
    const path = fc.constantFrom('a', 'b', 'c', 'd/a');
    const step = fc.oneof(
      path.map((one) => create(one, {})),
      path.map((one) => edit(one)),
      path.map((one) => remove(one)),
      fc.tuple(path, path).map(([from, to]) => shell(`mv ${from} ${to}`)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (events) => {
        const { files } = foldAll(filesFold(PLACE), events);
        const named = files.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]));
        expect(new Set(named).size, named.join()).toBe(named.length);
      }),
    );
  });
});

describe('places', () => {
  test.each<[string, string, boolean]>([
    ['/repo/src/a.js', 'src/a.js', true],
    ['src/../a.js', 'a.js', true],
    ['./a.js', 'a.js', true],
    ['/repo', '.', true],
    ['/repository/a.js', '/repository/a.js', false],
    ['../other/a.js', '/other/a.js', false],
    ['~/a.js', '~/a.js', false],
    ['/home/u/a.js', '~/a.js', false],
    ['/Users/u/x/../a.js', '~/a.js', false],
    ['~/../a.js', '~/../a.js', false],
    ['/repo/.git/index.lock', '/repo/.git/index.lock', false],
    ['.git/config', '/repo/.git/config', false],
    ['.gitignore', '.gitignore', true],
    ['.github/a.yml', '.github/a.yml', true],
    ['/repo/a\\b.js', 'a\\b.js', true],
  ])('%s', (path, expected, inside) => {
    expect(placePath(PLACE, path)).toEqual({ path: expected, inside });
  });

  test('takes the home from where the session ran, not from this machine', () => {
    const elsewhere = { ...PLACE, root: '/Users/ada/repo', cwd: '/Users/ada/repo' };
    expect(placePath(elsewhere, '~/repo/a.js')).toEqual({ path: 'a.js', inside: true });
    expect(placePath(elsewhere, '~/b.js')).toEqual({ path: '~/b.js', inside: false });
    const here = { ...PLACE, root: '/data/ada/repo', cwd: '/data/ada/repo', home: '/data/ada' };
    expect(placePath(here, '/data/ada/b.js')).toEqual({ path: '~/b.js', inside: false });
    expect(placePath({ ...PLACE, root: null, cwd: null }, '~/a.js')).toEqual({ path: '~/a.js', inside: false });
  });

  test('one file outside is one file, however it is spelled', () => {
    const { files } = foldAll(filesFold({ ...PLACE, root: null, cwd: null }), [
      create('/home/ada/.config/a.toml'),
      shell('sed -i s/a/b/ ~/.config/a.toml'),
      shell('echo x >> $HOME/.config/a.toml'),
    ]);
    expect(files.map(({ action, path }) => `${action} ${path}`)).toEqual(['created ~/.config/a.toml']);
  });

  test('knows drives and backslashes where the root has them', () => {
    const windows = { ...PLACE, root: 'C:\\repo', cwd: 'C:\\repo\\src' };
    expect(placePath(windows, 'c:\\repo\\src\\a.js')).toEqual({ path: 'src/a.js', inside: true });
    expect(placePath(windows, 'lib\\a.js')).toEqual({ path: 'src/lib/a.js', inside: true });
    expect(placePath(windows, '/c/repo/b.js')).toEqual({ path: 'b.js', inside: true });
  });
});

test('the base tree settles what the log left open', () => {
  const { files } = foldAll(filesFold(PLACE), [
    create('old', {}),
    create('new', {}),
    create('odd', {}),
    shell('rm -f none'),
  ]);
  const settled = settleFiles(files, {
    existsAtBase: (path) => (path === 'odd' ? undefined : path === 'old'),
    isAsAtBase: () => undefined,
  });
  expect(settled.map(({ action, path, unsettled }) => ({ action, path, unsettled }))).toEqual([
    { action: 'created', path: 'new', unsettled: false },
    { action: 'created', path: 'odd', unsettled: true },
    { action: 'edited', path: 'old', unsettled: false },
  ]);
});

describe('what the base tree settles', () => {
  const settledBy = (base: readonly string[] | null, ...events: Event[]): string[] =>
    settleFiles(foldAll(filesFold(PLACE), events).files, {
      existsAtBase: (path) => (base === null ? undefined : base.includes(path)),
      isAsAtBase: () => undefined,
    }).map(({ action, path, from }) => `${action} ${from === undefined ? '' : `${from} → `}${path}`);

  test.each<[string, Event[], readonly string[] | null, string[]]>([
    ['a move to a new name', [shell('mv a b')], ['a'], ['renamed a → b']],
    ['a move over a file', [shell('mv a b')], ['a', 'b'], ['deleted a', 'edited b']],
    ['a move of what git does not know', [shell('mv a.js b.js')], [], ['created b.js']],
    ['a move of a directory', [shell('mv legacy old')], ['legacy/a.js'], []],
    ['a file that came along', [shell('mv src lib'), edit('lib/a.js')], ['src/a.js'], ['renamed src/a.js → lib/a.js']],
    ['one that came along and goes', [shell('mv src lib'), shell('rm lib/a.js')], ['src/a.js'], ['deleted src/a.js']],
    ['one that went on', [shell('mv src lib && mv lib/a lib/b')], ['src/a'], ['renamed src/a → lib/b']],
    [
      'one that did not, as the directory went into that one',
      [shell('mv src lib'), edit('lib/a')],
      ['lib/a'],
      ['edited lib/a'],
    ],
    ['the same by a command', [shell('mv src lib && sed -i s/a/b/ lib/a')], ['lib/a'], ['edited lib/a']],
    ['and removed', [shell('mv src lib && rm lib/a.js')], ['lib/a.js'], ['deleted lib/a.js']],
    ['and moved', [shell('mv src lib && mv lib/a.js b.js')], ['lib/a.js'], ['created b.js', 'deleted lib/a.js']],
    [
      'directories that took the place of each other',
      [shell('mv a t && mv b a && mv t b'), edit('a/x'), edit('b/x')],
      ['a/x', 'b/x'],
      ['edited a', 'edited a/x', 'edited b', 'edited b/x'],
    ],
    ['a redirection and a move', [shell('ls > a.txt; mv a.txt b.txt')], [], ['created b.txt']],
    [
      'a file that is written anew beside itself',
      [shell('jq . a.json > t && mv t a.json')],
      ['a.json'],
      ['edited a.json'],
    ],
    ['the same without a base', [shell('jq . a.json > t && mv t a.json')], null, ['created a.json']],
    ['scratch that was there', [shell('ls > a.txt'), shell('rm a.txt')], ['a.txt'], ['deleted a.txt']],
    ['scratch that was not', [shell('ls > a.txt'), shell('rm a.txt')], [], []],
    ['scratch without a base', [shell('ls > a.txt'), shell('rm a.txt')], null, []],
    ['a forced removal without a base', [shell('rm -f a.txt')], null, ['deleted a.txt']],
    ['a touch of an old file', [shell('touch a.py')], ['a.py'], []],
    ['a touch of a new file', [shell('touch a.py')], [], ['created a.py']],
  ])('%s', (_, events, base, expected) => {
    expect(settledBy(base, ...events)).toEqual(expected);
  });
});

test('many changes are kept within bounds, the last of each path for certain', () => {
  const events = Array.from({ length: 100_100 }, (_, index) => edit(`f${index % 7}`));
  const { changes } = foldAll(filesFold(PLACE), events);
  expect(changes.length).toBeLessThanOrEqual(100_000);
  expect(new Set(changes.map(({ path }) => path)).size).toBe(7);
});

describe('what a command did whose own status is not told', () => {
  const standing = (same: boolean | undefined, ...events: Event[]): string[] =>
    settleFiles(foldAll(filesFold(PLACE), events).files, { existsAtBase: () => false, isAsAtBase: () => same }).map(
      ({ action, path, undone }) => `${action} ${path}${undone === true ? ' perhaps' : ''}`,
    );

  test.each([
    ['rm none.js || true', 'deleted none.js'],
    ['rm none.js; ls', 'deleted none.js'],
    ['sed -i s/a/b/ none.js || true', 'edited none.js'],
    ['sed -i s/a/b/ none.js; sed -i s/a/b/ none.js; ls', 'edited none.js'],
    ['mv none.js b.js; ls', 'created b.js'],
    ['cp none.js b.js || echo no', 'created b.js'],
    ['curl -o a.json https://example.org | cat', 'created a.json'],
  ])('%s: the working tree tells whether it happened', (command, told) => {
    expect(standing(true, shell(command))).toEqual([]);
    expect(standing(undefined, shell(command)).filter((line) => !line.endsWith(' perhaps'))).toEqual([]);
    if (!/^rm|^mv/.test(command)) expect(standing(false, shell(command))).toEqual([told]);
  });

  test.each<[string, number | null]>([
    ["timeout 1 sh -c 'sleep 5; echo x > late.js'", 124],
    ['npm start & sleep 9; echo x > late.js', 137],
    ['sed -i s/a/b/ late.js', 143],
    ['sleep 900; echo x > late.js', null],
    ['(sleep 20; echo x > late.js) & sleep 1; kill %1', 0],
    ['npm start > late.js &', 0],
  ])('%s (%s): it may have been ended before', (command, exit) => {
    expect(standing(true, shell(command, exit))).toEqual([]);
    expect(standing(false, shell(command, exit)).filter((line) => line.endsWith(' perhaps'))).toEqual([]);
  });

  test('what a line that was ended begins with did happen', () => {
    expect(standing(true, shell('npm start > out.js', 137))).toEqual(['created out.js']);
    expect(standing(true, shell('npm start > out.js', null))).toEqual(['created out.js']);
    expect(standing(true, shell('false; echo x > out.js; npm test', 1))).toEqual(['created out.js']);
  });

  test('what is sure before or after it stays sure', () => {
    expect(standing(true, shell('sed -i s/a/b/ a.js; ls'), edit('a.js'))).toEqual(['edited a.js']);
    expect(standing(true, shell('echo a > a.js; ls'))).toEqual(['created a.js']);
    expect(standing(true, edit('a.js'), shell('sed -i s/a/b/ a.js; ls'))).toEqual(['edited a.js']);
  });

  test('of a mode no content tells', () => {
    expect(standing(true, shell('chmod +x a.js; ls'))).toEqual(['edited a.js']);
  });
});

describe('what git threw away', () => {
  const standing = (same: boolean | undefined, ...events: Event[]): string[] =>
    settleFiles(foldAll(filesFold(PLACE), events).files, { existsAtBase: () => true, isAsAtBase: () => same }).map(
      ({ action, path, undone }) => `${action} ${path}${undone === true ? ' perhaps' : ''}`,
    );

  test.each([
    'git reset --hard',
    'git checkout .',
    'git checkout add.js',
    'git checkout -- add.js',
    'git restore .',
    'git stash',
    'git revert --no-edit HEAD',
    'false || git stash',
  ])('%s: the working tree tells whether the change stands', (command) => {
    expect(standing(true, edit('add.js'), shell(command))).toEqual([]);
    expect(standing(false, edit('add.js'), shell(command))).toEqual(['edited add.js']);
    expect(standing(undefined, edit('add.js'), shell(command))).toEqual(['edited add.js perhaps']);
  });

  test('what came back, or was made later, stands', () => {
    expect(standing(undefined, edit('add.js'), shell('git stash'), shell('git stash pop'))).toEqual(['edited add.js']);
    expect(standing(undefined, edit('add.js'), shell('git stash'), edit('add.js'))).toEqual(['edited add.js']);
    expect(standing(true, edit('add.js'), shell('git switch main'))).toEqual(['edited add.js']);
    expect(standing(true, edit('add.js'), shell('git -C /other reset --hard'))).toEqual(['edited add.js']);
  });
});

test('of what came from elsewhere no lines are told', () => {
  const { files } = foldAll(filesFold(PLACE), [shell('mv a.js ../a.js')]);
  expect(files.map(({ lines_added, lines_removed }) => [lines_added, lines_removed])).toEqual([
    [null, null],
    [null, null],
  ]);
});

describe('edits that were taken back', () => {
  const replaced = (from: string, to: string): Event =>
    event({
      type: 'FileEdit',
      data: { path: 'a.js', diff: `--- a\n+++ b\n@@ -1,2 +1,2 @@\n ctx\n-${from}\n+${to}\n` },
    });
  const told = (same: boolean | undefined, ...events: Event[]): string[] =>
    settleFiles(foldAll(filesFold(PLACE), events).files, { existsAtBase: () => true, isAsAtBase: () => same }).map(
      ({ action, path, undone }) => `${action} ${path}${undone === true ? ' perhaps' : ''}`,
    );

  test.each<[string, Event[]]>([
    ['one', [replaced('x', 'y'), replaced('y', 'x')]],
    ['two, one after the other', [replaced('x', 'y'), replaced('y', 'x'), replaced('x', 'z'), replaced('z', 'x')]],
    ['two, one within the other', [replaced('x', 'y'), replaced('m', 'n'), replaced('n', 'm'), replaced('y', 'x')]],
  ])('%s: the working tree tells whether a change stands', (_, events) => {
    expect(told(true, ...events)).toEqual([]);
    expect(told(false, ...events)).toEqual(['edited a.js']);
    expect(told(undefined, ...events)).toEqual(['edited a.js perhaps']);
  });

  test.each<[string, Event[]]>([
    ['not the way back', [replaced('x', 'y'), replaced('y', 'z')]],
    ['one of two', [replaced('x', 'y'), replaced('m', 'n'), replaced('n', 'm')]],
    ['changed otherwise in between', [replaced('x', 'y'), shell('sed -i s/a/b/ a.js'), replaced('y', 'x')]],
    ['an edit of which nothing is told', [edit('a.js'), edit('a.js')]],
    ['changed again', [replaced('x', 'y'), replaced('y', 'x'), replaced('x', 'y')]],
  ])('%s: it stands', (_, events) => {
    expect(told(true, ...events)).toEqual(['edited a.js']);
  });

  test('one that is another file by now is none', () => {
    const events = [replaced('x', 'y'), shell('mv b.js a.js'), replaced('y', 'x')];
    expect(told(true, ...events)).toEqual(['edited a.js', 'deleted b.js']);
  });
});

test('an edit of which nothing shows that it ran is told beside the list, once, unless the file is listed', () => {
  const doubt = { [ATTR.unconfirmed]: true };
  const events = [edit('a.js', doubt), edit('a.js', doubt), edit('b.js', doubt), edit('b.js'), edit('c.js', doubt)];
  const { files, changes } = foldAll(filesFold(PLACE), events);
  const told = unnamedChanges(changes, files, new Set(['c.js']));
  expect(told.map(({ path, unconfirmed }) => [path, unconfirmed])).toEqual([['a.js', true]]);
});
