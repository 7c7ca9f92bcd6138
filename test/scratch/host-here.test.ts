import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostHere } from '../../src/scratch/host-here.ts';
import { tempDir } from '../support/temp-repo.ts';

const APART = ['--user', '--map-root-user', '--pid', '--fork', '--mount-proc'];
const mayPart = spawnSync('unshare', [...APART, 'true']).status === 0;

test.runIf(mayPart)('what has the name of this machine and processes of its own is another host', () => {
  const module = join(import.meta.dirname, '../../src/scratch/host-here.ts');
  const script = `import(${JSON.stringify(module)}).then(({ hostHere }) => console.log(hostHere()))`;
  const there = execFileSync('unshare', [...APART, process.execPath, '-e', script], { encoding: 'utf8' }).trim();
  expect(there).not.toBe(hostHere());
  for (const host of [there, hostHere()]) expect(host.endsWith(hostname())).toBe(true);
});

test('two machines of one name are two hosts, and one is the same after a restart', () => {
  const dir = tempDir();
  const hosts = ['a', 'b'].map((name, index) => {
    writeFileSync(join(dir, name), `${'0123456789abcdef'.repeat(2).slice(0, 31)}${index}\n`);
    return hostHere(join(dir, name));
  });
  expect(new Set(hosts).size).toBe(2);
  expect(hosts[0]).toBe(hostHere(join(dir, 'a')));
  writeFileSync(join(dir, 'a'), 'uninitialized\n');
  for (const name of ['a', 'none']) expect(hosts).not.toContain(hostHere(join(dir, name)));
  expect(hosts.every((host) => host.endsWith(`@${hostname()}`))).toBe(true);
});
