import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers } from '../../../src/shell/checks/identified.ts';
import type { CheckContext, IdentifiedCheck } from '../../../src/shell/checks/identified.ts';
import { identifyCheck } from '../../../src/shell/checks/identify-check.ts';
import { CHECK_TOOLS } from '../../../src/shell/checks/tools/index.ts';
import { parseCommandLine } from '../../../src/shell/parse-command-line.ts';

const SCRIPTS: { readonly [name: string]: string } = {
  test: 'vitest run',
  lint: 'node --check parse.js',
  build: 'tsc -b && vite build',
  check: 'npm run lint && npm test',
  swallowed: 'jest || true',
  'test:none': 'echo no tests yet',
  'test:hollow': 'vitest run --passWithNoTests',
  format: 'prettier --check .',
  start: 'npm test && node server.js',
  loop: 'npm run loop',
  'lint:loop': 'npm run lint:loop && npm run lint:loop',
  verify: 'node scripts/verify.mjs',
};
const TARGETS: { readonly [name: string]: string } = {
  test: 'go test ./...',
  quality: 'golangci-lint run',
  all: 'cc main.c',
};

const context: CheckContext = {
  cwd: '.',
  script: (runner, dir, name) => {
    const table = runner === 'make' ? TARGETS : SCRIPTS;
    return dir === '.' && Object.hasOwn(table, name) ? table[name] : undefined;
  },
};

const checkOf = (line: string): IdentifiedCheck | null => {
  const [command] = parseCommandLine(line).commands;
  if (command === undefined) throw new Error(`nothing in ${line}`);
  return identifyCheck(command, context);
};

describe('the same check however it is spelled', () => {
  test.each([
    [
      'npm test',
      [
        'npm t',
        'npm run test',
        'npm run-script test',
        'npm --silent test',
        'npm test --silent',
        'npm test -- --reporter=dot',
      ],
    ],
    ['pnpm run lint', ['pnpm lint', 'pnpm -s lint', 'pnpm run lint --silent']],
    [
      'vitest',
      [
        'npx vitest',
        'npx vitest run',
        'vitest run --reporter=verbose',
        './node_modules/.bin/vitest run --coverage',
        'vitest --watch=false .',
      ],
    ],
    ['jest', ['npx jest --ci --silent --maxWorkers 2', 'node --experimental-vm-modules node_modules/jest/bin/jest.js']],
    ['pytest', ['python -m pytest', 'python3 -m pytest -q -n 4 --tb short', 'uv run pytest -vv --color=no']],
    ['tsc', ['npx tsc --noEmit', 'tsc --pretty false', 'node ./node_modules/typescript/bin/tsc']],
    ['tsc -p tsconfig.build.json', ['tsc --project tsconfig.build.json --noEmit', 'tsc --project=tsconfig.build.json']],
    ['eslint', ['eslint .', 'npx eslint . --ext .ts -f json']],
    ['cargo test', ['cargo t', 'cargo +nightly test -q', 'cargo test -- --nocapture --test-threads 1']],
    ['cargo clippy', ['cargo clippy --quiet']],
    ['go test', ['go test ./... -v', 'go test -v -count=1 ./...']],
    ['make test', ['make test -j 4', 'make -j4 test V=1']],
    ['gradle test', ['./gradlew test', './gradlew clean test --info --console plain']],
    ['mvn verify', ['./mvnw -q -B clean verify']],
    ['prettier --check', ['prettier -c .', 'npx prettier . --check --log-level warn']],
    ['vitest', ['node_modules/vitest/vitest.mjs run', './node_modules/vitest/vitest.mjs']],
    ['clojure test', ['clojure -M:test', 'clj -X:dev:test']],
    ['cucumber', ['npx cucumber-js', 'bundle exec cucumber --format progress']],
    ['behave', ['python3 -m behave', 'behave -f plain']],
    ['node --test', ['node --test --test-reporter=spec', 'node --import tsx --test']],
    [
      'scripts/run-tests.sh',
      ['bash -ex scripts/run-tests.sh', './scripts/run-tests.sh -v', 'sh ./scripts/run-tests.sh'],
    ],
  ])('%s', (id, lines) => {
    expect(lines.map((line) => checkOf(line)?.identity.id)).toEqual(lines.map(() => id));
    if (id !== 'go test') expect(checkOf(id)?.identity.id).toBe(id);
  });
});

