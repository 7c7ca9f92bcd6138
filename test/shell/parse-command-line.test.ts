import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SimpleCommand } from '../../src/shell/command-line.ts';
import { parseCommandLine } from '../../src/shell/parse-command-line.ts';

const only = (line: string, program = 'npm'): SimpleCommand => {
  const found = parseCommandLine(line).commands.filter(({ argv }) => argv[0] === program);
  if (found[0] === undefined || found.length !== 1) throw new Error(`expected one ${program} in ${line}`);
  return found[0];
};

describe('a script that is handed on', () => {
  // what is not plainly known runs nothing here
  test.each([
    "echo 'npm test' | bash < /dev/null",
    "echo 'npm test' | bash < other.sh",
    "echo 'npm test' | bash <&-",
    "echo 'npm test' | bash 0< other.sh",
    "echo 'npm test' | bash {n}< other.sh",
    "bash <<'EOF' < other.sh\nnpm test\nEOF",
    "bash 3<<'EOF'\nnpm test\nEOF",
    "printf '%s' 'echo ' 'npm test' | bash",
    "printf 'npm test%s' x | bash",
    "cat <<'EOF' | bash --version\nnpm test\nEOF",
    "echo 'npm test' | bash --help",
    "echo 'npm test' | bash --dump-strings",
    "./cat <<'EOF' | bash\nnpm test\nEOF",
    "./echo 'npm test' | bash",
    "echo -e 'npm test' | bash",
    "echo -n 'npm test' | bash",
    "bash -o noexec -c 'npm test'",
    "bash -t <<'EOF'\ntrue\nnpm test\nEOF",
  ])('runs nothing that is known: %s', (line) => {
    expect(parseCommandLine(line).commands.some(({ argv }) => argv.join(' ') === 'npm test')).toBe(false);
  });

  test.each([
    'cat <<EOF | bash\n$X\nnpm test\nEOF',
    'cat <<EOF | bash\n`echo exit`\nnpm test\nEOF',
    'bash <<EOF\n$(echo exit)\nnpm test\nEOF',
    'bash <<< "$X; npm test"',
    "printf 'cat\\nnpm test\\n' | bash",
    "bash <<'EOF'\nssh h ls\nnpm test\nEOF",
    "bash <<'EOF'\nread x\nnpm test\nEOF",
    "bash <<'EOF'\nread x\nnpm test < /dev/null\nEOF",
    "bash <<'EOF'\nread x\nls | npm test\nEOF",
    "bash <<'EOF'\nread x\nbash -c 'npm test'\nEOF",
    "bash <<'EOF'\nread x\necho 'npm test' | bash\nEOF",
    "bash <<'EOF'\nls | cat; cat | ls\nnpm test\nEOF",
    "bash <<'EOF'\nx=$(cat)\nnpm test\nEOF",
    "bash <<'EOF'\nexec < other.sh\nnpm test\nEOF",
    "bash <<'EOF'\nbash\nnpm test\nEOF",
    "bash <<'EOF'\nbash -c 'cat'\nnpm test\nEOF",
    "bash <<'EOF'\nls | xargs -a list rm\nxargs echo\nnpm test\nEOF",
    "bash <<'EOF'\nwhile read x; do :; done\nnpm test\nEOF",
    'set -n; npm test',
    'set -o noexec; npm test',
    'cmd /c ":: && npm test"',
  ])('may not have run: %s', (line) => {
    const found = parseCommandLine(line).commands.filter(({ argv }) => argv.join(' ').endsWith('npm test'));
    for (const { verdict } of found) expect(verdict.onZero).not.toBe('passed');
    for (const { verdict } of found) expect(verdict.onNonZero).not.toBe('failed');
  });

  test.each([
    "bash <<'EOF'\ncat < a\nnpm test\nEOF",
    "bash <<'EOF'\nls | cat\nnpm test\nEOF",
    "bash <<'EOF'\nssh h ls < /dev/null\nnpm test\nEOF",
    "bash <<'EOF'\ncat <<X\na\nX\nnpm test\nEOF",
    "bash <<'EOF'\nwhile read x; do :; done < a\nnpm test\nEOF",
    "bash <<'EOF'\ncd web && pnpm i && git status\nnpm test\nEOF",
    "bash <<'EOF'\nbash -c 'cat <<< a'\nnpm test\nEOF",
    "bash -c 'cat; npm test'",
    "/bin/echo 'npm test' | bash --norc",
    'cat <<\'EOF\' 2>/dev/null | bash\n: "$X"\nnpm test\nEOF',
    "bash -c -- 'npm test'",
  ])('ran: %s', (line) => {
    expect(only(line).verdict).toMatchObject({ onZero: 'passed', onNonZero: 'failed' });
  });

  test('what it does to files stays in sight where it is expanded', () => {
    const { commands } = parseCommandLine('bash <<EOF\nrm $X/a.ts\nEOF');
    expect(commands.map(({ argv, verdict }) => [argv[0], verdict.skippable])).toEqual([['rm', true]]);
  });
});

