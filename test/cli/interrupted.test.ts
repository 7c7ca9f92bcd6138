import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claudeLog } from '../support/claude-log.ts';
import { MAIN } from '../support/run-cli.ts';
import { tempRepo } from '../support/temp-repo.ts';

test.each(['SIGINT', 'SIGTERM'] as const)(
  'an upload that %s ends while it writes the session leaves nothing of it in the temporary directory',
  async (signal) => {
    const repo = tempRepo();
    repo.commit('one');
    const log = claudeLog(repo.dir);
    for (let i = 0; i < 3000; i++) log.user(`Prompt ${i}`);
    const temporary = join(repo.base, 'temporary');
    mkdirSync(temporary);
    const made = watch(temporary);
    const child = spawn(process.execPath, [MAIN, 'publish', 'upload', log.keep(repo.home), '--git'], {
      cwd: repo.dir,
      env: { ...repo.env, TMPDIR: temporary },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await once(made, 'change');
    made.close();
    expect(readdirSync(temporary)).toHaveLength(1);
    child.kill(signal);
    expect(await ended).toEqual([signal === 'SIGINT' ? 130 : 143, null]);
    expect(readdirSync(temporary)).toEqual([]);
  },
);
