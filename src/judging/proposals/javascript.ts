import { check, type Kind, type RepositoryLook } from './kind.ts';
import { workspaceDirs } from './workspace-dirs.ts';

interface Manager {
  readonly lock: string;
  /** Installs by the lock file. */
  readonly install: string;
  /** Runs a script. */
  readonly run: string;
  /** Runs the tests of workspaces; `some`: where not all of them have any. */
  readonly all: string;
  readonly some: string;
}

const MANAGERS: readonly Manager[] = [
  {
    lock: 'pnpm-lock.yaml',
    install: 'pnpm install --frozen-lockfile',
    run: 'pnpm',
    all: 'pnpm -r test',
    some: 'pnpm -r test',
  },
  {
    lock: 'yarn.lock',
    install: 'yarn install --immutable',
    run: 'yarn',
    all: 'yarn workspaces foreach --all run test',
    some: 'yarn workspaces foreach --all run test',
  },
  {
    lock: 'bun.lock',
    install: 'bun install --frozen-lockfile',
    run: 'bun run',
    all: "bun run --filter '*' test",
    some: "bun run --filter '*' test",
  },
  {
    lock: 'package-lock.json',
    install: 'npm ci',
    run: 'npm run',
    all: 'npm test --workspaces',
    some: 'npm test --workspaces --if-present',
  },
];

export const javascript: Kind = {
  isHere: ({ has }) => has('package.json'),
  checks: (look) => {
    const { has, script } = look;
    const manager = MANAGERS.find(({ lock }) => has(lock));
    const rest = {
      setup: manager?.install ?? '',
      // what is installed comes from a registry; most tests need nothing but themselves
      network: manager === undefined ? false : ('setup' as const),
      // without a lock file nothing says what it needs
      rerun: manager !== undefined,
      definition: definitionOf(manager),
    };
    const run = manager?.run ?? 'npm run';
    const own = ['test', 'lint', 'types', 'typecheck', 'type-check']
      .filter((name) => script('npm', '.', name))
      .map((name) => check(name, name === 'test' && run === 'npm run' ? 'npm test' : `${run} ${name}`, rest));
    if (script('npm', '.', 'test')) return own;
    return [...testsOfWorkspaces(look, manager).map((command) => check('test', command, rest)), ...own];
  },
};

const definitionOf = (manager: Manager | undefined): readonly string[] => [
  '**/package.json',
  ...(manager === undefined ? [] : [manager.lock]),
  'pnpm-workspace.yaml',
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
];

/** Where the root has no tests of its own. Without a lock file it is npm. */
const testsOfWorkspaces = (look: RepositoryLook, manager = MANAGERS.at(-1)): readonly string[] => {
  const dirs = workspaceDirs(look);
  const tested = dirs.filter((dir) => look.script('npm', dir, 'test'));
  if (manager === undefined || tested.length === 0) return [];
  return [tested.length === dirs.length ? manager.all : manager.some];
};
