import { execFileSync, spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostHere } from '../../src/scratch/host-here.ts';

const APART = ['--user', '--map-root-user', '--pid', '--fork', '--mount-proc'];
const mayPart = spawnSync('unshare', [...APART, 'true']).status === 0;

test.runIf(mayPart)('what has the name of this machine and processes of its own is another host', () => {
  const module = join(import.meta.dirname, '../../src/scratch/host-here.ts');
  const script = `import(${JSON.stringify(module)}).then(({ hostHere }) => console.log(hostHere()))`;
  const there = execFileSync('unshare', [...APART, process.execPath, '-e', script], { encoding: 'utf8' }).trim();
  expect(there).not.toBe(hostHere());
  for (const host of [there, hostHere()]) expect(host.endsWith(hostname())).toBe(true);
});