describe('shapes that lose the status of a command', () => {
  test.each([
    ['npm test || true', '|| true', 'failed'],
    ['npm test || echo failed', '|| echo failed', 'failed'],
    ['npm test; true', '; …', 'unknown'],
    ['npm test\necho done', '; …', 'unknown'],
    ['npm test | tail -n 5', 'pipe without pipefail', 'unknown'],
    ['npm test |& tee log', 'pipe without pipefail', 'unknown'],
    ['npm test &', 'background', 'unknown'],
    ['npm test & wait', 'background', 'unknown'],
    ['if npm test; then :; fi', 'condition', 'unknown'],
    ['while npm test; do sleep 1; done', 'condition', 'unknown'],
    ['! npm test', 'negated', 'unknown'],
    ['echo $(npm test)', 'substitution', 'unknown'],
    ['echo `npm test`', 'substitution', 'unknown'],
    ['diff <(npm test) b', 'substitution', 'unknown'],
    ['export X=$(npm test)', 'substitution', 'unknown'],
    ['cat <<EOF\n$(npm test)\nEOF', 'substitution', 'unknown'],
    ["trap 'exit 0' EXIT; npm test", 'trap', 'unknown'],
    ["npm test; trap 'exit 0' EXIT", 'trap', 'unknown'],
    ['npm() { true; }; npm test', 'function', 'unknown'],
    ['alias npm=true\nnpm test', 'function', 'unknown'],
    ['f() { npm test; }; f', 'function', 'unknown'],
    ['PATH=/elsewhere:$PATH npm test', 'PATH', 'unknown'],
    ['export PATH=$PWD/fake:$PATH; npm test', 'PATH', 'unknown'],
    ['env PATH=fake npm test', 'PATH', 'unknown'],
    ['for d in a b; do npm test; done', 'loop', 'unknown'],
    ['find . -name package.json -exec npm test \\;', 'find -exec', 'unknown'],
    ['coproc npm test', 'background', 'unknown'],
    ['npm test; exit 0', 'exit 0', 'unknown'],
    ['set -e; shopt -uo errexit; npm test; true', '; …', 'unknown'],
    ['set -o pipefail; shopt -o -u pipefail; npm test | cat', 'pipe without pipefail', 'unknown'],
    ['set -e; eval "set +e"; npm test; true', '; …', 'unknown'],
    ['eval "npm(){ :; }"; npm test', 'function', 'unknown'],
    ['eval "npm test || true"', '|| true', 'failed'],
    ['eval "trap \'exit 0\' EXIT"; npm test', 'trap', 'unknown'],
    ['eval "exit 0"; npm test', 'exit', 'unknown'],
    ['NPM_CONFIG_SCRIPT_SHELL=/bin/true npm test', 'NPM_CONFIG_SCRIPT_SHELL', 'unknown'],
    ['ls | xargs -r npm test', 'xargs -r', 'failed'],
    ['find . -name x -exec npm test {} +', 'find -exec', 'failed'],
    ['script -qc "npm test" /dev/null', 'script', 'unknown'],
    ['cmd /c "npm test & exit 0"', 'exit 0', 'unknown'],
    ['cmd /c "npm test & echo %ERRORLEVEL%"', 'another shell', 'unknown'],
    ['cmd /c "npm test | find x"', 'pipe without pipefail', 'unknown'],
    ['pwsh -Command "npm test; exit 0"', 'exit 0', 'unknown'],
    ["pwsh -Command 'npm test | Out-Null'", 'another shell', 'unknown'],
    ["powershell -NoProfile -Command 'npm test; Remove-Item x'", '; …', 'unknown'],
    ["cat <<'EOF' | bash\nnpm test\necho done\nEOF", '; …', 'unknown'],
    ["cat <<'EOF' | bash | tail\nnpm test\nEOF", 'pipe without pipefail', 'unknown'],
    ["echo 'npm test || true' | sh", '|| true', 'failed'],
    ['watch -n 1 npm test', 'watch', 'unknown'],
    ['nodemon --exec "npm test"', 'watch', 'unknown'],
    ['concurrently --success first "npm test" "ls"', 'concurrently --success', 'unknown'],
    ['run-p --race test', 'run-p --race', 'unknown'],
    ['npm test; rc=0; exit $rc', 'exit $rc', 'unknown'],
    ['set -e; npm test && echo ok; ls', '; …', 'unknown'],
    ['set +e; npm test; ls', '; …', 'unknown'],
    ['set -e; set +e; npm test; ls', '; …', 'unknown'],
    ['(npm test; true)', '; …', 'unknown'],
    ["bash -c 'npm test; true'", '; …', 'unknown'],
    ['setsid npm test', 'background', 'unknown'],
    ['ssh -f host npm test', 'background', 'unknown'],
    ['ssh -fnT -F cfg host npm test', 'background', 'unknown'],
    ['case x in x) npm test;; esac', 'condition', 'unknown'],
  ])('%s', (line, mask, onNonZero) => {
    expect(only(line).verdict).toMatchObject({ onZero: 'unknown', onNonZero, mask });
  });
});

