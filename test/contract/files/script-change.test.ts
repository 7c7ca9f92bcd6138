/** Scripts that a session wrote and then ran: what they change, their line does not name. */
import { describe, expect, test } from 'vitest';
import type { SessionPlace } from '../../../src/contract/facts.ts';
import { filesFold } from '../../../src/contract/files/files-fold.ts';
import { foldAll } from '../../../src/contract/fold.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import type { Event, EventType } from '../../../src/domain/session.ts';

const PLACE: SessionPlace = { root: '/repo', cwd: '/repo', home: '/home/u', script: () => undefined };

let count = 0;
const event = (event_type: EventType, more: Partial<Event> = {}): Event => ({
  event_id: `e${++count}`,
  timestamp: '2026-01-01T00:00:00Z',
  event_type,
  content: { blocks: [] },
  attributes: {},
  ...more,
});
const create = (path: string, code: string): Event =>
  event(
    { type: 'FileCreate', data: { path } },
    { content: { blocks: [{ type: 'Code', code }] }, attributes: { [ATTR.fullText]: true } },
  );
const edit = (path: string, diff: string): Event => event({ type: 'FileEdit', data: { path, diff } });
const shell = (command: string, exit_code = 0): Event => event({ type: 'ShellCommand', data: { command, exit_code } });

/** Who may have changed files whose names no line holds, and where. */
const doubts = (...events: Event[]): string[] =>
  foldAll(filesFold(PLACE), events).changes.flatMap(({ by, path }) => (by === undefined ? [] : [`${by} in ${path}`]));

const WRITES = "import { writeFileSync } from 'node:fs';\nwriteFileSync('a.js', 'x');\n";
const PRINTS = "console.log(JSON.stringify({ a: 1 }));\nprocess.stdout.write('x');\n";
const FIX = ['the script fix.js in .'];

