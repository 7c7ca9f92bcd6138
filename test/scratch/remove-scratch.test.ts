import { spawnSync } from 'node:child_process';
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { makeScratch } from '../../src/scratch/make-scratch.ts';
import { removeAbandoned } from '../../src/scratch/remove-abandoned.ts';
import { removeScratch } from '../../src/scratch/remove-scratch.ts';
import { strace } from '../faults/at-each-call.ts';
import { tempRepo } from '../support/temp-repo.ts';

/** Names enough that no order of a file system has the file of its owner last by chance. */
const FILES = ['index', 'objects/ab/cd', '0', '~', '.a'];

const MODULE = (name: string): string => pathToFileURL(join(import.meta.dirname, '../../src/scratch', name)).href;

/** strace counts each of them by itself. */
const DELETING = ['unlink', 'unlinkat', 'rmdir'];

/** Makes one in a process of its own, and deletes it there; SIGKILL strikes at the nth call of that name. */
const killedAt = (parent: string, call: string, n: number) => {
  const script = `
    import { mkdirSync, writeFileSync } from 'node:fs';
    import { makeScratch } from '${MODULE('make-scratch.ts')}';
    import { removeScratch } from '${MODULE('remove-scratch.ts')}';
    const dir = makeScratch('tree', ${JSON.stringify(parent)});
    mkdirSync(dir + '/objects/ab', { recursive: true });
    for (const name of ${JSON.stringify(FILES)}) writeFileSync(dir + '/' + name, 'x');
    process.stdout.write(dir);
    removeScratch(dir);`;
  const tracing = ['-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${n}`];
  const { stdout, signal, status } = spawnSync(
    'strace',
    [...tracing, process.execPath, '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  );
  return { dir: stdout, killed: signal === 'SIGKILL' || status === 137 };
};

test.skipIf(strace() !== null)('wherever its removal is killed, the next sweep takes the rest away', () => {
  const { base } = tempRepo();
  let kills = 0;
  for (const call of DELETING)
    for (let n = 1; n < 100; n++) {
      const { dir, killed } = killedAt(base, call, n);
      expect(dir).toContain('opensession-tree-');
      if (!killed) break;
      kills += 1;
      if (existsSync(dir)) utimesSync(dir, 1, 1);
      const own = makeScratch('tree', base);
      removeAbandoned(own, 'tree', 1000);
      removeScratch(own);
      expect({ call, n, left: existsSync(dir) }).toEqual({ call, n, left: false });
    }
  // the files, two directories, the file of its owner and the directory itself
  expect(kills).toBeGreaterThanOrEqual(FILES.length + 4);
});

test('one that is gone is no error', () => {
  const { base } = tempRepo();
  const dir = makeScratch('', base);
  writeFileSync(join(dir, 'file'), 'x');
  removeScratch(dir);
  expect(existsSync(dir)).toBe(false);
  expect(() => removeScratch(dir)).not.toThrow();
});