describe('shapes that pass the status of a command through', () => {
  test.each([
    ['npm test', 'failed'],
    ['npm test 2>&1 > out.log', 'failed'],
    ['CI=1 npm test', 'failed'],
    ['time npm test', 'failed'],
    ['ls; npm test', 'failed'],
    ['git log | cat; npm test', 'failed'],
    ['(npm test)', 'failed'],
    ['{ npm test; }', 'failed'],
    ['npm test || exit 1', 'failed'],
    ['npm test; exit $?', 'failed'],
    ['npm test; rc=$?; echo $rc; exit $rc', 'failed'],
    ['npm test | tee log; exit ${PIPESTATUS[0]}', 'failed'],
    ['sleep 1 | npm test', 'failed'],
    ['exec npm test', 'failed'],
    ['eval "npm test"', 'failed'],
    ['eval npm test', 'failed'],
    ['script -qec "npm test" /dev/null', 'failed'],
    ['bash <<EOF\nnpm test\nEOF', 'failed'],
    ["bash -s <<< 'npm test'", 'failed'],
    ['env -S "npm test"', 'failed'],
    ['env -iS"npm test"', 'failed'],
    ['npx -c "npm test"', 'failed'],
    ['npx -p jest -c "npm test"', 'failed'],
    ['npm exec -c "npm test"', 'failed'],
    ['ssh -p 22 host npm test', 'failed'],
    ['ssh -F cfg -i f host npm test', 'failed'],
    ['wsl -d Ubuntu -- npm test', 'failed'],
    ['kubectl -n a exec pod -c app -- npm test', 'failed'],
    ['doppler run -- npm test', 'failed'],
    ['doppler run --command "npm test"', 'failed'],
    ['dotenv run -- npm test', 'failed'],
    ['dotenv -f .env.test run npm test', 'failed'],
    ['dotenv -e .env -- npm test', 'failed'],
    ['micromamba run -n app npm test', 'failed'],
    ['flox activate -- npm test', 'failed'],
    ['guix shell node -- npm test', 'failed'],
    ['devenv shell -- npm test', 'failed'],
    ['devenv shell npm test', 'failed'],
    ['railway run -s web npm test', 'failed'],
    ['railway run -- npm test', 'failed'],
    ['bws run -- npm test', 'failed'],
    ['dbus-run-session -- npm test', 'failed'],
    ['chronic npm test', 'failed'],
    ['gosu app npm test', 'failed'],
    ['op run --env-file=.env -- npm test', 'failed'],
    ['infisical run --env=dev -- npm test', 'failed'],
    ['chamber exec app -- npm test', 'failed'],
    ['sops exec-env secrets.yaml "npm test"', 'failed'],
    ["kubectl exec -i pod -- bash <<'EOF'\nnpm test\nEOF", 'failed'],
    ['aws-vault exec dev -- npm test', 'failed'],
    ['aws-vault exec dev npm test', 'failed'],
    ['asdf exec npm test', 'failed'],
    ['rtk npm test', 'failed'],
    ['rtk test npm test', 'failed'],
    ['nix-shell -p nodejs --run "npm test"', 'failed'],
    ['firebase emulators:exec --only auth "npm test"', 'failed'],
    ["ssh -T host bash -s <<'EOF'\nnpm test\nEOF", 'failed'],
    ["ssh host <<'EOF'\nnpm test\nEOF", 'failed'],
    ['su -c "npm test" bob', 'failed'],
    ['su - bob -c "npm test"', 'failed'],
    ['flock /tmp/l -c "npm test"', 'failed'],
    ['concurrently "npm test"', 'failed'],
    ['concurrently -n a,b "npm:test" "ls"', 'last-ran'],
    ['npm-run-all -p test', 'failed'],
    ["bash -lc 'npm test'", 'failed'],
    ['bash -c "sh -c \'npm test\'"', 'failed'],
    ['PATH=$PWD/node_modules/.bin:$PATH npm test', 'failed'],
    ['cd web && npm test', 'last-ran'],
    ['npm test && git push', 'last-ran'],
    ['set -o pipefail; npm test | tail', 'last-ran'],
    ['set -euo pipefail\nnpm test\nls', 'last-ran'],
    ["bash -euo pipefail -c 'npm test | tail'", 'last-ran'],
    ['npm test || exit 1; ls', 'last-ran'],
    ['npm test || { echo no; exit 1; }; ls', 'last-ran'],
    ['for d in a b; do npm test || exit 1; done', 'last-ran'],
  ])('%s', (line, onNonZero) => {
    expect(only(line).verdict).toEqual({ onZero: 'passed', onNonZero, mask: null, skippable: false });
  });

  test('what stands after an exit or after || is not taken for run', () => {
    expect(only('exit 0; npm test').verdict).toMatchObject({ onZero: 'not-run', onNonZero: 'not-run' });
    expect(only('ls || npm test').verdict).toMatchObject({ onZero: 'unknown', onNonZero: 'failed', skippable: true });
    expect(only('if [ -f a ]; then npm test; fi').verdict).toMatchObject({ onZero: 'unknown', skippable: true });
  });
});

