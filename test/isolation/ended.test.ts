import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openIsolation } from '../../src/isolation/open-isolation.ts';
import { tempRepo } from '../support/temp-repo.ts';

/** As the command line does it: its handlers of signals, and a check that hangs. */
const script = (method: 'run' | 'runOpenly', mark: string): string => {
  const src = (name: string): string => JSON.stringify(join(import.meta.dirname, '../../src', name));
  return `
    import { readdirSync, readFileSync } from 'node:fs';
    import { main } from ${src('cli/run.ts')};
    import { openWorld } from ${src('open-world.ts')};
    process.argv.push('opensession', '--version');
    await main();
    const isolation = await openWorld().isolation(process.cwd());
    await isolation.way();
    const isThere = (pid) => {
      try {
        return /^\\d+$/.test(pid) && readFileSync('/proc/' + pid + '/cmdline', 'utf8').split('\\0')[1] === '${mark}';
      } catch {
        return false;
      }
    };
    const look = setInterval(() => {
      if (!readdirSync('/proc').some(isThere)) return;
      clearInterval(look);
      console.log('hangs');
    }, 10);
    const asked = { command: 'setsid sleep ${mark}', setup: '', cwd: '.', network: false, limitMs: 600000 };
    await isolation.${method}(asked, async () => {});
    await new Promise(() => {});`;
};

const isLeft = (mark: string): boolean =>
  readdirSync('/proc').some((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[1] === mark;
    } catch {
      return false;
    }
  });

test.runIf(process.platform === 'linux').each([
  ['run', 'SIGINT', 130],
  ['run', 'SIGTERM', 143],
  ['runOpenly', 'SIGINT', 130],
] as const)('%s: on %s the check ends with us, and nothing is left of it', async (method, signal, status) => {
  const repo = tempRepo();
  const way = await openIsolation({ env: process.env, hidden: [], tmp: repo.base, uid: process.getuid?.() }).way();
  // where nothing can be isolated nothing runs that could be ended
  if (method === 'run' && way.kind === 'none') return;
  const mark = `${7_000_000 + process.pid}.${method === 'run' ? status : 1}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script(method, mark)], {
    cwd: repo.dir,
    env: { ...repo.env, TMPDIR: repo.base },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('hangs')) child.kill(signal);
  });
  expect(await new Promise((done) => child.on('close', done))).toBe(status);
  expect(isLeft(mark)).toBe(false);
  expect(readdirSync(repo.base).filter((name) => name.startsWith('opensession-'))).toEqual([]);
});