describe('a weakened run is another check, or a part', () => {
  test.each([
    ['nx run-many -t test', 'nx affected -t test'],
    ['nx run-many -t test', 'nx run-many --target=test --projects=app'],
    ['nx run-many -t test', 'nx run-many -t test --exclude=broken'],
    ['nx run-many -t test', 'nx test'],
    ['make test', 'make test TEST=foo'],
    ['make test', 'make test BROWSER=none'],
    ['make test', 'make -f other.mk test'],
    ['just test', 'just --justfile other test'],
    ['mvn test', 'mvn -f other.xml test'],
    ['rake test', 'rake test TEST=a_test.rb'],
    ['just test', 'just filter=foo test'],
    ['pytest', 'PYTEST_ADDOPTS="-k foo" pytest'],
    ['pytest', 'export PYTEST_ADDOPTS="-k foo"; pytest'],
    ['pytest', 'pytest -o addopts="-k foo"'],
    ['pytest', 'pytest -xk foo'],
    ['pytest --cov-fail-under=90', 'pytest --cov-fail-under=0'],
    ['pytest --cov --cov-fail-under=90', 'pytest --cov'],
    ['go test ./...', 'go test -short ./...'],
    ['go test ./...', 'go test -exec=true ./...'],
    ['pre-commit run --all-files', 'SKIP=ruff pre-commit run --all-files'],
    ['pre-commit run --all-files', 'pre-commit run'],
    ['tox', 'TOXENV=lint tox'],
    ['npm run unknown-test', 'VITEST_OPTS="-t x" npm run unknown-test'],
    ['eslint .', "eslint . --rule 'x: off'"],
    ['eslint .', 'eslint . --ignore-pattern src'],
    ['eslint . --max-warnings 0', 'eslint . --max-warnings 999'],
    ['oxlint', 'oxlint -A all'],
    ['phpstan', 'phpstan --level 0'],
    ['flake8', 'flake8 --ignore=E'],
    ['pylint src', 'pylint src --disable=all'],
    ['mypy .', 'mypy . --exclude src'],
    ['ruff check .', 'ruff check . --exclude src'],
    ['black --check .', 'black --check . --exclude .'],
    ['tsc --noEmit', 'tsc --noEmit --strict false'],
    ['tsc --noEmit', 'tsc --noEmit --skipLibCheck'],
    ['shellcheck a.sh', 'shellcheck -S error a.sh'],
    ['shellcheck a.sh', 'shellcheck -e SC2086 a.sh'],
    ['bandit -r .', 'bandit -r . --skip B101'],
    ['bazel test //...', 'bazel test //... --test_tag_filters=-broken'],
    ['bazel test //...', 'bazel test //... --test_arg=--gtest_filter=None'],
    ['ctest', 'ctest --exclude-regex foo'],
    ['deno test', 'deno test --ignore=broken'],
    ['deno test', 'deno task test'],
    ['zig build test', 'zig test src/a.zig'],
    ['zig build test', 'zig build test -Dtest-filter=adds'],
    ['zig build test', 'zig build'],
    ['mvn test', 'mvn test -DexcludedGroups=slow'],
    ['mvn test', 'mvn test -Dunknown=1'],
    ['jest', 'jest -u'],
    ['npm test', 'npm test -- --exclude broken'],
    ['npm run unknown-test', 'npm run unknown-test -- --testPathIgnorePatterns=broken'],
    ['npm run unknown-test', 'npm run unknown-test -- --ignore=broken'],
    ['npm run unknown-test', 'npm run unknown-test -- --some-unknown-option'],
  ])('%s is not settled by %s', (whole, weaker) => {
    const all = lastOf(whole);
    const part = lastOf(weaker);
    expect(part?.identity.id).not.toBe(all?.identity.id);
    const subject = (check: IdentifiedCheck | null) => ({
      tool: check?.tool ?? '',
      cwd: '.',
      scope: check?.identity.scope ?? [],
    });
    expect(covers(subject(part), subject(all))).toBe(false);
  });

  test.each([
    ['pytest', ['PYTEST_ADDOPTS="-q --color=no" pytest', 'pytest -p no:cacheprovider', 'pytest -xvs']],
    ['go test ./...', ['GOFLAGS=-mod=mod go test ./...']],
    [
      'npm test',
      [
        'CI=1 npm test',
        'NODE_OPTIONS=--max-old-space-size=4096 npm test',
        'FORCE_COLOR=0 npm test',
        'export PATH="$HOME/.local/bin:$PATH"; npm test',
      ],
    ],
    ['vitest', ['vitest run --coverage --no-color --max-workers=2', 'NODE_ENV=test vitest run']],
    ['eslint', ['eslint . --cache --quiet']],
    ['make test', ['MAKEFLAGS=-j4 make test', 'make test --no-print-directory CI=1']],
    ['pre-commit run --all-files', ['pre-commit run -a']],
  ])('%s stays itself', (id, lines) => {
    expect(lines.map((line) => lastOf(line)?.identity.id)).toEqual(lines.map(() => lastOf(id)?.identity.id));
  });
});