describe('a status that is saved and then given another value', () => {
  test.each([
    'npm test; rc=$?; [ $rc -eq 1 ] && rc=0; exit $rc',
    'npm test; rc=$?; if [ $rc -eq 1 ]; then rc=0; fi; exit $rc',
    'npm test; rc=$?; export rc=0; exit $rc',
    'npm test; rc=$?; declare rc=0; exit $rc',
    'npm test; rc=$?; let rc=0; exit $rc',
    'npm test; rc=$?; ((rc=0)); exit $rc',
    'npm test; rc=$?; ((rc--)); exit $rc',
    'npm test; rc=$?; echo $((rc=0)); exit $rc',
    'npm test; rc=$?; unset rc; exit $rc',
    'npm test; rc=$?; read rc; exit $rc',
    'npm test; rc=$?; for rc in 0; do :; done; exit $rc',
    'npm test; rc=$?; { rc=0; }; exit $rc',
    'npm test; rc=$?; printf -v rc 0; exit $rc',
    'npm test; rc=$?; eval "rc=0"; exit $rc',
    'npm test; rc=$?; . ./reset.sh; exit $rc',
    'f() { rc=0; }; npm test; rc=$?; f; exit $rc',
    'rc=1; npm test && ls || rc=0; exit $rc',
    'rc=0; npm test || rc=$?; rc=0; exit $rc',
    'rc=0; npm test || ls || rc=$?; exit $rc',
    'rc=1; npm test || rc=$?; exit $rc',
  ])('%s', (line) => {
    expect(only(line).verdict).toMatchObject({ onZero: 'unknown', onNonZero: 'unknown' });
  });

  test.each([
    'npm test; rc=$?; [ $rc -eq 0 ] && echo "rc=$rc"; exit $rc',
    'npm test; rc=$?; if (( rc == 1 )); then echo bad; fi; exit "$rc"',
    'npm test; exit "${?}"',
    'rc=0; npm test || rc=$?; echo $rc; exit $rc',
    'set -e; npm test || rc=$?; exit $rc',
  ])('%s keeps it', (line) => {
    expect(only(line).verdict).toMatchObject({ onZero: 'passed', mask: null });
  });
});

