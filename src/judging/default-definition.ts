/**
 * What says what a required check does, where its policy does not: globs.
 * @param lines its command and its setup: what they name goes by files of its own
 */
export const defaultDefinition = (lines: string): readonly string[] => [
  ...DEFINITION,
  ...RECIPES.flatMap(([named, ...globs]) => (named.test(lines) ? globs : [])),
  // a module that stands where it runs goes before the one that is installed
  ...[...lines.matchAll(MODULE)].map(([, name = '']) => `**/${name}{.py,/__init__.py,/__main__.py}`),
];

const MODULE =
  /\b(?:py(?:thon)?[\d.]*|uv run|coverage run)(?:\s[^\n;&|]{0,200}?)?\s(?:-[A-Za-z]*m\s*|--module[ =])([A-Za-z_]\w*)/g;

/** Programs whose names are words as well, or parts of other names: `go.test.js`, `lint-task`, `ant.js`. */
const called = (names: string): RegExp => new RegExp(`(?<![\\w.:@-])(?:${names})(?:\\.exe)?(?![\\w.:/-])`);

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

const ENDINGS = '{js,cjs,mjs,ts,cts,mts,json,jsonc,yaml,yml}';
const CONFIGURED =
  '{vite,vitest,jest,babel,playwright,cypress,karma,webpack,rollup,ava,wdio,eslint,prettier,stylelint,postcss,swc}*';

const NODE = [
  // app.config is a part of what is built, as is what else is called so among sources; `!(app)` would be appium, too
  `(?!app.config.)*.config{,.*}.${ENDINGS}`,
  `(?!src/)*/**/(?!app.config.)*.config{,.*}.${ENDINGS}`,
  `src/**/${CONFIGURED}.config{,.*}.${ENDINGS}`,
  // what its set-up files are called, where no configuration says it
  '**/{{jest,vitest,mocha,ava,karma,playwright,cypress}{-,.,_,}{setup,Setup},{setup,global}{-,.,_,}{tests,Tests,jest,Jest,vitest,Vitest,setup,Setup,teardown,Teardown}}.{js,cjs,mjs,ts,cts,mts,jsx,tsx}',
  '**/cypress/support/**',
  '**/{*.conf.{js,cjs,mjs,ts,json},.*rc,.*rc.*,{ts,js}config*.json,vitest.workspace.*,{Grunt,gulp}file.*}',
  '**/{turbo,nx,lerna,angular,biome}.{json,jsonc}',
];

/**
 * And where other runners have their targets, or are told which program or which tests to run, for lines that name one.
 * What is installed by a lock file is what runs.
 */