describe('a script that the session wrote and that looks as if it changed files', () => {
  test.each<[string, Event[], string[]]>([
    ['node', [create('/repo/fix.js', WRITES), shell('node fix.js')], FIX],
    ['options before it', [create('fix.js', WRITES), shell('node --import ./a.mjs fix.js x')], FIX],
    ['a wrapper before it', [create('fix.js', WRITES), shell('timeout 5 npx tsx ./fix.js')], FIX],
    ['tsx', [create('fix.ts', WRITES), shell('tsx fix.ts')], ['the script fix.ts in .']],
    [
      'below a directory',
      [create('web/fix.js', WRITES), shell('cd web && node fix.js')],
      ['the script web/fix.js in web'],
    ],
    ['that failed', [create('fix.js', WRITES), shell('node fix.js', 1)], FIX],
    [
      'what an edit put into it',
      [edit('fix.js', `@@ -1 +1 @@\n-a\n+writeFileSync('a.js', 'x')`), shell('node fix.js')],
      FIX,
    ],
    ['renamed', [create('old.js', WRITES), shell('mv old.js fix.js'), shell('node fix.js')], FIX],
    [
      'outside the repository, by a here-document, and taken away again',
      [shell("cat > /tmp/fix.py <<'EOF'\nopen('a.py', 'w').write('x')\nEOF\npython3 /tmp/fix.py && rm /tmp/fix.py")],
      ['the script /tmp/fix.py in .'],
    ],
    [
      'of the shell',
      [
        create('fix.sh', '#!/bin/bash\nfor f in *.js; do sed -i s/a/b/ "$f"; done\n'),
        shell('chmod +x fix.sh; ./fix.sh'),
      ],
      ['the script fix.sh in .'],
    ],
    ['by echo', [shell("echo 'rm -rf src' > fix.sh"), shell('bash fix.sh')], ['the script fix.sh in .']],
    ...(['sh -e', 'bash -euo pipefail', 'bash --norc', 'bash <', 'bash -s <', 'cat fix.sh | bash #'] as const).map(
      (how): [string, Event[], string[]] => [
        how,
        [create('fix.sh', 'rm -rf src\n'), shell(`${how} fix.sh`)],
        ['the script fix.sh in .'],
      ],
    ),
    ...(
      ['python3 - <', 'python3 -Wignore', 'python3 -W ignore -u', 'uv run', 'poetry run python', 'python3 <'] as const
    ).map((how): [string, Event[], string[]] => [
      how,
      [create('fix.py', "open('a.py', 'w').write('x')\n"), shell(`${how} fix.py`)],
      ['the script fix.py in .'],
    ]),
    [
      'a module',
      [create('tools/fix.py', "open('a.py', 'w').write('x')\n"), shell('python3 -m tools.fix')],
      ['the script tools/fix.py in .'],
    ],
    [
      'go',
      [create('fix.go', 'package main\nfunc main() { os.WriteFile("a", nil, 0o644) }\n'), shell('go run fix.go')],
      ['the script fix.go in .'],
    ],
    [
      'PowerShell',
      [
        create('fix.ps1', 'Set-Content -Path a.js -Value x\n'),
        shell('pwsh fix.ps1'),
        shell('pwsh -NoProfile -File fix.ps1'),
      ],
      ['the script fix.ps1 in .', 'the script fix.ps1 in .'],
    ],
    [
      'that writes outside and inside',
      [create('fix.py', "open('/tmp/a', 'w').write('x')\nopen('/repo/a.py', 'w').write('x')"), shell('python3 fix.py')],
      ['the script fix.py in .'],
    ],
    ['by eval', [create('fix.sh', 'rm -rf src\n'), shell('eval "$(cat fix.sh)"')], ['the script fix.sh in .']],
    [
      'printed for a shell',
      [create('fix.sh', 'rm -rf src\n'), shell('bash <(cat fix.sh)')],
      ['the script fix.sh in .'],
    ],
    ['as its text', [create('fix.sh', 'rm -rf src\n'), shell('bash -c "$(< fix.sh)"')], ['the script fix.sh in .']],
    [
      'imported, in a block of its top level',
      [create('fix.py', "with open('a', 'w') as f:\n    f.write('x')\n"), shell('python3 -c "import fix"')],
      ['the script fix.py in .'],
    ],
    ['required', [create('fix.js', WRITES), shell(`node -e "require('./fix.js')"`)], FIX],
    ['required without its ending', [create('fix.js', WRITES), shell(`node -e "await import('./fix')"`)], FIX],
    ['imported', [create('fix.py', "open('a', 'w')\n"), shell('python3 -c "import fix"')], ['the script fix.py in .']],
    ['without its ending', [create('fix.js', WRITES), shell('node fix')], FIX],
    ['the file of a directory', [create('index.js', WRITES), shell('node .')], ['the script index.js in .']],
    ['zx', [create('fix.mjs', WRITES), shell('npx zx fix.mjs')], ['the script fix.mjs in .']],
    [
      'a recipe of make',
      [create('Makefile', 'all:\n\ttrue\ngen:\n\t@sed -i s/a/b/ src/a.ts\n'), shell('make gen')],
      ['the script Makefile in .'],
    ],
    [
      'a script of the package',
      [create('web/package.json', '{"scripts":{"gen":"rm -rf \\"src\\""}}'), shell('cd web && npm run gen')],
      ['the script web/package.json in web'],
    ],
    [
      'that a script of the package runs',
      [create('fix.js', WRITES), edit('package.json', '@@ -1 +1 @@\n+  "gen": "node fix.js",'), shell('pnpm gen')],
      ['the script package.json in .'],
    ],
    ['without an ending', [create('fix', 'rm -rf src\n'), shell('bash fix')], ['the script fix in .']],
    ['without an ending, by itself', [create('fix', 'rm -rf src\n'), shell('./fix')], ['the script fix in .']],
    ['by tee', [shell("cat <<'EOF' | tee fix.sh\nrm a.js\nEOF"), shell('sh fix.sh')], ['the script fix.sh in .']],
  ])('%s', (_, events, expected) => {
    expect(doubts(...events)).toEqual(expected);
  });
});

