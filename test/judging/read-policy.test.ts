import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/default-policy.ts';
import { globMatcher } from '../../src/judging/globs.ts';
import { readPolicy, unsatisfiable } from '../../src/judging/read-policy.ts';

const read = (text: string, strict = false) => readPolicy({ oid: 'a'.repeat(40), text }, { strict });
const CHECK = '[[required_checks]]\nname = "test"\ncommand = "npm test"\n';

const definedBy = (command: string, setup = ''): ((path: string) => boolean) => {
  const check = `[[required_checks]]\nname = "test"\ncommand = "${command}"\nsetup = "${setup}"\n`;
  return globMatcher(read(check).policy.required_checks[0]?.definition ?? []);
};

describe('what holds', () => {
  test('without a policy: the defaults, and where each value comes from', () => {
    const { policy, sources, blob } = readPolicy(null, { strict: false });
    expect(policy).toEqual(DEFAULT_POLICY);
    expect(new Set(Object.values(sources))).toEqual(new Set(['default']));
    expect(blob).toBe(null);
  });

  test('the policy over the defaults, key by key', () => {
    const { policy, sources } = read(`ignore = ["*.lock"]\n${CHECK}rerun = true\n`);
    expect(policy.ignore).toEqual(['*.lock']);
    expect(policy.required_checks).toMatchObject([{ name: 'test', cwd: '.', rerun: true, timeout_seconds: 600 }]);
    expect(sources).toMatchObject({ ignore: 'policy', required_checks: 'policy', protect: 'default' });
  });

  test('where the targets of a runner stand says what its check does, unless the policy says what does', () => {
    const definitionOf = (command: string, rest = '') =>
      read(`[[required_checks]]\nname = "test"\ncommand = "${command}"\n${rest}`).policy.required_checks[0]?.definition;
    expect(definitionOf('just test')).toEqual([
      ...(definitionOf('./test') ?? []),
      '**/{justfile,Justfile,.justfile,*.just}',
    ]);
    expect(definitionOf('just test', 'definition = ["a"]\n')).toEqual(['a']);
  });

  test.each([
    ['pytest -q', '', 'pytest.ini'],
    ['python -m pytest', '', 'api/setup.cfg'],
    ['npm test', 'yarn install --immutable', '.yarnrc.yml'],
    ['yarn test', '', 'web/.yarnrc'],
    ['pnpm test', '', '.pnpmfile.cjs'],
    ['bun test', '', 'bunfig.toml'],
    ['mix test', '', 'mix.exs'],
    ['cargo test', '', '.cargo/config.toml'],
    ['cargo test', '', 'rust-toolchain.toml'],
    ['npm test', 'npm ci', 'web/node_modules/.bin/vitest'],
    ['./gradlew test', '', 'gradle/wrapper/gradle-wrapper.properties'],
    ['gradle test', '', 'app/build.gradle.kts'],
    ['mvn verify', '', '.mvn/maven.config'],
    ['mvn verify', '', 'app/pom.xml'],
    ['bundle exec rspec', '', '.rspec'],
    ['bundle exec rspec', '', 'Gemfile'],
    ['vendor/bin/phpunit', '', 'phpunit.xml.dist'],
    ['docker compose run app pytest', '', 'docker-compose.ci.yml'],
    ['docker-compose run app ./all', '', 'compose.yaml'],
    ['docker compose run app pytest', '', 'docker/Dockerfile.ci'],
    ['cd api && pytest', '', 'api/pyproject.toml'],
    ['make test', '', 'ci/rules.mk'],
    ['npm test', 'npm ci', 'package-lock.json'],
    ['npm test', 'npm ci', 'vitest.config.ts'],
    ['npm run lint', '', 'web/.eslintrc.json'],
    ['npx tsc --noEmit', '', 'web/tsconfig.test.json'],
    ['vitest run', '', 'vitest.workspace.config.mts'],
    ['yarn test', '', '.yarn/releases/yarn-4.0.0.cjs'],
    ['yarn test', '', '.yarn/plugins/a.cjs'],
    ['yarn test', '', 'yarn.lock'],
    ['yarn test', '', '.pnp.cjs'],
    ['pnpm test', 'pnpm i', 'pnpm-lock.yaml'],
    ['bun test', '', 'bun.lockb'],
    ['pytest', 'pip install -r requirements.txt', 'requirements-dev.txt'],
    ['uv run pytest', '', 'uv.lock'],
    ['mypy .', '', '.mypy.ini'],
    ['ruff check .', '', 'ruff.toml'],
    ['cargo test', '', 'core/build.rs'],
    ['cargo test', '', 'Cargo.lock'],
    ['go test ./...', '', 'go.mod'],
    ['bundle exec rspec', '', 'Gemfile.lock'],
    ['./gradlew test', '', 'gradle/libs.versions.toml'],
    ['dotnet test', '', 'nuget.config'],
    ['ctest --test-dir build', 'cmake -B build', 'CMakeLists.txt'],
    ['bazel test //...', '', 'core/BUILD.bazel'],
    ['pre-commit run -a', '', '.pre-commit-config.yaml'],
    ['npx turbo test', '', 'turbo.json'],
    ['npm test', '', 'turbo.json'],
    ['npm test', '', 'web/jest.config.ci.json'],
    ['npm test', '', 'karma.conf.js'],
    ['node --import tsx --test', '', 'tsconfig.json'],
    ['python3 -m pytest', '', 'pytest.py'],
    ['cd api && uv run -m pytest', '', 'api/pytest/__main__.py'],
    ['pytest', 'python -u -m pip install -r requirements/dev.txt', 'requirements/base.txt'],
    ['hatch test', '', 'hatch.toml'],
    ['cargo nextest run', '', '.config/nextest.toml'],
    ['gradle sub:test', '', 'buildSrc/src/main/kotlin/a.kt'],
    ['mvnd test', '', 'pom.xml'],
    ['dotnet test', '', 'tests/a.csproj'],
    ['go test ./...', '', 'vendor/example.com/assert/assert.go'],
    ['just test', '', 'ci/test.just'],
    ["sh -c 'make test'", '', 'ci/rules.mk'],
    ['sbt test', '', 'project/plugins.sbt'],
    ['docker build --target test .', '', 'test.Dockerfile'],
    ['npm test', '', 'appium.config.js'],
    ['npm test', '', 'srcs/ci.config.js'],
    ['npm test', '', 'src/vitest.e2e.config.ts'],
    ['npm test', '', 'web/jest.setup.js'],
    ['npm test', '', 'web/src/setupTests.ts'],
    ['npx cypress run', '', 'cypress/support/e2e.ts'],
    ['mix test', '', 'test/test_helper.exs'],
    ['bundle exec rspec', '', 'spec/spec_helper.rb'],
  ])('%s, set up by %j, goes by %s', (command, setup, path) => {
    const isDefinition = definedBy(command, setup);
    expect([isDefinition(path), isDefinition('src/app.js')]).toEqual([true, false]);
  });

  test.each([
    ['go test ./...', 'src/x.config.ts'],
    ['node --test go.test.js', 'go.mod'],
    ['npm run just-lint', 'justfile'],
    ['npm run make:all', 'ci/rules.mk'],
    ['node scripts/ant.js', 'build.xml'],
    ['pytest make/', 'ci/rules.mk'],
    ['node --test test/coverage', 'setup.cfg'],
    ['npm test', 'src/app/app.config.ts'],
    ['npm test', 'app.config.ts'],
    ['npm test', 'src/config/database.config.ts'],
    ['npm test', 'src/setup.ts'],
    ['npm test', 'docs/a.config.md'],
    ['python build.py --max 3', 'x.py'],
  ])('%s does not go by %s', (command, path) => {
    expect(definedBy(command)(path)).toBe(false);
  });

  test('the network for both, for the setup alone, or for neither', () => {
    const networkOf = (rest: string) => read(`${CHECK}${rest}`).policy.required_checks[0]?.network;
    expect(networkOf('')).toBe(false);
    expect(networkOf('network = true\n')).toBe(true);
    expect(networkOf('network = "setup"\n')).toBe('setup');
  });

  test('strict asks for a handoff always, and accepts no record, whatever the policy says', () => {
    const { policy, sources } = read('require = "agent-commits"\naccept = ["recorded", "rerun"]\n', true);
    expect(policy).toMatchObject({ require: 'always', accept: ['rerun'], wait_seconds: 60 });
    expect(sources.wait_seconds).toBe('strict');
  });
});