const lastOf = (line: string): IdentifiedCheck | null => {
  const command = parseCommandLine(line).commands.at(-1);
  return command === undefined ? null : identifyCheck(command, context);
};

describe('the kind of a check', () => {
  test.each([
    ['bundle exec rake', 'test'],
    ['rebar3 eunit', 'test'],
    ['rebar3 ct --suite a', 'test'],
    ['rebar3 dialyzer', 'typecheck'],
    ['R CMD check pkg_1.0.tar.gz', 'test'],
    ['R CMD INSTALL .', undefined],
    ['clojure -M:dev', undefined],
    ['clojure -M:test -m nrepl.cmdline', undefined],
    ['clojure -M:test -m kaocha.runner', 'test'],
    ['echo run -- npm test', undefined],
    ['op run --help -- npm test', undefined],
    ['stack run -- npm test', undefined],
    ['echo "npm test" | docker exec app bash', undefined],
    ['anchor test', 'test'],
    ['npm run lint', 'lint'],
    ['npm run build', 'build'],
    ['npm run format', 'format'],
    ['npm run test:hollow', 'test'],
    ['npm run unknown-test', 'test'],
    ['npm run typecheck', 'typecheck'],
    ['npm run type-check', 'typecheck'],
    ['npm run format:check', 'format'],
    ['npm run lint:fix', 'lint'],
    ['npm run verify', 'test'],
    ['make quality', 'test'],
    ['make', 'build'],
    ['just lint', 'lint'],
    ['zig build test', 'test'],
    ['zig build -Doptimize=ReleaseSafe test --summary all', 'test'],
    ['zig build', 'build'],
    ['deno task test', 'test'],
    ['bun run test', 'test'],
    ['mise test', 'test'],
    ['mise run build ::: test', 'test'],
    ['go-task test', 'test'],
    ['pwsh -File scripts/test.ps1', 'test'],
    ['node --check a.js', 'lint'],
    ['node a.test.js', 'test'],
    ['node scripts/run-tests.js', 'test'],
    ['./test.sh', 'test'],
    ['./bin/lint', 'lint'],
    ['bash -n run.sh', 'lint'],
    ['php -l a.php', 'lint'],
    ['php artisan test', 'test'],
    ['python -m py_compile a.py', 'lint'],
    ['python manage.py test', 'test'],
    ['cargo check', 'typecheck'],
    ['cargo fmt --check', 'format'],
    ['go vet ./...', 'lint'],
    ['gofmt -l .', 'format'],
    ['ruff check', 'lint'],
    ['ruff format --check', 'format'],
    ['docker buildx build .', 'build'],
    ['cmake --build build', 'build'],
    ['terraform fmt -check', 'format'],
    ['mix format --check-formatted', 'format'],
    ['dotnet test', 'test'],
    ['bun test', 'test'],
    ['deno check main.ts', 'typecheck'],
    ['node --run test', 'test'],
  ])('%s is %s', (line, kind) => {
    expect(checkOf(line)?.kind).toBe(kind);
  });

  test.each([
    'npm start',
    'npm run start',
    'npm run dev',
    'npm run loop',
    'npm run test:watch',
    'npm ci',
    'npm install jest',
    'yarn add vitest',
    'pnpm publish',
    'prettier --write .',
    'cargo fmt',
    'black .',
    'ruff format',
    'gofmt -w .',
    'node server.js --test',
    'node a.js',
    'make clean',
    'make install',
    'echo npm test',
    'grep -r "npm test" .',
    'git commit -m "npm test"',
    'cat package.json',
    'ls',
    'which jest',
    'vitest init',
    'vitest bench',
    'webpack serve',
    'docker compose up',
    'terraform apply',
    'go run .',
    'bash run.sh',
    'mvn clean',
    'python app.py',
    'eslint-config-test',
  ])('%s is none', (line) => {
    expect(checkOf(line)).toBeNull();
  });
});

