/** Programs that run another program and end with its status: what stands before the command that they run. */
export interface Wrapper {
  /** The word after the program that makes it one (`run` of `uv run`); without: the program alone. */
  readonly verbs?: readonly string[];
  /** Options whose value is the next word. */
  readonly values?: readonly string[];
  /** Words to pass over before the command: the duration of `timeout`. */
  readonly operands?: number;
  /** `A=1` before the command sets a variable. */
  readonly assignments?: true;
  /** Options with which it runs no command. */
  readonly queries?: readonly string[];
  /** The command begins after this word only. */
  readonly after?: readonly string[];
  /** Words that may stand right before the command. */
  readonly fillers?: readonly string[];
  /** The command is a package, perhaps with a version and scope. */
  readonly packages?: true;
  /** Adds arguments of its own, unknown to us. */
  readonly appends?: true;
  /** Runs scripts of the project by name as well: a word like `test` is such a name. */
  readonly scripts?: true;
  /** Loses the status. */
  readonly mask?: string;
}

const PACKAGE_VALUES = ['-p', '--package', '-w', '--workspace', '--filter', '-F'];

const COVERAGE_VALUES =
  '-r --reporter -x --exclude -n --include --lines --branches --functions --statements --temp-directory'.split(' ');

export const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ['timeout', { values: ['-k', '-s', '--kill-after', '--signal'], operands: 1 }],
  ['gtimeout', { values: ['-k', '-s', '--kill-after', '--signal'], operands: 1 }],
  ['env', { values: ['-u', '--unset', '-C', '--chdir'], assignments: true, queries: ['-S', '--split-string'] }],
  ['cross-env', { assignments: true }],
  ['dotenv', { values: ['-e', '-f', '-c', '-v', '-p'], fillers: ['run'] }],
  ['time', { values: ['-f', '-o', '--format', '--output'] }],
  ['nice', { values: ['-n', '--adjustment'] }],
  ['ionice', { values: ['-c', '-n', '-p'] }],
  ['taskset', { values: ['-c', '--cpu-list'] }],
  ['nohup', {}],
  ['setsid', { mask: 'background' }],
  ['stdbuf', { values: ['-i', '-o', '-e'] }],
  ['unbuffer', {}],
  ['winpty', {}],
  ['arch', {}],
  ['flock', { values: ['-w', '-E', '--timeout'], operands: 1, queries: ['-c'] }],
  ['xvfb-run', { values: ['-n', '-s', '-e', '-f', '-p', '-w'] }],
  ['caffeinate', { values: ['-t', '-w'] }],
  [
    'sudo',
    { values: ['-u', '-g', '-h', '-p', '-C', '-D', '-R', '-T', '-U'], assignments: true, queries: ['-l', '-v'] },
  ],
  ['doas', { values: ['-u', '-C'] }],
  ['command', { queries: ['-v', '-V'] }],
  ['builtin', {}],
  ['exec', { values: ['-a'] }],
  ['xargs', { values: ['-n', '-P', '-I', '-L', '-s', '-d', '-a', '-E', '--max-args', '--max-procs'], appends: true }],
  ['c8', { values: [...COVERAGE_VALUES, '--src', '-o', '--reports-dir', '-c', '--config'] }],
  ['nyc', { values: [...COVERAGE_VALUES, '--report-dir', '--nycrc-path', '-e', '--extension'] }],
  ['npx', { values: PACKAGE_VALUES, queries: ['-c', '--call'], packages: true }],
  ['bunx', { values: PACKAGE_VALUES, packages: true }],
  ['pnpx', { values: PACKAGE_VALUES, packages: true }],
  ['uvx', { values: ['--from', '--with', '--python', '-p'], packages: true }],
  ['corepack', { packages: true, queries: ['enable', 'disable', 'prepare', 'install', 'use', 'up', 'pack'] }],
  ['npm', { verbs: ['exec', 'x'], values: PACKAGE_VALUES, queries: ['-c', '--call'], packages: true }],
  ['pnpm', { verbs: ['exec', 'dlx'], values: PACKAGE_VALUES, queries: ['-c', '--shell-mode'], packages: true }],
  ['yarn', { verbs: ['exec', 'dlx'], values: PACKAGE_VALUES, packages: true }],
  ['bun', { verbs: ['x'], values: PACKAGE_VALUES, packages: true }],
  [
    'uv',
    {
      verbs: ['run'],
      values: ['--with', '--extra', '--group', '--only-group', '--python', '-p', '--package', '--env-file'],
    },
  ],
  ['poetry', { verbs: ['run'] }],
  ['pipenv', { verbs: ['run'] }],
  ['pdm', { verbs: ['run'], scripts: true }],
  ['rye', { verbs: ['run'], scripts: true }],
  ['hatch', { verbs: ['run'], scripts: true }],
  ['pixi', { verbs: ['run'], scripts: true, values: ['-e', '--environment'] }],
  ['pipx', { verbs: ['run'], values: ['--spec', '--python'] }],
  ['conda', { verbs: ['run'], values: ['-n', '-p', '--name', '--prefix', '--cwd'] }],
  ['micromamba', { verbs: ['run'], values: ['-n', '-p', '--name', '--prefix', '--cwd'] }],
  ['mamba', { verbs: ['run'], values: ['-n', '-p', '--name', '--prefix', '--cwd'] }],
  ['bundle', { verbs: ['exec'] }],
  ['mise', { verbs: ['exec', 'x'], after: ['--'] }],
  ['asdf', { verbs: ['exec'] }],
  ['rbenv', { verbs: ['exec'] }],
  ['pyenv', { verbs: ['exec'] }],
  ['nodenv', { verbs: ['exec'] }],
  ['fnm', { verbs: ['exec'], values: ['--using'] }],
  ['volta', { verbs: ['run'], values: ['--node', '--npm', '--pnpm', '--yarn'] }],
  ['direnv', { verbs: ['exec'], operands: 1 }],
  ['aws-vault', { verbs: ['exec'], operands: 1, values: ['-d', '--duration', '--region'] }],
  ['envchain', { operands: 1 }],
  ['env-cmd', { values: ['-f', '--file', '-e', '--environments', '-r', '--rc-file'] }],
  ...['op', 'doppler', 'infisical', 'dotenvx', 'teller', 'varlock'].map((name): readonly [string, Wrapper] => [
    name,
    { verbs: ['run'], after: ['--'] },
  ]),
  ['chamber', { verbs: ['exec'], after: ['--'] }],
  ['bws', { verbs: ['run'], after: ['--'] }],
  ['flox', { verbs: ['activate'], after: ['--'] }],
  ['guix', { verbs: ['shell', 'environment'], after: ['--'] }],
  ['devenv', { verbs: ['shell'] }],
  ['railway', { verbs: ['run'], values: ['-s', '--service', '-e', '--environment', '-p', '--project'] }],
  ['dbus-run-session', {}],
  ['chronic', {}],
  ['gosu', { operands: 1 }],
  ['su-exec', { operands: 1 }],
  ['faketime', { operands: 1 }],
  ['rtk', { fillers: ['test', 'err', 'proxy', 'summary'] }],
  ['nix', { verbs: ['develop', 'shell'], after: ['-c', '--command'] }],
  ['devbox', { verbs: ['run'], scripts: true }],
]);