const RECIPES: readonly (readonly [RegExp, ...string[]])[] = [
  [called('g?make|mingw32-make'), '**/*.mk'],
  [called('just'), '**/{justfile,Justfile,.justfile,*.just}'],
  [called('task|go-task'), '**/{Taskfile,taskfile}{,.dist}.{yml,yaml}'],
  [/\brake\b/, '**/{Rakefile,rakefile,Rakefile.rb,*.rake}'],
  [/\bcomposer\b/, '**/composer.{json,lock}', '**/vendor/**'],
  [/\bdeno\b/, '**/{deno.{json,jsonc,lock},import_map.json}'],
  [/\btox\b/, '**/{tox.{ini,toml},setup.cfg}'],
  [/\bnox\b/, '**/noxfile.py'],
  [/\bhatch\b/, '**/hatch.toml'],
  [
    /\bgradlew?\b/,
    '**/{gradlew,gradle-wrapper.*,*.gradle,*.gradle.kts,gradle.properties,buildSrc/**}',
    '**/{*.versions.toml,gradle.lockfile}',
  ],
  [/\bmvn[dw]?\b/, '**/{pom.xml,.mvn/**}'],
  [called('ant'), '**/build.xml'],
  [called('mix'), '**/{mix.{exs,lock},test_helper.exs}'],
  [
    /\bdotnet\b/,
    '**/{*.{csproj,fsproj,vbproj,props,targets,sln,slnx},global.json,*.runsettings}',
    '**/{nuget.config,packages.lock.json,dotnet-tools.json,xunit.runner.json}',
  ],
  [called('go'), '**/go.{mod,sum,work}', '**/vendor/**'],
  [/\bgolangci-lint\b/, '**/.golangci.{yml,yaml,toml,json}'],
  [called('swift'), '**/Package.{swift,resolved}'],
  [/\bc(?:make|test)\b/, '**/{CMakeLists.txt,CMake*Presets.json,*.cmake}'],
  [/\bmeson\b/, '**/meson{.build,.options,_options.txt}'],
  [/\bbazel(?:isk)?\b/, '**/{BUILD,WORKSPACE,MODULE}{,.bazel}', '**/{.bazelrc,.bazelversion,*.bzl,tools/bazel}'],
  [/\bsbt\b/, '**/{*.sbt,project/build.properties,.sbtopts,.jvmopts}'],
  [/\bzig\b/, '**/build.zig{,.zon}'],
  [/\b(?:dart|flutter)\b/, '**/{pubspec.{yaml,lock},dart_test.yaml,analysis_options.yaml}'],
  [/\bcabal\b|\bstack (?:test|build)\b/, '**/{*.cabal,cabal.project*,stack.yaml*,package.yaml}'],
  [/\bpre-commit\b/, '.pre-commit-config.yaml'],
  [/\bnp[mx]\b/, '**/{package-lock,npm-shrinkwrap}.json'],
  [/\byarn\b/, '**/{.yarnrc,.yarnrc.yml,.pnp.*,yarn.lock}', '**/.yarn/**'],
  [/\bpnp[mx]\b/, '**/{.pnpmfile.cjs,.pnpmfile.mjs,pnpm-workspace.yaml,pnpm-lock.yaml}'],
  [/\bbunx?\b/, '**/{bunfig.toml,bun.lock,bun.lockb}'],
  // which of them a script runs its name does not tell
  [
    /\b(?:np[mx]|pnp[mx]|yarn|bunx?|vitest|vite|jest|mocha|ava|karma|playwright|cypress|wdio|eslint|prettier|stylelint)\b/,
    ...NODE,
  ],
  [/\b(?:oxlint|tsc|tsx|ts-node|c8|nyc|grunt|gulp|lerna)\b/, ...NODE],
  [called('ng'), ...NODE],
  [/\bbiome\b/, '**/biome.{json,jsonc}'],
  [/\b(?:run-[sp]|npm-run-all2?|concurrently|lage)\b/, ...NODE],
  // they run tests by runners of which the line names none
  [called('turbo'), '**/turbo.{json,jsonc}', ...NODE],
  [called('nx'), '**/{nx,project,workspace}.json', ...NODE],
  [called('moon'), '**/{moon.{yml,yaml,pkl},.moon/**}', ...NODE],
  [/\b(?:pytest|py\.test)\b/, '**/{pytest.ini,.pytest.ini,pytest.toml,.pytest.toml,tox.ini,setup.cfg}'],
  [
    /\b(?:pip[\d.]*|uv|uvx|poetry|pdm|pipenv|tox|nox|hatch)\b/,
    '**/{*requirements*.txt,requirements/**,constraints*.txt,setup.py,setup.cfg}',
    '**/{uv,poetry,pdm}.{lock,toml}',
    '**/Pipfile{,.lock}',
  ],
  [
    /\b(?:ruff|mypy|flake8|pylint|pyright|coverage (?:run|report))\b/,
    '**/{.,}{ruff.toml,mypy.ini,flake8,pylintrc,coveragerc}',
    '**/{setup.cfg,pyrightconfig.json}',
  ],
  [
    /\bcargo\b/,
    '**/{Cargo.toml,Cargo.lock,build.rs,.cargo/**,rust-toolchain,rust-toolchain.toml}',
    '**/{.,}{clippy,rustfmt}.toml',
    '**/{Makefile.toml,deny.toml,.config/nextest.toml}',
  ],
  [/\brspec\b/, '**/{.rspec,{spec,rails}_helper.rb}'],
  [/\bbundle\b/, '**/{Gemfile,Gemfile.lock,gems.rb,gems.locked,*.gemspec,.bundle/config}'],
  [/\b(?:rake|rails|ruby|m) /, '**/{test,spec,rails}_helper.rb'],
  [/\bphpunit\b/, '**/phpunit{,.dist}.xml{,.dist}', '**/vendor/**'],
  [
    /\b(?:docker|podman)(?:[- ]compose| buildx| build| image build)\b/,
    '**/{docker-,}compose{,.*}.{yml,yaml}',
    '**/{*.,}{Docker,Container}file{,.*}',
  ],
];
