/** A repository on a file system that is really full: a small tmpfs, for which a test has to be allowed to mount. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ARTIFACT, failed, PREFIX, type Scene, scene } from '../support/scene.ts';

const SIZE = 1024 * 1024;
const SAVE = ['session', 'handoff', 'save', '--artifact-id', 'kept'];

test(
  'a full disk: said so, nothing is lost or left behind, and it goes on when there is space',
  { timeout: 60_000 },
  async ({ skip }) => {
    const place = scene();
    const disk = join(place.repo.base, 'disk');
    mkdirSync(disk);
    const refused = mount(disk);
    if (refused !== null) return skip(`no tmpfs can be mounted here: ${refused}`);
    try {
      await fillsUp(place, disk);
    } finally {
      execFileSync('umount', [disk]);
    }
  },
);

const fillsUp = async (place: Scene, disk: string): Promise<void> => {
  const { repo, log } = place;
  const gitDir = join(disk, 'git');
  cpSync(join(repo.dir, '.git'), gitDir, { recursive: true });
  rmSync(join(repo.dir, '.git'), { recursive: true });
  writeFileSync(join(repo.dir, '.git'), `gitdir: ${gitDir}\n`);
  expect(await place.run(...SAVE)).toMatchObject({ code: 0 });
  const tip = repo.git('rev-parse', `${PREFIX}kept`);
  const index = readFileSync(join(gitDir, 'index'));
  for (let part = 0; part < 40; part++) log.say(`${part} ${Math.random()} `.repeat(40));
  place.keep();

  const used = fill(join(disk, 'filler'));
  // nothing free, then room for some of what is written: it ends at another step each time
  for (const free of [0, 4, 8, 12, 16]) {
    truncateSync(join(disk, 'filler'), used - free * 1024);
    failed(await place.run(...SAVE, '--json'), 8, 'no_space');
    expect(repo.git('rev-parse', `${PREFIX}kept`)).toBe(tip);
    expect(await place.run(...ARTIFACT, 'show', 'kept')).toMatchObject({ code: 0 });
    expect(repo.git('fsck', '--strict')).not.toMatch(/error|missing|broken/);
    expect(readFileSync(join(gitDir, 'index')).equals(index)).toBe(true);
    expect(leftBehind(gitDir)).toEqual([]);
    fill(join(disk, 'filler'));
  }

  rmSync(join(disk, 'filler'));
  expect(await place.run(...SAVE)).toMatchObject({ code: 0 });
  expect(repo.git('rev-parse', `${PREFIX}kept^`)).toBe(tip);
  repo.git('prune', '--expire=now');
  expect(repo.git('count-objects', '-v')).toMatch(/^garbage: 0$/m);
  expect(repo.git('fsck', '--strict')).not.toMatch(/error|missing|broken/);
};

/** Why it could not be done, else null. */
const mount = (dir: string): string | null => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', dir], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : 'unknown';
  }
};

/** Writes until nothing more fits. @returns the file's size */
const fill = (path: string): number => {
  const block = Buffer.alloc(4096, 1);
  for (let size = 0; ; size += block.length) {
    try {
      writeFileSync(path, block, { flag: size === 0 ? 'w' : 'a' });
    } catch {
      return size;
    }
  }
};

/**
 * Locks and temporary files. Not among them: `objects/??/tmp_obj_*`, which git (2.39) leaves when a loose object cannot be
 * written to its end, and which its own `gc` removes.
 */
const leftBehind = (gitDir: string): readonly string[] =>
  readdirSync(gitDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.lock$|(?:^|\/)(?:tmp_(?!obj_)|incoming|opensession-)/.test(name),
  );