describe('a part of a check', () => {
  test.each<[string, string, string[]]>([
    ['npm test -- src/a.test.ts', 'npm test', ['src/a.test.ts']],
    ['npm test -- -t adds', 'npm test', ['-t adds']],
    ['npm test -w packages/a', 'npm test --workspaces', ['packages/a']],
    ['pnpm --filter a test', 'pnpm test --workspaces', ['a']],
    ['yarn workspace a test', 'yarn test --workspaces', ['a']],
    ['vitest run ./src/ -t adds', 'vitest', ['-t adds', 'src']],
    ['jest --testNamePattern=adds', 'jest', ['-t adds']],
    ['pytest tests/test_a.py::test_b -k x', 'pytest', ['-k x', 'tests/test_a.py::test_b']],
    ['go test ./pkg/...', 'go test', ['pkg/...']],
    ['go test -run TestA ./...', 'go test', ['-run TestA']],
    ['go test', 'go test', ['.']],
    ['cargo test -p core adds', 'cargo test', ['-p core', 'adds']],
    ['node --test a.test.js', 'node --test', ['a.test.js']],
    ['./gradlew :app:test --tests Foo', 'gradle test', ['--tests Foo', ':app']],
    ['mvn test -Dtest=Foo -pl core', 'mvn test', ['-Dtest Foo', '-pl core']],
    ['turbo run test --filter=a', 'turbo test', ['-F a']],
    ['rspec spec/a_spec.rb:3', 'rspec', ['spec/a_spec.rb:3']],
    ['git ls-files | xargs eslint', 'eslint', ['{}']],
  ])('%s', (line, tool, scope) => {
    const command = parseCommandLine(line).commands.at(-1);
    const check = command === undefined ? null : identifyCheck(command, context);
    expect([check?.tool, check?.identity.scope, check?.narrowed]).toEqual([tool, scope, true]);
  });

  test('a file that is checked by itself is no part of anything', () => {
    expect(checkOf('node --check a.js')).toMatchObject({ narrowed: false, identity: { id: 'node --check [a.js]' } });
  });

  test('the directory belongs to the identity', () => {
    const [command] = parseCommandLine('npm test').commands;
    expect(command && identifyCheck(command, { ...context, cwd: 'web' })?.identity).toMatchObject({
      id: 'npm test @web',
      cwd: 'web',
    });
  });
});

describe('what runs nothing, and what succeeds whatever it finds', () => {
  test.each([
    ['jest --listTests', 'void'],
    ['pytest --collect-only', 'void'],
    ['go test -run XXX ./...', 'void'],
    ["go test -run '^$' ./...", 'void'],
    ['make -n test', 'void'],
    ['clojure -P -M:test', 'void'],
    ['behave --steps-catalog', 'void'],
    ['cucumber-js --i18n-languages', 'void'],
    ['R CMD check --no-tests pkg', 'void'],
    ['mvn test -DskipTests', 'void'],
    ['./gradlew check -x test', 'void'],
    ['cargo test --no-run', 'void'],
    ['vitest --help', 'void'],
    ['npm test -- --help', 'void'],
    ['npm test --help', 'void'],
    ['jest --version', 'void'],
    ['npm run test:none', 'void'],
    ['npm run swallowed', 'masked'],
    ['ruff check --exit-zero', 'masked'],
    ['make -i test', 'masked'],
    ['make -ki test', 'masked'],
    ['make -siw test', 'masked'],
    ['make -j4i test', 'masked'],
    ['MAKEFLAGS=-i make test', 'masked'],
    ['MAKEFLAGS=i make test', 'masked'],
    ['make test MAKEFLAGS=-i', 'masked'],
    ['make SHELL=/bin/true test', 'masked'],
    ['make -t test', 'void'],
    ['make -sn test', 'void'],
    ['make -nk test', 'void'],
    ['npm test --script-shell=/bin/true', 'masked'],
    ['GOFLAGS=-run=XXX go test ./...', 'void'],
    ['MAVEN_ARGS=-DskipTests mvn test', 'void'],
    ['mvn test -Dmaven.test.skip.exec=true', 'void'],
    ['jest --testFailureExitCode=0', 'masked'],
    ['jest --testFailureExitCode 0', 'masked'],
    ['rspec --failure-exit-code=0', 'masked'],
    ['golangci-lint run --issues-exit-code 0', 'masked'],
    ['cspell --no-exit-code .', 'masked'],
    ['staticcheck -fail= ./...', 'masked'],
    ['phpcs --runtime-set ignore_errors_on_exit 1', 'masked'],
    ['mocha --pass-on-failing-test-suite', 'masked'],
    ['gofmt -l .', 'masked'],
    ['pnpm -r --no-bail test', 'masked'],
    ['mvn test -Dmaven.test.failure.ignore=true', 'masked'],
  ])('%s is %s', (line, kind) => {
    expect(checkOf(line)?.doubts.map((doubt) => doubt.kind)).toEqual([kind]);
  });

  test.each([
    ['jest --passWithNoTests', '--passWithNoTests'],
    ['npm test --if-present', '--if-present'],
    ['npm_config_if_present=true npm test', '--if-present=true'],
    ['jest --pass-with-no-tests', '--pass-with-no-tests'],
    ['eslint --pass-on-no-patterns', '--pass-on-no-patterns'],
    ['npm run test:hollow', '--passWithNoTests'],
    ['npm test -- --passWithNoTests', '--passWithNoTests'],
  ])('%s may have run nothing', (line, option) => {
    expect(checkOf(line)?.hollow).toBe(option);
  });

  test('a build without tests is still a build', () => {
    expect(checkOf('mvn package -DskipTests')).toMatchObject({
      kind: 'build',
      tool: 'mvn package -DskipTests',
      doubts: [],
    });
  });

  test('an option that is switched off does nothing', () => {
    expect(checkOf('mvn test -DskipTests=false')?.doubts).toEqual([]);
  });
});

