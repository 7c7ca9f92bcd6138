/** Sessions of real agents, saved in their repository and published: each makes its handoff, wherever that is judged. */
import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import { buildHandoffs } from '../../../src/engine/build-handoff.ts';
import { derive } from '../../../src/engine/derive.ts';
import { judgeSessions } from '../../../src/engine/gate/judge-sessions.ts';
import { publishSession } from '../../../src/engine/publish-session.ts';
import { resolveSources } from '../../../src/engine/resolve-source.ts';
import { saveArtifact } from '../../../src/engine/save-artifact.ts';
import type { ReadArtifact } from '../../../src/judging/read-artifact.ts';
import { openWorld } from '../../../src/open-world.ts';
import { chosenSecret, madeUpSecrets, place, recordings } from '../../support/recorded.ts';

/** Secrets, sub-agents, files that move, checks of which one hides another: the others differ in what was done. */
const SCENARIOS: ReadonlySet<string> = new Set(['leaky', 'delegate', 'renames', 'masking']);

const CASES = recordings()
  .filter(({ scenario }) => SCENARIOS.has(scenario))
  .flatMap((one) => [
    { ...one, token: 'shaped' },
    // of which only the output of a command tells what it is
    ...(one.scenario === 'leaky' ? [{ ...one, token: 'chosen' }] : []),
  ]);

describe.each(CASES)('$agent: $scenario, its token $token', ({ agent, scenario, token }) => {
  const placed = place(
    { agent, scenario },
    { ...madeUpSecrets(), ...(token === 'chosen' ? { GITHUB: chosenSecret() } : {}) },
  );
  afterAll(async () => (await placed).remove());

  test('its published session makes its handoff', async () => {
    const { repo, home } = await placed;
    const env = { ...process.env, HOME: home, USERPROFILE: home };
    const world = openWorld({ cwd: repo, env });
    const [source] = await resolveSources(world, { files: [], references: [], last: 1, all: false });
    if (source === undefined) throw new Error('no session');
    const sessions = await buildHandoffs(world, [source], { stamp: true });
    await saveArtifact(world, { sessions, derive: derive(world), artifactId: 'one' });
    const session = source.known?.session_id ?? source.key;
    const named = source.key === undefined || session === undefined ? {} : { session };
    await publishSession(world, { file: source.path, ...named });

    const git = (...args: string[]) => execFileSync('git', args, { cwd: repo, encoding: 'utf8' }).trim();
    const kept = (name: string) =>
      JSON.parse(git('cat-file', 'blob', `refs/opensession/handoff/artifacts/one:${name}`));
    const read: ReadArtifact = {
      id: 'base:one',
      version: '',
      named: 'named',
      problems: [],
      trust: 'recorded',
      signature: { state: 'unsigned', by: null, reason: null },
      artifact: kept('artifact.json'),
      manifest: kept('manifest.json'),
      links: [],
      differing: null,
    };
    const { search } = await world.store(repo);
    const elsewhere = openWorld({ cwd: repo, env: { ...process.env, HOME: '/somebody/else' } });
    const held = await world.change(repo, { base: git('branch', '--show-current'), head: 'HEAD' }, (change) =>
      judgeSessions(elsewhere, { change, search }, [read]),
    );
    expect(held.sessions).toEqual([
      {
        session_id: sessions[0]?.handoff.session_id,
        artifact: 'base:one',
        outcome: 'proved',
        reason: 'derives',
        fields: [],
      },
    ]);
    expect(held.blobs).toHaveLength(1);
  });
});
