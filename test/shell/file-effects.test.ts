import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileEffects } from '../../src/shell/file-effects.ts';
import { parseCommandLine } from '../../src/shell/parse-command-line.ts';

const effects = (line: string): string[] =>
  parseCommandLine(line)
    .commands.flatMap(fileEffects)
    .map((effect) => {
      if ('from' in effect)
        return `${effect.action} ${effect.from} ${effect.to}${effect.exact ? '' : ' ?'}${effect.fresh ? ' fresh' : ''}`;
      if (effect.action === 'unnamed') return `unnamed ${effect.below}${effect.wide ? ' wide' : ''} by ${effect.by}`;
      if (effect.action === 'delete')
        return `delete ${effect.path}${effect.dir ? ' dir' : ''}${effect.sure ? '' : ' ?'}`;
      return `${effect.action} ${effect.path}${effect.action === 'write' && effect.append ? ' append' : ''}`;
    });

/** The link of a process to the root of its file system. */
const rootOf = (process: string): string => ['', 'proc', process, 'root'].join('/');

describe('what a command plainly does to files', () => {
  test.each<[string, string[]]>([
    ['rm a b', ['delete a', 'delete b']],
    ['rm -f a', ['delete a ?']],
    ['rm -rf d', ['delete d dir ?']],
    ['rm -- -a', ['delete -a']],
    ['unlink a', ['delete a']],
    ["ruby -i -pe '$_' a.rb", ['edit a.rb']],
    ['perl -Mstrict a.pl b', []],
    ['iconv -f a -t b c.ts -o c.ts', ['write c.ts']],
    ['openssl enc -in a -out b', ['write b']],
    ['sed -i s/a/b/ /proc/self/cwd/src/a.ts', ['edit src/a.ts']],
    ['echo a > /proc/self/cwd/a.ts', ['write a.ts']],
    [`echo a > ${rootOf('self')}/repo/a.ts`, ['write /repo/a.ts']],
    ['echo a > /proc/self/oom_score_adj', []],
    ['echo a > /dev/full', []],
    ['echo a > /dev/../repo/a.ts', ['write /repo/a.ts']],
    ['cp a /proc/../repo/a.ts', ['copy a /repo/a.ts ?']],
    [`echo a > ${rootOf('12')}/repo/a.ts`, ['write /repo/a.ts']],
    ['echo a > /dev/shm/a.ts', ['write /dev/shm/a.ts']],
    ['gunzip -c a.gz', []],
    ['gzip -k dist/bundle.js', []],
    ['jj new', []],
    ['jj new -m next', []],
    ['jj commit -m "Fix a"', []],
    ['jj config list', []],
    ['jj squash', []],
    ['gt modify -a', []],
    ['gt create -am x', []],
    ['hg pull', []],
    ['hg commit -m x', []],
    ['gh pr view 3', []],
    ['hg status', []],
    ['gt log', []],
    ['fd -e ts', []],
    ['rm *.js a', ['delete a', 'unnamed  by rm', 'sweep *.js']],
    ['rm "$x" "[id].tsx"', ['delete [id].tsx', 'unnamed null by rm']],
    ['git rm -q a', ['delete a']],
    ['git rm -r d', ['delete d dir']],
    ['git rm --cached a', []],
    ['git --no-pager rm a', ['delete a']],
    ['git -C sub rm a', ['delete sub/a']],
    ['git mv a b', ['move a b ? fresh']],
    ['git mv -f a b', ['move a b ?']],
    ['git submodule add https://host/a/lib.git vendor/lib', ['write vendor/lib', 'write .gitmodules append']],
    ['git submodule --quiet add -b main ../lib', ['write lib', 'write .gitmodules append']],
    ['git submodule add --name x "$url"', ['unnamed  wide by git submodule']],
    ['git submodule update --init', ['unnamed  wide by git submodule']],
    ['git submodule status', []],
    ['mv a b', ['move a b ?']],
    ['mv a b d', ['move a d/a', 'move b d/b']],
    ['mv x/a d/', ['move x/a d/a']],
    ['mv -t d a b', ['move a d/a', 'move b d/b']],
    ['mv -T a b', ['move a b']],
    ['mv -n a b', []],
    ['cp a b', ['copy a b ?']],
    ['cp -n a b', []],
    ['cp x/a .', ['copy x/a a']],
    ['cd d && mv x/a ..', ['move d/x/a a']],
    ['sed -i "s/a/b/" x.js', ['edit x.js']],
    ["sed -i '' 's/a/b/' x.js", ['edit x.js']],
    [
      "sed -i.bak -e 's/a/b/' x.js d/y.js",
      ['copy x.js x.js.bak', 'edit x.js', 'copy d/y.js d/y.js.bak', 'edit d/y.js'],
    ],
    ["sed --in-place=old/* 's/a/b/' d/x.js", ['copy d/x.js d/old/x.js', 'edit d/x.js']],
    ["sed --in-place 's/a/b/' x.js", ['edit x.js']],
    ["perl -pi.orig -e 's/a/b/' x.js", ['copy x.js x.js.orig', 'edit x.js']],
    ["sed -n 's/a/b/p' x.js", []],
    ["perl -pi -e 's/a/b/' x.js", ['edit x.js']],
    ['git checkout -- a', ['edit a']],
    ['git checkout HEAD -- a b', ['edit a', 'edit b']],
    ["git rm -r d ':!d/keep'", ['unnamed  by git rm']],
    ['git --work-tree=../other rm d/a', []],
    ['mv -u a b', ['unnamed  wide by mv']],
    ['rm -i d/*.js', ['unnamed d by rm']],
    [`rm ${'{a,b}'.repeat(40)}*`, ['unnamed  by rm']],
    ['git checkout main', ['unnamed  wide by git checkout']],
    ['git restore a', ['edit a']],
    ['git restore --staged a', []],
    ['git restore .', ['unnamed  wide by git restore']],
    ['echo hi > a', ['write a']],
    ['echo hi >> a', ['write a append']],
    ['echo hi | tee -a a', ['write a append']],
    ['echo hi > /dev/null', []],
    ['touch a', ['touch a']],
    ['touch -c a', []],
    ['mkdir -p d', ['mkdir d']],
    ['chmod +x a b', ['edit a', 'edit b']],
    ['chmod -x a', ['edit a']],
    ['chmod -v -- 755 a', ['edit a']],
    ['chmod -R +x d', ['unnamed  by chmod', 'sweep d']],
    ['chmod --reference=b a', ['unnamed  by chmod']],
    ['chmod', []],
    ['chmod +x', []],
    ['ln -s a b', ['write b']],
    ['ln -sf a d/', ['write d/a']],
    ['ln -s ../x/a', ['write a']],
    ['ln -s -t d a b', ['write d/a', 'write d/b']],
    ['cd d && ln -s ../a b', ['write d/b']],
    ['cd src && rm a', ['delete src/a']],
    ['cd "$x" && rm a /b', ['delete /b', 'unnamed null by rm']],
    ['mv {a,b}.js d/', ['move a.js d/a.js', 'move b.js d/b.js']],
    ['npm test', []],
  ])('%s', (line, expected) => {
    expect(effects(line)).toEqual(expected);
  });

  test('never throws, and names no empty path', () => {
    const word = fc.constantFrom(
      'rm',
      'mv',
      'cp',
      'git',
      'sed',
      '-i',
      '-r',
      '-t',
      '--',
      'a',
      '.',
      '/',
      '~',
      '',
      '"$x"',
      'd/',
      '>',
      '-e',
      'tee',
      'touch',
      'chmod',
      'ln',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        for (const effect of parseCommandLine(words.join(' ')).commands.flatMap(fileEffects)) {
          const named = 'path' in effect ? effect.path : 'from' in effect ? effect.from && effect.to : effect.by;
          expect(named).not.toBe('');
        }
      }),
    );
  });
});

test.each([
  'ssh host rm a.js',
  "ssh host 'cd /repo && rm a.js'",
  "ssh host 'echo x > a.js; { echo y; } > b.js'",
  'kubectl exec pod -- sed -i s/a/b/ a.js',
  `bash -c "ssh host 'bash -c \\"rm a.js\\"'"`,
])('what %s does is done on another machine', (line) => {
  const { commands } = parseCommandLine(line);
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.flatMap(fileEffects)).toEqual([]);
});
