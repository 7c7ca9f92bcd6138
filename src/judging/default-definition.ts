/**
 * What says what a required check does, where its policy does not: globs.
 * @param lines its command and its setup: what they name goes by files of its own
 */
export const defaultDefinition = (lines: string): readonly string[] => [
  ...DEFINITION,
  ...RECIPES.flatMap(([named, ...globs]) => (named.test(lines) ? globs : [])),
];

/** What commonly says what a check does: scripts and their configuration. */
const DEFINITION = [
  'package.json',
  '**/package.json',
  '.npmrc',
  '**/.npmrc',
  '**/{GNUmakefile,makefile,Makefile}',
  '**/conftest.py',
  '**/pyproject.toml',
  // what is there before anything is installed is taken for it
  '**/node_modules/**',
];

/**
 * And where other runners have their targets, or are told which program or which tests to run, for lines that name one.
 * What is installed by a lock file is what runs.
 */
const RECIPES: readonly (readonly [RegExp, ...string[]])[] = [
  [/\bg?make\b/, '**/*.mk'],
  [/\bjust\b/, '**/{justfile,Justfile,.justfile}'],
  [/\btask\b/, '**/{Taskfile,taskfile}.{yml,yaml}'],
  [/\brake\b/, '**/{Rakefile,rakefile,Rakefile.rb}'],
  [/\bcomposer\b/, '**/composer.{json,lock}'],
  [/\bdeno\b/, '**/deno.{json,jsonc,lock}'],
  [/\btox\b/, '**/tox.{ini,toml}'],
  [/\bnox\b/, '**/noxfile.py'],
  [/\bgradlew?\b/, '**/{*.gradle,*.gradle.kts,gradle.properties,gradle-wrapper.*,libs.versions.toml}'],
  [/\bmvnw?\b/, '**/{pom.xml,.mvn/**}'],
  [/\bant\b/, '**/build.xml'],
  [/\bmix\b/, '**/mix.{exs,lock}'],
  [/\bdotnet\b/, '**/{Directory.Build.*,global.json,*.runsettings,nuget.config,packages.lock.json}'],
  [/\bgo\b/, '**/go.{mod,sum,work}'],
  [/\bswift\b/, '**/Package.{swift,resolved}'],
  [/\bc(?:make|test)\b/, '**/{CMakeLists.txt,CMake*Presets.json}'],
  [/\bbazel(?:isk)?\b/, '**/{BUILD,WORKSPACE,MODULE}{,.bazel}', '**/.bazelrc'],
  [/\bpre-commit\b/, '.pre-commit-config.yaml'],
  [/\bnpm|\bnpx\b/, '**/{package-lock,npm-shrinkwrap}.json'],
  [/\byarn\b/, '**/{.yarnrc,.yarnrc.yml,.pnp.*,yarn.lock}', '**/.yarn/**'],
  [/\bpnp[mx]\b/, '**/{.pnpmfile.cjs,.pnpmfile.mjs,pnpm-workspace.yaml,pnpm-lock.yaml}'],
  [/\bbunx?\b/, '**/{bunfig.toml,bun.lock,bun.lockb}'],
  // which of them a script runs its name does not tell
  [
    /\b(?:np[mx]|pnp[mx]|yarn|bunx?|vitest|jest|mocha|ava|karma|playwright|cypress|eslint|prettier|stylelint|tsc)\b/,
    '**/{*.config.*,.*rc,.*rc.*,tsconfig*.json}',
  ],
  [/\bbiome\b/, '**/biome.{json,jsonc}'],
  [/\bturbo\b/, '**/turbo.json'],
  [/\bnx\b/, '**/nx.json'],
  [/\b(?:pytest|py\.test)\b/, '**/{pytest.ini,.pytest.ini,pytest.toml,.pytest.toml,tox.ini,setup.cfg}'],
  [
    /\b(?:pip[\d.]*|uv|uvx|poetry|pdm|pipenv)\b/,
    '**/{requirements*.txt,{uv,poetry,pdm}.{lock,toml},Pipfile,Pipfile.lock}',
  ],
  [
    /\b(?:ruff|mypy|flake8|pylint|pyright|coverage)\b/,
    '**/{.,}{ruff.toml,mypy.ini,flake8,pylintrc,coveragerc}',
    '**/{setup.cfg,pyrightconfig.json}',
  ],
  [/\bcargo\b/, '**/{Cargo.toml,Cargo.lock,build.rs,.cargo/**,rust-toolchain,rust-toolchain.toml}'],
  [/\brspec\b/, '**/.rspec'],
  [/\bbundle\b/, '**/{Gemfile,Gemfile.lock,.bundle/config}'],
  [/\bphpunit\b/, '**/phpunit{,.dist}.xml{,.dist}'],
  [/\bdocker[- ]compose\b/, '**/{docker-,}compose{,.*}.{yml,yaml}', '**/Dockerfile{,.*}'],
];
