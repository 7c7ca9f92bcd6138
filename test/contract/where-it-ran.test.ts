import { describe, expect, test } from 'vitest';
import { whereItRan } from '../../src/contract/where-it-ran.ts';

const directories = (line: string, output: string) =>
  whereItRan(line, output, (directory) => directory === '/a').commands.flatMap(({ argv, cwd }) =>
    argv[0] === 'npm' ? [cwd] : [],
  );

const BASH = 'bash: line 1: cd: web: No such file or directory\n';

describe('where a line went on after a directory that was not there', () => {
  test.each<[string, string, readonly (string | null)[]]>([
    ['cd web; npm test', BASH, ['']],
    ['cd web; npm test', "/bin/sh: 1: cd: can't cd to web\n", ['']],
    ['cd web; npm test', '(eval):cd:1: no such file or directory: web\n', ['']],
    ['cd ./web/; npm test', 'bash: line 1: cd: ./web/: Not a directory\n', ['']],
    ['cd api; cd web; npm test', BASH, ['api']],
    ['cd web; cd src; npm test', BASH, ['src']],
    ['cd /a/web; npm test', 'bash: line 1: cd: /a/web: No such file or directory\n', ['']],
    ['npm ci; cd web; npm test', BASH, ['', '']],
    ['cd web; npm test', '', ['web']],
    ['cd web; npm test', 'bash: line 1: cd: webs: No such file or directory\n', ['web']],
    ['cd web; npm test', 'ls: web: No such file or directory\n', ['web']],
    ['cd web && npm test', BASH, ['web']],
    ['set -e; cd web; npm test', BASH, ['web']],
    ['cd web; npm test', `a.log: ${BASH}`, ['web']],
    ['cd web; npm test', './ci.sh: line 3: cd: web: No such file or directory\n', ['web']],
    ['cd web; npm test', '/usr/bin/bash: line 1: cd: web: No such file or directory\n', ['']],
    ['cd web; npm test', '-bash: cd: web: Permission denied\n', ['']],
    ['cd web; npm test', 'zsh:cd:1: no such file or directory: web\n', ['']],
    ['cd /a; cd web; npm test', 'bash: line 1: cd: /a: No such file or directory\n', ['web']],
    ['cd web; npm ci; cd ..; npm test', BASH, ['', '..']],
    ['cd web; mkdir web; cd web; npm test', BASH, ['web']],
    ['cd -P web; cd api; cd -; npm test', BASH, ['']],
    ['(cd web; npm ci); npm test', BASH, ['', '']],
    ["bash -c 'cd web; npm test'", BASH, ['']],
    ['cd web 2>/dev/null; npm test', '', [null]],
    ['cd web &>/dev/null || true; npm test', '', [null]],
    ['cd web >/dev/null 2>&1; npm test', '', [null]],
    ['cd web 2>&1 >/dev/null; npm test', '', ['web']],
    ['cd web >/dev/null 2>/dev/null; cd api; npm test', '', [null]],
    ['cd web 2>/dev/null; npm test; cd /a; npm test', '', [null, '/a']],
    ['cd web 2>/dev/null && npm test | tail', '', ['web']],
    ['cd web 2>/dev/null || exit 1; npm test', '', ['web']],
    ['cd web 2>/dev/null || exit; npm test', '', ['web']],
    ['cd web 2>/dev/null || { echo none; exit 0; }; npm test', '', ['web']],
    ['cd web 2>/dev/null || (exit 1); npm test', '', [null]],
    ['cd web 2>/dev/null & npm test', '', ['']],
    ['set -e; cd web 2>/dev/null; npm test', '', ['web']],
    ['cd web >/dev/null; npm test', '', ['web']],
    ['cd .. 2>/dev/null; npm test', '', ['..']],
    ['cd /a 2>/dev/null; npm test', '', ['/a']],
    ['cd /b 2>/dev/null; npm test', '', [null]],
    ['[ -d web ] && cd web; npm test', '', [null]],
    ['[[ -d web ]] && cd web; npm test', '', [null]],
    ['npm ci && cd web; npm test', '', ['', null]],
    ['[ -d web ] && cd web && npm test; npm test', '', ['web', null]],
    ['{ npm ci && cd web; }; npm test', '', ['', null]],
    ['npm ci && cd web && npm test', '', ['', 'web']],
    ['set -e; [ -d web ] && cd web; npm test', '', [null]],
    ['[ -d web ] && cd web || exit 1; npm test', '', ['web']],
    ['npm ci && cd web || exit; npm test', '', ['', 'web']],
    ['mkdir -p web && cd web; npm test', '', ['web']],
    ['cd web && npm ci; npm test', '', ['web', 'web']],
    ['f() { cd web; }; f; npm test', '', [null]],
    ['f() { (cd web); npm ci; }; f; npm test', '', ['', '']],
    ['cd() { builtin cd src; }; cd web; npm test', '', [null]],
    ['cd /b 2>/dev/null; cd web; npm test', '', [null]],
    ['cd ~/b 2>/dev/null || true; npm test; cd /b && npm test', '', [null, '/b']],
    ['cd /b 2>/dev/null && npm test', '', ['/b']],
    ['pushd /b >/dev/null 2>&1; npm test; popd; npm test', '', [null, '']],
  ])('%s, %j', (line, output, expected) => {
    expect(directories(line, output)).toEqual(expected);
  });
});