describe('no doubt', () => {
  test.each<[string, Event[]]>([
    ['it only prints', [create('show.js', PRINTS), shell('node show.js')]],
    ['it was there before the session', [shell('node scripts/gen.js')]],
    ['only read by the program', [create('fix.js', WRITES), shell('node --check fix.js'), shell('cat fix.js')]],
    ['on another machine', [create('fix.js', WRITES), shell('ssh host node fix.js')]],
    ['a check', [create('run-tests.js', WRITES), shell('node run-tests.js')]],
    ['a check of the shell', [create('test.sh', 'rm -rf out\nnpm test\n'), shell('./test.sh')]],
    ['written anew since', [create('fix.js', WRITES), create('fix.js', PRINTS), shell('node fix.js')]],
    ['gone', [create('fix.js', WRITES), shell('rm fix.js'), shell('node fix.js')]],
    [
      'an operand of another program',
      [create('fix.js', WRITES), shell('npx vitest run fix.js'), shell('wc -l fix.js')],
    ],
    [
      'a shell script that changes nothing',
      [create('show.sh', 'set -e\nmkdir -p out\nls -l | wc -l\n'), shell('sh show.sh')],
    ],
    ['only parsed by the shell', [create('fix.sh', 'rm a.js'), shell('bash -n fix.sh'), shell('bash -c ls fix.sh')]],
    ['what another program reads', [create('fix.sh', 'rm a.js'), shell('wc -l < fix.sh'), shell('cat fix.sh | wc -l')]],
    ['a go that is only built', [create('fix.go', 'os.WriteFile()'), shell('go build fix.go')]],
    [
      'it writes outside alone',
      [create('/tmp/fix.py', "open('/tmp/a', 'w').write('x')"), shell('python3 /tmp/fix.py')],
    ],
    ['a build', [create('Makefile', 'all:\n\trm -rf src\n'), shell('make')]],
    [
      'the functions of a module that is imported',
      [
        create(
          'app/store.py',
          'import json\n\ndef save(path):\n    with open(path, "w") as f:\n        json.dump(1, f)\n',
        ),
        shell('python -c "from app.store import save; print(save.__name__)"'),
      ],
    ],
    [
      'the functions of a module that is required',
      [
        create('src/store.js', 'const fs=require("fs");\nexports.save=(p,d)=>fs.writeFileSync(p,d);\n'),
        shell(`node -e "console.log(Object.keys(require('./src/store.js')))"`),
      ],
    ],
    [
      'a class of a module, and what it runs as a program alone',
      [
        create(
          'app.py',
          'import subprocess\nclass A:\n  def a(self):\n    open("a", "w")\nif __name__ == "__main__":\n  open("a", "w")\n',
        ),
        shell('python -c "import app"'),
      ],
    ],
    ['a recipe that cleans', [create('Makefile', 'clean:\n\trm -rf dist\n'), shell('make clean')]],
    [
      'a script that writes outside',
      [create('package.json', '{"scripts":{"demo":"node a.js > /tmp/out.txt"}}'), shell('npm run demo')],
    ],
    ['another recipe', [create('Makefile', 'all:\n\ttrue\ngen:\n\trm a.ts\n'), shell('make all')]],
    [
      'a recipe that changes nothing',
      [create('package.json', '{"scripts":{"gen":"node gen.js"}}'), shell('npm run gen')],
    ],
    ['a module of no file', [create('fix.py', "open('a', 'w')\n"), shell('python3 -c "import os"')]],
    ['a text', [create('fix.md', WRITES), shell('node fix.md')]],
  ])('%s', (_, events) => {
    expect(doubts(...events)).toEqual([]);
  });
});

describe('what is written through a link that the session made', () => {
  const changed = (...events: Event[]): string[] =>
    foldAll(filesFold(PLACE), events).changes.flatMap(({ path, inside }) => (inside ? [path] : []));

  test.each<[string, Event[], string[]]>([
    ['by a command', [shell('ln -s /repo/src /tmp/lnk'), shell('sed -i s/a/b/ /tmp/lnk/a.ts')], ['src/a.ts']],
    ['by a tool', [shell('ln -sfn /repo /tmp/lnk'), edit('/tmp/lnk/src/a.ts', '')], ['src/a.ts']],
    ['a target that is not known', [shell('ln -s $PWD/src /tmp/lnk'), shell('echo a > /tmp/lnk/a.ts')], ['.']],
    ['a link to another place', [shell('ln -s /opt/src /tmp/lnk'), shell('echo a > /tmp/lnk/a.ts')], []],
    ['beside the link', [shell('ln -s /repo/src /tmp/lnk'), shell('echo a > /tmp/lnk2/a.ts')], []],
  ])('%s', (_, events, expected) => {
    expect(changed(...events)).toEqual(expected);
  });
});
