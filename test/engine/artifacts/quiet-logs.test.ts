/** Whether what git said of a working tree for the handoff may be what is saved: not where a log grew since. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildHandoffs } from '../../../src/engine/build-handoff.ts';
import { derive } from '../../../src/engine/derive.ts';
import { resolveSources } from '../../../src/engine/resolve-source.ts';
import { saveArtifact } from '../../../src/engine/save-artifact.ts';
import { openWorld } from '../../../src/open-world.ts';
import { claudeLog } from '../../support/claude-log.ts';
import { tempRepo } from '../../support/temp-repo.ts';

const CHANGES: { readonly [what: string]: readonly [change: (log: string) => void, isQuiet: boolean] } = {
  nothing: [() => {}, true],
  'the log': [(log) => appendFileSync(log, '\n'), false],
  'a log of a sub-agent': [
    (log) => {
      const dir = join(log.replace(/\.jsonl$/, ''), 'subagents');
      mkdirSync(dir, { recursive: true });
      writeFileSync(join(dir, 'agent-a1.jsonl'), '{}\n');
    },
    false,
  ],
};

test.each(Object.entries(CHANGES))('%s was written since', async (_, [change, isQuiet]) => {
  const repo = tempRepo();
  repo.commit('start');
  const log = claudeLog(repo.dir);
  log.user('a task');
  log.say('Done.');
  const path = log.keep(repo.home);
  const world = openWorld({ cwd: repo.dir, env: { ...process.env, HOME: repo.home, USERPROFILE: repo.home } });
  const sources = await resolveSources(world, { files: [], references: [], last: 1, all: false });
  const sessions = await buildHandoffs(world, sources, { stamp: true });
  change(path);
  const asked: unknown[] = [];
  const saveFacts: typeof world.saveFacts = (dir, request) => {
    asked.push(request.isQuiet);
    return world.saveFacts(dir, request);
  };
  await saveArtifact({ ...world, saveFacts }, { sessions, derive: derive(world) });
  expect(asked).toEqual([isQuiet]);
});