let next = 0;

describe('a policy that is wrong says where', () => {
  test.each([
    ['accept = [', /line 1/],
    ['requre = "always"\n', /requre is unknown; did you mean require/],
    ['require = "sometimes"\n', /require .*always/],
    [`${CHECK}network = "yes"\n`, /network .*false, true, setup/],
    [`${CHECK}comand = "x"\n`, /comand is unknown; did you mean command/],
    ['[severity]\nfiles_unclamed = "error"\n', /did you mean files_unclaimed/],
    [`${CHECK}${CHECK}`, /two required checks have the name/],
    ['protect = ["docs/"]\n', /ends with \/: what lies below a folder is docs\/\*\*/],
    ['protect = ["/docs/**"]\n', /begins with \//],
    ['ignore = ["!notes.txt"]\n', /begins with !/],
    ['inert = ["n[o"]\n', /bracket/],
    [`${CHECK}definition = ["/x"]\n`, /begins with \//],
    [`${CHECK}cwd = "../x"\n`, /cwd/],
    ['max_unclaimed = -1\n', /max_unclaimed/],
    [`protect = [${'"a",'.repeat(2001)}]\n`, /2001 globs are more than 2000/],
    [`protect = ["${'a'.repeat(1001)}"]\n`, /more than 1000 characters/],
    [CHECK.repeat(251).replace(/name = "/g, () => `name = "${next++}`), /251 required checks are more than 250/],
  ])('%j', (text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringMatching(message) }),
    );
  });
});

test('a required check that no accepted evidence can show is a mistake', () => {
  const wrong = (text: string, signers: boolean, strict = true): number =>
    unsatisfiable(read(text, strict).policy, { signers }).length;
  expect(wrong(CHECK, true)).toBe(1);
  expect(wrong(CHECK, false, false)).toBe(0);
  expect(wrong(`ci_principals = ["ci"]\n${CHECK}`, true)).toBe(0);
  expect(wrong(`${CHECK}rerun = true\n`, false)).toBe(0);
});

test('so is one that asks for signatures of signers whom the target branch does not name', () => {
  const wrong = (text: string, signers: boolean): number => unsatisfiable(read(text, true).policy, { signers }).length;
  expect(wrong(`ci_principals = ["ci"]\n${CHECK}`, false)).toBe(1);
  expect(wrong(`accept = ["vouched"]\n${CHECK}`, false)).toBe(1);
  expect(wrong('require_signed = true\n', false)).toBe(1);
  expect(wrong('require_signed = true\n', true)).toBe(0);
});
