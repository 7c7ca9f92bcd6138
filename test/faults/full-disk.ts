import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Arena, arena, brokenPromises, leftovers, userState, userWork } from './arena.ts';
import { type Fault, ran, skipped } from './fault.ts';
import { reportedIn } from './many-writers.ts';

/** A small file system of its own, or why there is none. */
const mountSmall = (dir: string, size: string): string | null => {
  mkdirSync(dir, { recursive: true });
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir], {
    encoding: 'utf8',
  });
  if (error !== undefined) return 'there is no mount here';
  return status === 0 ? null : `no tmpfs may be mounted: ${stderr.trim().slice(0, 100)}`;
};

export const fullDisk: Fault = {
  id: 'A10',
  name: 'full disk',
  target: 'exit 8 and no_space, old artifacts readable, nothing of ours left behind, works again with space',
  run: async (run) => {
    const dir = join(run.dir, 'small');
    // what all passes keep must fit, and a gc of it beside that
    const [passes, size] = run.form === 'long' ? [100, 64] : [10, 8];
    const refused = mountSmall(dir, `${size}m`);
    if (refused !== null) return skipped(refused);
    try {
      return await fill(arena(run, 'small', { base: dir }), { passes, size });
    } finally {
      spawnSync('umount', ['-l', dir]);
    }
  },
};

/** Without git's own temporary objects and packs, which its next gc removes: they may belong to any git that runs. */
const ours = (at: Arena): readonly string[] =>
  leftovers(at).filter((path) => !/\/tmp_(?:obj|pack|idx)_\w+$/.test(path));

const fill = async (at: Arena, { passes, size }: { readonly passes: number; readonly size: number }) => {
  userWork(at);
  const before = userState(at);
  const problems: string[] = [];
  const reported: { ref: string; commit: string }[] = [];
  const log = at.log('11111111-0000-4000-8000-000000000001');
  const ballast = join(at.base, 'ballast');
  let fulls = 0;
  for (let pass = 0; pass < passes; pass++) {
    // a little less is free in each pass, so that another write is the one that fails
    const { bavail, bsize } = statfsSync(at.base);
    const free = Math.max(0, bavail * bsize - (4096 + (200 * 1024 * pass) / passes));
    writeFileSync(ballast, Buffer.alloc(free));
    const run = await at.script('save-distinct', [at.repo, `pass-${pass}`, '1000']);
    reported.push(...reportedIn(run.stdout));
    if (!run.stderr.includes("code: 'no_space'")) problems.push(`pass ${pass} ended with: ${run.stderr.slice(0, 300)}`);
    const cli = await at.cli(['session', 'handoff', 'save', log, '--artifact-id', `cli-${pass}`, '--json']);
    if (cli.code === 8 && cli.stdout.includes('no_space')) fulls += 1;
    else if (cli.code !== 0)
      problems.push(`pass ${pass}, the command ended with ${cli.code}: ${cli.stdout.slice(0, 200)}`);
    const list = await at.cli(['session', 'handoff', 'artifact', 'list', '--json']);
    if (list.code !== 0 || reported.some(({ ref }) => !list.stdout.includes(`"${ref}"`)))
      problems.push(`pass ${pass}: no listing`);
    problems.push(...ours(at).map((path) => `pass ${pass} left ${path}`));
    rmSync(ballast);
    problems.push(...(await brokenPromises(at, reported)));
    const again = await at.script('append-one', [at.repo, 'after', String(pass), '1']);
    if (again.code !== 0) problems.push(`pass ${pass}: with space again it ended with ${again.stderr.slice(0, 200)}`);
    reported.push(...reportedIn(again.stdout));
  }
  at.git('gc', '--quiet', '--prune=now');
  problems.push(...leftovers(at).map((path) => `left for ever: ${path}`));
  if (userState(at) !== before) problems.push('the user’s index, HEAD, refs, configuration or files changed');
  if (fulls === 0) problems.push('the command never met a full disk');
  return ran(`${passes} passes on ${size} MiB`, `${reported.length} reported, all there; ${fulls} × exit 8`, problems);
};