describe('scripts', () => {
  test('cover what they run', () => {
    expect(checkOf('npm run check')?.covers.map(({ tool }) => tool)).toEqual([
      'npm run lint',
      'node --check',
      'npm test',
      'vitest',
    ]);
    expect(checkOf('make test')?.covers).toEqual([{ tool: 'go test', cwd: '.', scope: [] }]);
  });

  test('that call themselves come to an end', () => {
    expect(checkOf('npm run lint:loop')?.identity.id).toBe('npm run lint:loop');
  });

  test('in workspaces are not those of the root', () => {
    expect(checkOf('pnpm -r test')).toMatchObject({ tool: 'pnpm test --workspaces', covers: [] });
  });
});

test('the whole covers its parts, never the other way', () => {
  const of = (tool: string, ...scope: string[]) => ({ tool, cwd: '.', scope });
  expect(covers(of('vitest'), of('vitest', 'src/a.test.ts'))).toBe(true);
  expect(covers(of('vitest', 'src'), of('vitest', 'src/a.test.ts', '-t x'))).toBe(true);
  expect(covers(of('vitest', 'src', 'lib'), of('vitest', 'lib', 'src/a'))).toBe(true);
  expect(covers(of('pytest', 'a.py'), of('pytest', 'a.py::test_b'))).toBe(true);
  expect(covers(of('go test', 'pkg/...'), of('go test', 'pkg/sub'))).toBe(true);
  expect(covers(of('go test', 'pkg'), of('go test', 'pkg/sub'))).toBe(false);
  expect(covers(of('vitest', 'src/a.test.ts'), of('vitest'))).toBe(false);
  expect(covers(of('vitest', '-t x'), of('vitest', 'src'))).toBe(false);
  expect(covers(of('vitest', 'src/a'), of('vitest', 'src/ab'))).toBe(false);
  expect(covers(of('vitest'), { ...of('vitest', 'a'), cwd: 'web' })).toBe(false);
  expect(covers(of('vitest'), of('jest', 'a'))).toBe(false);
});

test('every tool of the table is found by its own name', () => {
  for (const tool of CHECK_TOOLS) {
    const second = tool.needs?.split(' ')[0] ?? '';
    const line = `${tool.name.includes(second) ? tool.name : `${tool.name} ${second}`} ${tool.testFiles === true ? 'a.test.js' : ''}`;
    expect(checkOf(line)?.tool, line).toBe(tool.name);
  }
});

test('never throws', () => {
  const word = fc.oneof(
    fc.constantFrom(...CHECK_TOOLS.flatMap(({ name }) => name.split(' '))),
    fc.constantFrom(
      'npm',
      'run',
      'test',
      '--',
      '-w',
      '-t',
      '--filter=',
      '-',
      '=',
      '--help',
      'make',
      'gradle',
      ':',
      '-x',
      'constructor',
      '__proto__',
    ),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (argv) => {
      const command = {
        argv,
        open: [],
        cwd: '',
        writes: [],
        text: '',
        verdict: { onZero: 'passed', onNonZero: 'failed', mask: null, skippable: false },
      } as const;
      const check = identifyCheck(command, context);
      expect(check === null || check.identity.id.length > 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('a script whose name says more than that it verifies is no check', () => {
  const lines = [
    './scripts/test-data.sh',
    'bash deploy.sh',
    'bash -n test.sh | cat',
    'test.sh',
    'bash -c "echo test.sh"',
  ];
  expect(lines.map((line) => checkOf(line)?.kind)).toEqual([undefined, undefined, 'lint', undefined, undefined]);
});
