import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Arena, arena, brokenPromises, userWork } from './arena.ts';
import { type Fault, type FaultRun, ran } from './fault.ts';

/** Makes a shape, and says where the commands then run; a text is the reason why it cannot be had. */
type Shape = (
  run: FaultRun,
  name: string,
) => { readonly at: Arena; readonly cwd: string; readonly env?: { [name: string]: string } } | string;

const plain = (run: FaultRun, name: string, init: readonly string[] = []): Arena => {
  const at = arena(run, name, { init });
  userWork(at);
  return at;
};

const cloned = (run: FaultRun, name: string, options: readonly string[]) => {
  const at = plain(run, name);
  at.git('config', 'uploadpack.allowFilter', 'true');
  const cwd = join(at.base, 'clone');
  at.git('clone', '--quiet', ...options, `file://${at.repo}`, cwd);
  return { at, cwd };
};

const SHAPES: { readonly [name: string]: Shape } = {
  plain: (run, name) => ({ at: plain(run, name), cwd: join(run.dir, name, 'repo') }),
  'linked worktree': (run, name) => {
    const at = plain(run, name);
    const cwd = join(at.base, 'linked');
    at.git('worktree', 'add', '--quiet', '--detach', cwd);
    return { at, cwd };
  },
  submodule: (run, name) => {
    const at = plain(run, name);
    const inner = arena(run, `${name}-inner`);
    userWork(inner);
    at.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.repo, 'sub');
    return { at, cwd: join(at.repo, 'sub') };
  },
  bare: (run, name) => {
    const at = arena(run, name, { init: ['--bare'] });
    return { at, cwd: at.repo };
  },
  shallow: (run, name) => cloned(run, name, ['--depth=1']),
  'partial, its remote gone': (run, name) => {
    const made = cloned(run, name, ['--filter=blob:none', '--no-checkout']);
    renameSync(join(made.at.repo), join(made.at.base, 'gone'));
    mkdirSync(made.at.repo);
    made.at.git('init', '--quiet', '.');
    return made;
  },
  alternates: (run, name) => cloned(run, name, ['--shared']),
  sha256: (run, name) => {
    const at = plain(run, name, ['--object-format=sha256']);
    return { at, cwd: at.repo };
  },
  reftable: (run, name) => {
    const probe = arena(run, `${name}-probe`).tryGit(['init', '--ref-format=reftable', 'x']);
    if (probe.code !== 0) return 'this git has no reftable';
    const at = plain(run, name, ['--ref-format=reftable']);
    return { at, cwd: at.repo };
  },
  'unborn HEAD': (run, name) => {
    const at = arena(run, name);
    return { at, cwd: at.repo };
  },
  'detached HEAD': (run, name) => {
    const at = plain(run, name);
    at.git('checkout', '--quiet', '--detach');
    return { at, cwd: at.repo };
  },
  'separate git dir': (run, name) => {
    const at = plain(run, name);
    at.git('init', '--quiet', '--separate-git-dir', join(at.base, 'separate'));
    return { at, cwd: at.repo };
  },
  'replace refs': (run, name) => {
    const at = plain(run, name);
    at.git('replace', 'HEAD', at.git('commit-tree', 'HEAD^{tree}', '-m', 'replaced'));
    return { at, cwd: at.repo };
  },
  'sparse, split index': (run, name) => {
    const at = plain(run, name);
    at.git('sparse-checkout', 'init');
    at.git('config', 'core.splitIndex', 'true');
    return { at, cwd: at.repo };
  },
  'ignoreCase, no user.name, GIT_NAMESPACE set': (run, name) => {
    const at = plain(run, name);
    at.git('config', 'core.ignoreCase', 'true');
    const env = { ...at.env, GIT_NAMESPACE: 'x' };
    for (const key of Object.keys(env).filter((key) => /^GIT_(?:AUTHOR|COMMITTER)/.test(key)))
      Reflect.deleteProperty(env, key);
    return { at, cwd: at.repo, env };
  },
  'packed refs and objects': (run, name) => {
    const at = plain(run, name);
    at.git('gc', '--quiet');
    return { at, cwd: at.repo };
  },
  'from a subdirectory': (run, name) => {
    const at = plain(run, name);
    mkdirSync(join(at.repo, 'a/b'), { recursive: true });
    return { at, cwd: join(at.repo, 'a/b') };
  },
};

const ARTIFACT = ['session', 'handoff', 'artifact'];

export const shapes: Fault = {
  id: 'D6',
  name: 'shapes of repositories',
  target: 'save, save again, list, show, render-md, rm work in each',
  run: async (run) => {
    const problems: string[] = [];
    const met: string[] = [];
    const not: string[] = [];
    for (const [index, [name, make]] of Object.entries(SHAPES).entries()) {
      const made = make(run, `shape-${index}`);
      if (typeof made === 'string') {
        not.push(`${name} (${made})`);
        continue;
      }
      const found = await walk(made.at, { ...made, env: made.env ?? made.at.env });
      problems.push(...found.map((problem) => `${name}: ${problem}`));
      if (found.length === 0) met.push(name);
    }
    const skips = not.length === 0 ? '' : `; skipped: ${not.join(', ')}`;
    return ran(`${Object.keys(SHAPES).length} shapes`, `${met.length} work: ${met.join(', ')}${skips}`, problems);
  },
};

const walk = async (at: Arena, how: { readonly cwd: string; readonly env: { [name: string]: string } }) => {
  const problems: string[] = [];
  const log = at.log('11111111-0000-4000-8000-000000000001');
  const save = ['session', 'handoff', 'save', log, '--artifact-id', 'one', '--json'];
  let commit = '';
  const step = async (args: readonly string[], shows: string): Promise<void> => {
    const { code, stdout, stderr } = await at.face(args, { cwd: how.cwd, env: how.env });
    if (code !== 0 || !stdout.includes(shows))
      problems.push(`${args.slice(0, 4).join(' ')} ended with ${code}: ${(stdout + stderr).slice(0, 300)}`);
    commit = /"commit": "([0-9a-f]+)"/.exec(stdout)?.[1] ?? commit;
  };
  await step(save, '"changed": true');
  await step([...save, '--payload-format', 'jsonl'], '"changed": true');
  await step([...ARTIFACT, 'list', '--json'], '"one"');
  await step([...ARTIFACT, 'show', 'one', '--json'], 'Do the work');
  await step([...ARTIFACT, 'render-md', 'one', '--output', join(at.base, 'out.md')], '');
  const inside = {
    ...at,
    repo: how.cwd,
    git: (...args: string[]) => ran0(at, how.cwd, args),
    tryGit: (args: readonly string[]) => at.tryGit(args, { cwd: how.cwd }),
  };
  const partial =
    how.cwd.endsWith('clone') && at.tryGit(['config', 'extensions.partialClone'], { cwd: how.cwd }).code === 0;
  // git fsck of a partial clone asks for what was left out
  if (!partial) problems.push(...(await brokenPromises(inside, [{ ref: 'one', commit }])));
  await step([...ARTIFACT, 'rm', 'one', '--json'], '');
  rmSync(join(at.base, 'out.md'), { force: true });
  writeFileSync(join(at.base, 'done'), '');
  return problems;
};

const ran0 = (at: Arena, cwd: string, args: readonly string[]): string => {
  const { code, stdout, stderr } = at.tryGit(args, { cwd });
  if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout.replace(/\n$/, '');
};