describe('what is looked through', () => {
  test.each([
    ['timeout -k 5 60 npm test', 'npm test'],
    ['env -u X A=1 npm test', 'npm test'],
    ['nice -n 10 nohup stdbuf -oL npm test', 'npm test'],
    ['sudo -u me -E npm test', 'npm test'],
    ['command npm test', 'npm test'],
    ['npx --yes vitest@3 run', 'vitest run'],
    ['npx @biomejs/biome@2.1 check', 'biome check'],
    ['pnpm exec -- tsc --noEmit', 'tsc --noEmit'],
    ['yarn dlx eslint .', 'eslint .'],
    ['bunx tsc', 'tsc'],
    ['npm exec -- vitest', 'vitest'],
    ['uv run --with x pytest -q', 'pytest -q'],
    ['uv run -m pytest', 'pytest'],
    ['poetry run python -m pytest', 'pytest'],
    ['python3.12 -W error -m mypy src', 'mypy src'],
    ['coverage run -m pytest', 'pytest'],
    ['bundle exec rspec', 'rspec'],
    ['git ls-files | xargs -n 10 eslint', 'eslint {}'],
    ['find . -name "*.sh" -exec bash -n {} +', 'bash -n {}'],
    ['mise exec node@24 -- npm test', 'npm test'],
    ['c8 --reporter text mocha', 'mocha'],
    ['cmd /c npm test', 'npm test'],
    ['cmd.exe /d /s /c "npm test"', 'npm test'],
    ['cmd //c npm test', 'npm test'],
    ['cmd /c "call npx vitest run > out.txt 2>&1"', 'vitest run'],
    ['cmd /c "npm test 2>nul"', 'npm test'],
    ['powershell -NoProfile -ExecutionPolicy Bypass -Command "npx vitest run"', 'vitest run'],
    ["powershell -c 'npm test; if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }'", 'npm test'],
    ['pwsh -File scripts/test.ps1', 'pwsh -File scripts/test.ps1'],
    ["cat <<'EOF' | bash\nnpm test\nEOF", 'npm test'],
    ["cat <<'EOF' | tee run.sh | bash -e\nnpm test\nEOF", 'npm test'],
    ["echo 'npm test' | bash", 'npm test'],
    ["printf '%s\\n' 'cd web' 'npm test' | sh", 'npm test'],
    ["printf 'npm test\\n' | sh", 'npm test'],
    // what these hand on is not known, or is no script
    ['cat run.sh | bash', 'bash'],
    ['echo "$X" | bash', 'bash'],
    ["cat <<'EOF' >run.sh | bash\nnpm test\nEOF", 'bash'],
    ["cat() { :; }; cat <<'EOF' | bash\nnpm test\nEOF", 'bash'],
    ["echo 'npm test' | bash -n", 'bash -n'],
    ["echo 'npm test' | bash other.sh", 'bash other.sh'],
    ['powershell -NoProfile -Command npm test', 'npm test'],
    ["npm \"te\"st 'a b' $'c'", 'npm test a b c'],
    ['python -m http.server', 'python -m http.server'],
    ['command -v npm', 'command -v npm'],
    ['hatch run test', 'hatch run test'],
    ['npx jest -c a.js', 'jest -c a.js'],
    ['bash -nc "npm test"', 'bash -nc npm test'],
    ['python -c "import pytest, sys; sys.exit(pytest.main())"', 'pytest'],
    ['parallel -j 2 npm test ::: a b', 'npm test {}'],
    ['ssh host', 'ssh host'],
    ['run-s build test', 'npm run test'],
    ['cargo run -- npm test', 'cargo run -- npm test'],
    ['git run -- npm test', 'git run -- npm test'],
    ['rtk test', 'test'],
    ['nobody-knows exec -- npm test', 'nobody-knows exec -- npm test'],
    ['echo run -- npm test', 'echo run -- npm test'],
    ['printf run -- npm test', 'printf run -- npm test'],
    ['grep -rn exec -- pytest src', 'grep -rn exec -- pytest src'],
    ['pytest run -- npm test', 'pytest run -- npm test'],
    ['codex exec -- npm test', 'codex exec -- npm test'],
    ['ollama run llama3 -- npm test', 'ollama run llama3 -- npm test'],
    ['just run -- npm test', 'just run -- npm test'],
    ['task run -- npm test', 'task run -- npm test'],
    ['stack exec -- npm test', 'stack exec -- npm test'],
    ['cabal run -- npm test', 'cabal run -- npm test'],
    ['pueue run -- npm test', 'pueue run -- npm test'],
    ['somelauncher run --detach -- npm test', 'somelauncher run --detach -- npm test'],
    ['fly exec -- npm test', 'fly exec -- npm test'],
    ['op run --help -- npm test', 'op run --help -- npm test'],
    ['doppler run --dry-run -- npm test', 'doppler run --dry-run -- npm test'],
    ['doppler run --dry-run --command "npm test"', 'doppler run --dry-run --command npm test'],
    ['infisical run --background -- npm test', 'infisical run --background -- npm test'],
    ['volta run --help npm test', 'volta run --help npm test'],
    ['sops exec-env --help a "npm test"', 'sops exec-env --help a npm test'],
    ['kubectl exec pod -- bash <<EOF\nnpm test\nEOF', 'bash'],
    ['ssh -n host bash <<EOF\nnpm test\nEOF', 'bash'],
    ['nix-shell -p nodejs', 'nix-shell -p nodejs'],
  ])('%s', (line, expected) => {
    expect(parseCommandLine(line).commands.at(-1)?.argv.join(' ')).toBe(expected);
  });

  test('the text is that of the command in the line', () => {
    expect(
      parseCommandLine("cd a && timeout 5 npm test 2>&1 | tail; bash -c 'npm run lint'").commands.map(
        ({ text }) => text,
      ),
    ).toEqual(['cd a', 'timeout 5 npm test 2>&1', 'tail', 'npm run lint']);
  });
});

