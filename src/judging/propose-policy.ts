/** A first policy for a repository: which checks it has, and what says what they do. Pure. */
import type { RequiredCheck } from '../domain/policy.ts';

/** What is looked at: names of files at the root, and scripts by their runner. */
export interface RepositoryLook {
  readonly has: (file: string) => boolean;
  /** Whether a runner (`npm`, `make`) has a script or target. */
  readonly script: (runner: string, name: string) => boolean;
}

/**
 * The checks of each kind of project that is there, in the order in which one would run them. What defines them is scripts and
 * configuration: with the tests themselves among it, every honest change would need a person's signature.
 */
export const proposeChecks = (look: RepositoryLook): readonly RequiredCheck[] =>
  KINDS.filter(({ isHere }) => isHere(look)).flatMap(({ checks }) => checks(look));

interface Kind {
  readonly isHere: (look: RepositoryLook) => boolean;
  readonly checks: (look: RepositoryLook) => readonly RequiredCheck[];
}

const check = (
  name: string,
  command: string,
  rest: Pick<RequiredCheck, 'definition'> & Partial<RequiredCheck>,
): RequiredCheck => ({
  name,
  command,
  cwd: '.',
  rerun: true,
  setup: '',
  network: false,
  timeout_seconds: 600,
  ...rest,
});

/** Lock file → what installs by it, and what runs a script. */
const MANAGERS = [
  { lock: 'pnpm-lock.yaml', install: 'pnpm install --frozen-lockfile', run: 'pnpm' },
  { lock: 'yarn.lock', install: 'yarn install --immutable', run: 'yarn' },
  { lock: 'bun.lock', install: 'bun install --frozen-lockfile', run: 'bun run' },
  { lock: 'package-lock.json', install: 'npm ci', run: 'npm run' },
] as const;

const javascript: Kind = {
  isHere: ({ has }) => has('package.json'),
  checks: ({ has, script }) => {
    const manager = MANAGERS.find(({ lock }) => has(lock));
    const rest = {
      setup: manager?.install ?? '',
      network: manager !== undefined,
      // without a lock file nothing says what it needs
      rerun: manager !== undefined,
      definition: [
        '**/package.json',
        ...(manager === undefined ? [] : [manager.lock]),
        '**/npm-shrinkwrap.json',
        '**/.npmrc',
        '**/.pnpmfile.*',
        '**/.yarnrc*',
        '**/.yarn/**',
        'node_modules/**',
        '**/*.config.*',
        '**/.*rc',
        '**/.*rc.*',
        '**/tsconfig*.json',
      ],
    };
    const run = manager?.run ?? 'npm run';
    return ['test', 'lint', 'types', 'typecheck', 'type-check']
      .filter((name) => script('npm', name))
      .map((name) => check(name, name === 'test' && run === 'npm run' ? 'npm test' : `${run} ${name}`, rest));
  },
};

const rust: Kind = {
  isHere: ({ has }) => has('Cargo.toml'),
  checks: () => [
    check('cargo test', 'cargo test', {
      network: true,
      definition: ['**/Cargo.toml', 'Cargo.lock', '**/build.rs', '**/.cargo/**', 'rust-toolchain*'],
    }),
  ],
};

const go: Kind = {
  isHere: ({ has }) => has('go.mod'),
  checks: () => [
    check('go test', 'go test ./...', {
      network: true,
      definition: ['**/go.mod', '**/go.sum', 'go.work'],
    }),
  ],
};

const python: Kind = {
  isHere: ({ has }) => ['pytest.ini', 'conftest.py', 'tox.ini'].some(has),
  checks: () => [
    check('pytest', 'pytest', {
      // which environment it needs, a clean checkout does not say
      rerun: false,
      definition: [
        '**/conftest.py',
        '**/pytest.ini',
        '**/tox.ini',
        '**/pyproject.toml',
        '**/setup.cfg',
        '**/requirements*.txt',
      ],
    }),
  ],
};

/** A Makefile beside a package.json mostly calls what that names: it is asked where nothing else is there. */
const make: Kind = {
  isHere: (look) =>
    !OTHERS.some(({ isHere }) => isHere(look)) && (look.script('make', 'test') || look.script('make', 'check')),
  checks: ({ script }) => {
    const target = script('make', 'test') ? 'test' : 'check';
    return [
      check(`make ${target}`, `make ${target}`, { definition: ['**/{GNUmakefile,makefile,Makefile}', '**/*.mk'] }),
    ];
  },
};

const OTHERS: readonly Kind[] = [javascript, rust, go, python];
const KINDS: readonly Kind[] = [...OTHERS, make];
