/** Lines that may change files without naming them, and lines that look like them and do not. */
import { describe, expect, test } from 'vitest';
import { rootedWrites, writesFiles } from '../../src/shell/effects/inline-scripts.ts';
import { fileEffects } from '../../src/shell/file-effects.ts';
import { parseCommandLine } from '../../src/shell/parse-command-line.ts';

const unnamed = (line: string): string[] =>
  parseCommandLine(line)
    .commands.flatMap(fileEffects)
    .flatMap((effect) => {
      if (effect.action !== 'unnamed') return [];
      const { below, wide, by, undoes } = effect;
      const how = undoes === undefined ? '' : undoes ? ' undoes' : ' brings back';
      return [`${by} ${wide ? 'repository' : JSON.stringify(below)}${how}`];
    });

describe('something changed whose path is not known', () => {
  test.each<[string, string[]]>([
    ['git reset --hard', ['git reset repository undoes']],
    ['git reset --hard HEAD~1', ['git reset repository undoes']],
    ['git -c a.b=c reset --hard', ['git reset repository undoes']],
    ['git clean -fd', ['git clean repository undoes']],
    ['git stash', ['git stash repository undoes']],
    ['git stash -u', ['git stash repository undoes']],
    ['git stash pop', ['git stash repository brings back']],
    ['git checkout .', ['git checkout repository undoes']],
    ['git checkout -- .', ['git checkout repository undoes']],
    ['git checkout -- src/', ['git checkout repository undoes']],
    ['git checkout main', ['git checkout repository']],
    ['git checkout -f main', ['git checkout repository undoes']],
    ['git checkout -b topic origin/main', ['git checkout repository']],
    ['git switch main', ['git switch repository']],
    ['git switch --discard-changes main', ['git switch repository undoes']],
    ['git restore .', ['git restore repository undoes']],
    ['git restore "*.js"', ['git restore repository undoes']],
    ['git apply fix.patch', ['git apply repository']],
    ['git am < a.mbox', ['git am repository']],
    ['git merge topic', ['git merge repository']],
    ['git rebase main', ['git rebase repository']],
    ['git pull', ['git pull repository']],
    ['git cherry-pick abc1234', ['git cherry-pick repository']],
    ['git revert HEAD', ['git revert repository undoes']],
    ['git -C "$X" pull', ['git pull repository']],
    ['gh pr checkout 3', ['gh pr repository']],
    ['hg update', ['hg update repository']],
    ['svn up', ['svn up repository']],
    ['jj new main', ['jj new repository']],
    ['jj edit abc', ['jj edit repository']],
    ['gt checkout topic', ['gt checkout repository']],
    ['hg pull -u', ['hg pull repository']],
    ['hg pull --rebase', ['hg pull repository']],
    ['gt sync', ['gt sync repository']],
    ['sl goto main', ['sl goto repository']],
    ['gzip src/a.ts', ['gzip ""']],
    ['gunzip src/a.ts.gz', ['gunzip ""']],
    ['gunzip /tmp/a.gz', ['gunzip "/tmp/a.gz"']],
    ['split -l 10 src/a.ts src/x', ['split ""']],
    ['split src/a.ts /tmp/x', ['split "/tmp/x"']],
    ['fd -e ts -x sed -i s/a/b/', ['sed ""']],
    ['fd . src -X prettier --write', ['prettier ""']],
    ['perl -e "unlink(q(a))"', ['perl ""']],
    ['ruby -e "File.write(%q(a), 1)"', ['ruby ""']],
    ['npx vitest run -u', ['vitest ""']],
    ['vim -es -c wq src/a.ts', ['vim ""']],
    ['protoc --go_out=. x.proto', ['protoc ""']],
    ['patch -p1 < fix.patch', ['patch ""']],
    ['prettier --write src', ['prettier ""']],
    ['npx prettier -w .', ['prettier ""']],
    ['npx eslint . --fix', ['eslint ""']],
    ['ruff check --fix', ['ruff ""']],
    ['ruff format', ['ruff ""']],
    ['black .', ['black ""']],
    ['gofmt -l -w .', ['gofmt ""']],
    ['cargo fmt', ['cargo ""']],
    ['npm run lint:fix', ['npm ""']],
    ['npm run format', ['npm ""']],
    ['npm install left-pad', ['npm ""']],
    ['npm uninstall left-pad', ['npm ""']],
    ['yarn add left-pad', ['yarn ""']],
    ['cd web && pnpm add left-pad', ['pnpm "web"']],
    ['curl -O https://example.org/a', ['curl ""']],
    ['rsync -a other/ src/', ['rsync "src"']],
    ['tar xzf a.tgz', ['tar ""']],
    ['tar -xzf a.tgz -C src', ['tar "src"']],
    ['unzip a.zip', ['unzip ""']],
    [`python3 -c "open('a.js', 'w').write('x')"`, ['python3 ""']],
    ["python3 - <<'EOF'\nfrom pathlib import Path\nPath('a.js').write_text('x')\nEOF", ['python3 ""']],
    ["python3 <<'EOF'\nimport os\nos.remove('a.js')\nEOF", ['python3 ""']],
    [`node -e "require('fs').writeFileSync('a.js', '')"`, ['node ""']],
    ['sed -i s/a/b/ src/*.js', ['sed "src"']],
    ['rm *.js', ['rm ""']],
    ['mv src/*.js lib/', ['mv "src"', 'mv "lib"']],
    ['cp "$F" lib/a.js', ['cp "lib/a.js"']],
    ['echo x > "$F"', ['a redirection null']],
    ['echo x > /tmp/log-$N.txt', ['a redirection "/tmp"']],
    ['echo x > "$TMPDIR/log"', ['a redirection "/tmp"']],
    ['for f in a b; do sed -i s/a/b/ "$f"; done', ['sed null']],
    ["find src -name '*.js' -exec sed -i s/a/b/ {} +", ['sed ""']],
    ['find . -name x.js -delete', ['find ""']],
    ['grep -rl a . | xargs sed -i s/a/b/', ['sed ""']],
    ['cd "$ROOT" && sed -i s/a/b/ add.js', ['sed null']],
    ['Get-ChildItem src | Remove-Item', ['Remove-Item ""']],
    ['Get-Content a.js | Set-Content b.js', ['Set-Content ""']],
    ['echo x | out-file a.js', ['out-file ""']],
    [`powershell -Command "Get-ChildItem *.js | Remove-Item"`, ['Remove-Item ""']],
    [`powershell -Command "(Get-Content a.js) -replace 'a','b' | Set-Content a.js"`, ['powershell ""']],
    [`pwsh -c "[IO.File]::WriteAllText('a.js', 'x')"`, ['pwsh ""']],
    ['pwsh -EncodedCommand ZGVsIGEuanM=', ['pwsh ""']],
    ['cmd /c "if exist a.js del a.js"', ['cmd ""']],
    ['cmd /c "del %X%"', ['del ""']],
  ])('%s', (line, expected) => {
    expect(unnamed(line)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ["find /tmp -name 'x*' -exec rm {} +", ['rm "/tmp"']],
    ['find /tmp/x -type f -exec rm -f {} \\;', ['rm "/tmp/x"']],
    ['find ~/.cache/app -delete', ['find "~/.cache/app"']],
    ['sudo find -L /var/log /var/tmp -name x -delete', ['find "/var/log"', 'find "/var/tmp"']],
    ['find "$TMPDIR" -delete', ['find "/tmp"']],
    ['find /tmp -name x -print0 2>/dev/null | grep -z a | xargs -0 rm -f', ['rm "/tmp"']],
    ['gofmt -w /tmp/a.go', ['gofmt "/tmp/a.go"']],
    ['black -q /tmp/a.py /tmp/b.py', ['black "/tmp/a.py"', 'black "/tmp/b.py"']],
    ['patch -d /tmp/x -p1 < a.patch', ['patch "/tmp/x"']],
    ['install -m 755 a /usr/local/bin/a', ['install "/usr/local/bin/a"']],
    [`python3 -c "open('/tmp/a.json', 'w').write('x')"`, ['python3 "/tmp/a.json"']],
    ["python3 - <<'EOF'\nwith open('/tmp/a', 'w') as f:\n  f.write('x')\nEOF", ['python3 "/tmp/a"']],
    [`node -e "fs.writeFileSync('/tmp/a', 'x')"`, ['node "/tmp/a"']],
    ['D=$(mktemp -d) && cp -r src/*.js "$D/a"', ['cp "/tmp"']],
    ['D=$(mktemp -d); cd "$D" && rm -f a', ['rm "/tmp/{}"']],
    ['for f in /tmp/*.log; do rm "$f"; done', ['rm "/tmp"']],
    ['T=/tmp/x; rm -rf $T/*.js', ['rm "/tmp/x"']],
    ['T=/tmp/x; export T; rm -rf $T/*.js', ['rm "/tmp/x"']],
    ['export T=/tmp/x; rm -rf "${T}"/*', ['rm "/tmp/x"']],
    ['for f in /tmp/*.log; do rm -f "$f" "${f%.log}"; done', ['rm "/tmp"', 'rm null']],
    // what is not plainly outside stays a doubt here
    ['install -t src /tmp/a', ['install ""']],
    ['install -Dt src/ /tmp/a /tmp/b', ['install ""']],
    ['install --target-directory=src /tmp/a', ['install ""']],
    ['T=/tmp/x; printf -v T src; rm -rf $T/*', ['rm null']],
    ['T=/tmp/x; printf -vT src; rm -rf $T/*', ['rm null']],
    ['T=/tmp/x; ((T=1)); rm -rf $T/*', ['rm null']],
    ['T=/tmp/x; : ${T::=src}; rm -rf $T/*', ['rm null']],
    ['T=/tmp/x; wait -p T; rm -rf $T/*', ['rm null']],
    ['T=/tmp/x; declare -n R=T; R=src; rm -rf $T/*', ['rm null']],
    ["T=/tmp/x; trap 'T=src' DEBUG; rm -rf $T/*", ['rm null']],
    ['T=/tmp/x; select T in src; do break; done; rm -rf $T/*', ['rm null']],
    ['T=/tmp/x; for i in 1 2; do rm -rf $T/*; let T=src; done', ['rm null']],
    ['T=/tmp/x; for i in 1 2; do rm -rf $T/*; T=src; done', ['rm null']],
    ['find /tmp -files0-from list -delete', ['find ""']],
    ['find /tmp -name x -execdir rm -r src {} +', ['rm "/tmp"', 'rm null']],
    [`node -e "fs.writeFileSync('/tmp/../'+x, 'x')"`, ['node ""']],
    ['cd $(mktemp -d -p src) && sed -i s/a/b/ x', ['sed null']],
    ['cd $(mktemp -d ./src/x.XXX) && sed -i s/a/b/ x', ['sed null']],
    ['rm -rf $(mktemp -d -p src)/*', ['rm null']],
    ['rm -rf "${TMPDIR:-src}"/*', ['rm null']],
    ['find /tmp . -delete', ['find ""']],
    ['find /tmp -fprint a.txt', ['find ""']],
    ['find . -name x | xargs rm', ['rm ""']],
    ['find /tmp -name x | sed s/a/b/ | xargs rm', ['rm ""']],
    ["find /tmp -printf '%f' | xargs rm", ['rm ""']],
    ['gofmt -w /tmp/a.go b.go', ['gofmt ""']],
    ['eslint --fix --config /tmp/eslint.config.js', ['eslint ""']],
    [`python3 -c "open('/tmp/a', 'w'); open('b.js', 'w')"`, ['python3 ""']],
    [`python3 -c "open('/tmp/a').read(); os.remove(b)"`, ['python3 ""']],
    [`python3 -c "open(f'/tmp/{a}/../..', 'w')"`, ['python3 ""']],
    ['T=/tmp/x; T=src; rm -rf $T/*', ['rm null']],
    ['if a; then T=/tmp/x; fi; rm -rf $T/*', ['rm null']],
    ['T=/tmp/x; read T; rm -rf $T/*', ['rm null']],
    ['T=/tmp/x; . ./env; rm -rf $T/*', ['rm null']],
    ['T=$(pwd); rm -rf $T/*', ['rm null']],
    ['D=$(mktemp -d -p .); rm -rf $D/*', ['rm null']],
    ['T="/tmp/x y"; rm -rf $T/*', ['rm null']],
  ])('where it lies: %s', (line, expected) => {
    expect(unnamed(line)).toEqual(expected);
  });

  test.each([
    'git status',
    'git reset',
    'git reset --soft HEAD~1',
    'git stash list',
    'git checkout -b topic',
    'git switch -c topic',
    'git clean -nd',
    'git apply --check fix.patch',
    'git restore --staged .',
    'git commit -am fix',
    'git fetch',
    'git checkout -- add.js',
    'prettier --check .',
    'eslint .',
    'eslint --fix-dry-run .',
    'black --check .',
    'cargo fmt --check',
    'npm ci',
    'npm install',
    'npm i -g left-pad',
    'npm test',
    'npm run build',
    'npm run format:check',
    'curl -s https://example.org',
    'tar czf a.tgz src',
    'tar tf a.tgz',
    'unzip -l a.zip',
    'python3 -c "print(1)"',
    `python3 -c "print('a'.replace('a', 'b'))"`,
    `python3 -c "print(open('a.js').read())"`,
    `python3 -c "import sys; sys.stdout.write('x')"`,
    `node -e "console.log(require('./add.js')(1, 2))"`,
    `node -e "process.stdout.write('x')"`,
    'node script.js',
    'sed -n 1,9p src/*.js',
    'cat src/*.js',
    'grep -rl a . | xargs cat',
    'ls > /dev/null 2>&1',
    'powershell -NoProfile -Command "Get-ChildItem | Select-Object Name"',
    'pwsh -Version',
    'cmd /c dir',
    `powershell -c "Set-Content -Path a.js -Value x"`,
    'npm test > >(tee log)',
  ])('not by: %s', (line) => {
    expect(unnamed(line)).toEqual([]);
  });

  // a pattern that begins anew at each of them takes longer than the test may
  test.each(['open( ', 'x.open(', 'print ', 'open(a, ', ".open('", 'open ', 'x.write', '> ', ", '", 'Path ( '])(
    'a long text of %j is gone through once',
    (piece) => {
      expect(writesFiles(piece.repeat(250_000 / piece.length))).toBe(false);
      expect(rootedWrites(`open('/tmp/a', 'w')${piece.repeat(250_000 / piece.length)}`)).toEqual(['/tmp/a']);
    },
    10_000,
  );

  test('what is opened to write, with names that are made', () => {
    expect(writesFiles("open(p, 'w')")).toBe(true);
    expect(writesFiles("open(\n  p,\n  mode='a',\n)")).toBe(true);
    expect(writesFiles('perl -e \'print OUT "x"; print $f > "a"\'')).toBe(true);
    expect(writesFiles("open(p).read(), 'w'")).toBe(false);
  });

  test('a new name is one beside the old one', () => {
    const moved = (line: string) => parseCommandLine(line).commands.flatMap(fileEffects);
    const expected = [{ action: 'move', from: 'src/a.ts', to: 'src/b.ts' }];
    expect(moved('powershell -c "Rename-Item src/a.ts b.ts"')).toMatchObject(expected);
    expect(moved('pwsh -c "Rename-Item -Path src/a.ts -NewName b.ts"')).toMatchObject(expected);
    expect(moved('cmd /c "ren src\\\\a.ts b.ts"')).toMatchObject(expected);
  });

  test('files that an option names are written', () => {
    const written = (line: string) => parseCommandLine(line).commands.flatMap(fileEffects);
    expect(written('curl -so a.js https://example.org')).toMatchObject([{ action: 'write', path: 'a.js' }]);
    expect(written('curl --output=a.js https://example.org')).toMatchObject([{ action: 'write', path: 'a.js' }]);
    expect(written('dd if=/dev/zero of=a.bin')).toMatchObject([{ action: 'write', path: 'a.bin' }]);
    expect(written('truncate -s 0 a.js')).toMatchObject([{ action: 'edit', path: 'a.js' }]);
    expect(written('git checkout HEAD~1 add.js')).toMatchObject([{ action: 'edit', path: 'add.js', undoes: true }]);
    expect(written('git checkout add.js')).toMatchObject([{ action: 'edit', path: 'add.js', undoes: true }]);
  });
});