describe('directories', () => {
  test.each<[string, string | null]>([
    ['npm test', ''],
    ['cd web && npm test', 'web'],
    ['cd web && cd ../api/. && npm test', 'api'],
    ['cd ../other; npm test', '../other'],
    ['cmd /c "cd web && npm test"', 'web'],
    ['pwsh -c "Set-Location web; npm test"', 'web'],
    ["cat <<'EOF' | bash\ncd web && npm test\nEOF", 'web'],
    ["cd api && cat <<'EOF' | bash\nnpm test\nEOF", 'api'],
    ['cd /srv/app && npm test', '/srv/app'],
    ['cd && npm test', '~'],
    ['cd "$HOME/app" && npm test', '~/app'],
    ['cd a && cd - && npm test', ''],
    ['pushd a && popd && npm test', ''],
    ['(cd a && ls) && npm test', ''],
    ['(cd a && npm test)', 'a'],
    ['cd a | cat; npm test', ''],
    ['cd "$X" && npm test', null],
    ['X=web; cd "$X" && npm test', 'web'],
    ['X=web; X=api; cd $X && npm test', null],
    ['true && X=web || X=api; cd $X && npm test', null],
    ['cd $(git rev-parse --show-toplevel) && npm test', null],
    ['cd "$X"; cd /abs; npm test', '/abs'],
    ['if x; then cd a; fi; npm test', null],
    ['if cd a; then npm test; fi', 'a'],
    ['if cd a && npx tsc; then cd b && npm test; fi', 'a/b'],
    ['if cd a && npx tsc; then true; else npm test; fi', null],
    ['if cd a; then true; fi; npm test', null],
    ['if cd a || cd b; then npm test; fi', null],
    ['if cd a; npx tsc; then npm test; fi', null],
    ['if ! cd a; then npm test; fi', null],
    ['if ! cd a && npx tsc; then npm test; fi', null],
    ['if (cd a && npx tsc); then npm test; fi', ''],
    ['cd a || cd b; npm test', null],
    ["cd a && bash -c 'cd b && npm test'", 'a/b'],
    ['npm --prefix web test', 'web'],
    ['npm test --prefix=web', 'web'],
    ['cd a && npm -C b test', 'a/b'],
    ['npm test -- -C x', ''],
    ['ssh host npm test', null],
    ['ssh host "cd /srv && npm test"', '/srv'],
    ['kubectl exec pod -- npm test', null],
    ['cd a; eval "cd b"; npm test', 'a/b'],
  ])('%s', (line, cwd) => {
    expect(only(line).cwd).toBe(cwd);
  });

  test.each([
    ['git -C sub rm a', 'git rm a', 'sub'],
    ['make -C sub test', 'make test', 'sub'],
    ['make -Csub test', 'make test', 'sub'],
    ['pnpm --dir sub test', 'pnpm test', 'sub'],
    ['yarn --cwd sub test', 'yarn test', 'sub'],
    ['cargo test --manifest-path sub/x/Cargo.toml', 'cargo test', 'sub/x'],
    ['go -C sub test ./...', 'go test ./...', 'sub'],
    ['./gradlew -p sub test', './gradlew test', 'sub'],
    ['mvn -f sub/pom.xml test', 'mvn test', 'sub'],
    ['terraform -chdir=sub validate', 'terraform validate', 'sub'],
  ])('%s', (line, argv, cwd) => {
    const [command] = parseCommandLine(line).commands;
    expect([command?.argv.join(' '), command?.cwd]).toEqual([argv, cwd]);
  });
});

