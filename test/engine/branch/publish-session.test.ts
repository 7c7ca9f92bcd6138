/** Recorded sessions, published and handed off again from the branch. */
import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import type { Handoff } from '../../../src/domain/handoff.ts';
import { buildHandoffs } from '../../../src/engine/build-handoff.ts';
import { branchSources } from '../../../src/engine/find-branch-session.ts';
import { publishSession } from '../../../src/engine/publish-session.ts';
import { resolveSources } from '../../../src/engine/resolve-source.ts';
import { openWorld } from '../../../src/open-world.ts';
import { type Placed, place, recordings } from '../../support/recorded.ts';

const NEWEST = { files: [], references: [], last: 1, all: false };

const worldOf = ({ repo, home }: Placed) =>
  openWorld({ cwd: repo, env: { ...process.env, HOME: home, USERPROFILE: home } });

/** Records, their places, and how often a rule fired depend on the file; the text that was redacted then is no finding now. */
const withoutFile = ({ coverage: _, redaction: _rules, evidence, files_modified, ...handoff }: Handoff) => ({
  ...handoff,
  evidence: evidence.map(({ origin: _origin, ...one }) => one),
  files_modified: files_modified.map(({ log_blob: _blob, ...file }) => file),
});

/** Secrets, the plain case, sub-agents, other letters: the others differ in what a handoff makes of them. */
const SCENARIOS: ReadonlySet<string> = new Set(['leaky', 'fix-add', 'delegate', 'korean']);

describe.each(recordings().filter(({ scenario }) => SCENARIOS.has(scenario)))(
  '$agent: $scenario',
  ({ agent, scenario }) => {
    const placed = place({ agent, scenario });
    afterAll(async () => (await placed).remove());

    test('its handoff from the branch equals the one from its log, and no secret is on the branch', async () => {
      const there = await placed;
      const world = worldOf(there);
      const [source] = await resolveSources(world, NEWEST);
      if (source === undefined) throw new Error('no session');
      const [own] = await buildHandoffs(world, [source]);
      const session = source.known?.session_id ?? source.key;
      const published = await publishSession(world, {
        file: source.path,
        ...(source.key === undefined || session === undefined ? {} : { session }),
      });
      expect(published.outcome).toBe('added');

      const spool = world.spool();
      const [kept] = await branchSources(world, [published.session_id], spool);
      if (kept === undefined) throw new Error('not on the branch');
      const [again] = await buildHandoffs(world, [kept]);
      expect((await publishSession(world, { file: kept.path })).outcome).toBe('same');
      spool.remove();
      if (own === undefined || again === undefined) throw new Error('no handoff');
      expect(withoutFile(again.handoff)).toEqual(withoutFile(own.handoff));
      expect(again.handoff.coverage.ratio).toBe(1);

      const git = (...args: string[]) => execFileSync('git', args, { cwd: there.repo, encoding: 'utf8' });
      const text = git('show', `opensession/sessions:${published.path}`);
      for (const secret of Object.values(there.secrets)) expect(text).not.toContain(secret);
      expect(text).not.toContain(`${there.home}/`);
    });
  },
);
