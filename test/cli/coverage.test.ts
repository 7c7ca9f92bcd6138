/** A log that this version does not know well enough: said without being asked, with what to report. */
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scene } from '../support/scene.ts';

const novel = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `${JSON.stringify({ type: 'novelty', uuid: `n${at}`, version: '9.9.9' })}\n`,
  ).join('');

test('below 0.95 the agent, its version and the unknown types are told on stderr', async () => {
  const place = scene();
  const path = place.file('novel.jsonl', place.log.text() + novel(2));
  const { code, stderr } = await place.run('session', 'handoff', path);
  expect(code).toBe(0);
  const { tool_version } = JSON.parse((await place.run('session', 'handoff', path)).stdout)[0];
  expect(stderr).toContain(`claude-code ${tool_version ?? '(version unknown)'}`);
  expect(stderr).toContain('unknown: novelty');
  expect(stderr).toContain('opensession session list --agents --json');
  expect((await place.run('session', 'handoff', path, '--quiet')).stderr).toBe('');
});

test('the list of agents counts what is not known', async () => {
  const place = scene();
  writeFileSync(place.keep(), place.log.text() + novel(8));
  const agents = JSON.parse((await place.run('session', 'list', '--agents', '--agent', 'claude-code')).stdout);
  expect(agents).toMatchObject([{ sessions: 1, unknown: [{ type: 'novelty', count: 8 }] }]);
  expect(agents[0].coverage).toBeLessThan(0.95);
});