describe('words and redirections', () => {
  test('words that only the shell can tell are marked', () => {
    expect(only('rm a "$x" *.js "it\'s" $HOME/b {c,d}.ts "[id].ts"', 'rm')).toMatchObject({
      argv: ['rm', 'a', '$x', '*.js', "it's", '~/b', 'c.ts', 'd.ts', '[id].ts'],
      open: [2, 3],
    });
  });

  test('files that are written', () => {
    expect(only('npm test > out.log 2>> err.log < in', 'npm').writes).toEqual([
      { path: 'out.log', append: false },
      { path: 'err.log', append: true },
    ]);
    expect(only('npm test > /dev/null 2>&1 >&2 >&"$fd"', 'npm').writes).toEqual([]);
    expect(only('npm test > "$x"', 'npm').writes).toEqual([{ path: '$x', append: false, open: true }]);
    expect(parseCommandLine('{ echo a; echo b; } > f').commands[0]?.writes).toEqual([{ path: 'f', append: false }]);
  });
});

describe('bounds', () => {
  test.each([
    ['too long', `echo ${'a'.repeat(65_536)}`],
    ['too deep', `${'('.repeat(101)}ls${')'.repeat(101)}`],
    ['too deep in substitutions', `${'echo $('.repeat(120)}ls${')'.repeat(120)}`],
    ['of more here-documents than any holds', '<<E '.repeat(250_000)],
    ['no bash', 'if then fi ('],
    ['broken inside', 'echo $(if then fi ()'],
  ])('%s', (_, line) => {
    expect(parseCommandLine(line)).toEqual({ commands: [], parsed: false });
  });

  test('a text that holds what would begin a here-document is one text', () => {
    const line = `cat > a.cpp <<'E'\n${'  out << a << b;\n'.repeat(4000)}E\nnpm test`;
    expect(parseCommandLine(line).commands.map(({ argv }) => argv[0])).toEqual(['cat', 'npm']);
  });

  test('nested shells end somewhere', () => {
    let line = 'npm test';
    for (let depth = 0; depth < 12; depth++) line = `bash -c ${JSON.stringify(line)}`;
    expect(parseCommandLine(line).commands.every(({ argv }) => argv[0] !== 'npm')).toBe(true);
  });

  test('never throws', () => {
    const words =
      'npm test && || ; | & ( ) { } $( ` " \' if then fi for in do done case esac cd $x * <<EOF > ! set -e exit bash -c find -exec env xargs -';
    const piece = fc.constantFrom('\n', 'EOF', ...words.split(' '));
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, (line) => {
        const { commands, parsed } = parseCommandLine(line);
        expect(parsed || commands.length === 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
