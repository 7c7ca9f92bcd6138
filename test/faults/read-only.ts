import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Arena, arena, brokenPromises, endOf, userWork } from './arena.ts';
import { type Fault, type FaultRun, ran } from './fault.ts';

const LIST = ['session', 'handoff', 'artifact', 'list', '--json'];
const SHOW = ['session', 'handoff', 'artifact', 'show', 'kept', '--json'];
const READ = [LIST, SHOW, ['session', 'list', '--json'], ['session', 'handoff', '--last', '--json']];

/** A way to forbid writing: what runs a command under it, or why it cannot be had here. */
interface Forbidding {
  readonly name: string;
  readonly code: 'read_only' | 'no_space';
  under(at: Arena, argv: readonly string[]): readonly string[] | string;
}

const quoted = (argv: readonly string[]): string => argv.map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`).join(' ');

const WAYS: readonly Forbidding[] = [
  {
    name: 'read-only bind mount',
    code: 'read_only',
    under: (at, argv) => {
      const mount = `mount --bind "${at.repo}" "${at.repo}" && mount -o remount,bind,ro "${at.repo}"`;
      const probe = spawnSync('unshare', ['-m', 'sh', '-c', mount], { encoding: 'utf8' });
      if (probe.status !== 0) return `no bind mount: ${(probe.stderr ?? 'no unshare').slice(0, 80)}`;
      return ['unshare', '-m', 'sh', '-c', `${mount} && cd "${at.repo}" && exec ${quoted(argv)}`];
    },
  },
  {
    name: 'directories without the right to write',
    code: 'read_only',
    under: (_at, argv) =>
      process.getuid?.() === 0
        ? [
            'setpriv',
            '--bounding-set=-dac_override,-dac_read_search',
            '--inh-caps=-dac_override,-dac_read_search',
            ...argv,
          ]
        : argv,
  },
  {
    name: 'ulimit -f',
    code: 'no_space',
    under: (_at, argv) => ['sh', '-c', `ulimit -f 1; exec ${quoted(argv)}`],
  },
];

export const readOnly: Fault = {
  id: 'A11',
  name: 'read-only repository',
  target: 'a save ends with exit 8; list, show and handoff read on',
  run: async (run) => {
    const told: string[] = [];
    const problems: string[] = [];
    for (const [index, way] of WAYS.entries()) {
      const result = await forbid(run, way, `ro-${index}`);
      told.push(`${way.name}: ${result.skipped ?? 'yes'}`);
      problems.push(...result.problems.map((problem) => `${way.name}: ${problem}`));
    }
    return ran('save and four reading commands under each', told.join('; '), problems);
  },
};

const forbid = async (run: FaultRun, way: Forbidding, name: string) => {
  const at = arena(run, name);
  userWork(at);
  const log = at.log('11111111-0000-4000-8000-000000000001');
  const kept = await at.cli(['session', 'handoff', 'save', log, '--artifact-id', 'kept', '--json']);
  const { ref, commit } = JSON.parse(kept.stdout) as { ref: string; commit: string };
  const big = join(at.base, 'big');
  mkdirSync(big);
  const other = at.log('11111111-0000-4000-8000-000000000002');
  writeFileSync(join(big, 'note'), '');
  const dirs = ['objects', 'refs', 'refs/opensession/handoff/artifacts'].map((dir) => join(at.repo, '.git', dir));
  const problems: string[] = [];
  const save = way.under(at, [
    ...run.opensession,
    'session',
    'handoff',
    'save',
    other,
    '--artifact-id',
    'new',
    '--json',
  ]);
  if (typeof save === 'string') return { problems, skipped: `skipped, ${save}` };
  if (name === 'ro-1') for (const dir of dirs) chmodSync(dir, 0o500);
  const saved = await endOf(save, { cwd: at.repo, env: at.env });
  if (saved.code !== 8 || !saved.stdout.includes(`"${way.code}"`))
    problems.push(`save ended with ${saved.code}: ${(saved.stdout + saved.stderr).slice(0, 300)}`);
  for (const args of READ) {
    const argv = way.under(at, [...run.opensession, ...args]);
    if (typeof argv === 'string') continue;
    const read = await endOf(argv, { cwd: at.repo, env: at.env });
    if (read.code !== 0)
      problems.push(`${args.join(' ')} ended with ${read.code}: ${(read.stdout + read.stderr).slice(0, 200)}`);
  }
  for (const dir of dirs) chmodSync(dir, 0o755);
  problems.push(...(await brokenPromises(at, [{ ref, commit }])));
  return { problems };
};