/** Words before the command with which a wrapper runs none, or does not wait for it. */
export const RUNS_NONE: ReadonlySet<string> = new Set(['--help', '--version', '--dry-run', '--detach', '--background']);

/** Modules that `python -m` runs as the program of the same name. */
export const PYTHON_MODULES: ReadonlySet<string> = new Set([
  'pytest',
  'unittest',
  'tox',
  'nox',
  'ruff',
  'mypy',
  'pyright',
  'flake8',
  'black',
  'isort',
  'pylint',
  'py_compile',
  'compileall',
  'coverage',
  'build',
  'bandit',
  'doctest',
  'pyflakes',
  'pycodestyle',
  'basedpyright',
  'ty',
  'behave',
  'nose2',
]);

/** Options by which a program itself changes its directory. `file`: the value is a file in it. */
export interface DirectoryOptions {
  readonly names: readonly string[];
  readonly file?: readonly string[];
  /** Only before the first word that is no option. */
  readonly early?: true;
}

export const DIRECTORY_OPTIONS: ReadonlyMap<string, DirectoryOptions> = new Map<string, DirectoryOptions>([
  ['npm', { names: ['--prefix', '-C'] }],
  ['pnpm', { names: ['-C', '--dir', '--prefix'] }],
  ['yarn', { names: ['--cwd'] }],
  ['bun', { names: ['--cwd'] }],
  ['git', { names: ['-C'], early: true }],
  ['make', { names: ['-C', '--directory'] }],
  ['gmake', { names: ['-C', '--directory'] }],
  ['ninja', { names: ['-C'] }],
  ['patch', { names: ['-d', '--directory'] }],
  ['cargo', { names: ['-C'], file: ['--manifest-path'] }],
  ['go', { names: ['-C'] }],
  ['just', { names: ['-d', '--working-directory'], file: ['-f', '--justfile'] }],
  ['task', { names: ['-d', '--dir'] }],
  ['poetry', { names: ['-C', '--directory'], early: true }],
  ['uv', { names: ['--directory', '--project'] }],
  ['pdm', { names: ['-p', '--project'], early: true }],
  ['env', { names: ['-C', '--chdir'], early: true }],
  ['gradle', { names: ['-p', '--project-dir'] }],
  ['gradlew', { names: ['-p', '--project-dir'] }],
  ['mvn', { names: [], file: ['-f', '--file'] }],
  ['mvnw', { names: [], file: ['-f', '--file'] }],
  ['composer', { names: ['-d', '--working-dir'] }],
  ['terraform', { names: ['-chdir'] }],
  ['tofu', { names: ['-chdir'] }],
  ['swift', { names: ['--package-path'] }],
  ['ctest', { names: ['--test-dir'] }],
  ['turbo', { names: ['--cwd'] }],
  ['conda', { names: ['--cwd'] }],
]);
