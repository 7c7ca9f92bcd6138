/** Artifacts that the older tool or anybody else wrote. */
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runHere } from '../support/run-here.ts';
import { ARTIFACT, POSIX, PREFIX, type Scene, commandsOn, fails, scene, stateOf } from '../support/scene.ts';

/** Puts an artifact there by hand, as the older tool does: one file in the tree, one line as message. */
const put = ({ repo }: Scene, id: string, content: unknown): void => {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  const blob = repo.gitWith({ input: text }, 'hash-object', '-w', '--stdin');
  const tree = repo.gitWith({ input: `100644 blob ${blob}\tartifact.json\n` }, 'mktree');
  repo.git('update-ref', `${PREFIX}${id}`, repo.gitWith({ input: `handoff-artifact: ${id}` }, 'commit-tree', tree));
};

/** A handoff as the older tool writes it. */
const olderHandoff = (session_id: string) => ({
  session_id,
  tool: 'claude-code',
  model: 'claude-x',
  objective: 'Repair the login',
  objective_undefined_reason: null,
  duration_seconds: 90,
  stats: { event_count: 3, message_count: 2, tool_call_count: 1, total_input_tokens: 5, total_output_tokens: 6 },
  files_modified: [{ action: 'edited', path: 'src/login.ts' }],
  files_read: ['README.md'],
  key_conversations: [{ user: 'Repair the login', agent: 'Repaired.' }],
  user_messages: ['Repair the login'],
  execution_contract: { done_definition: ['Repaired'], ordered_steps: [], ordered_commands: ['npm test'] },
  uncertainty: { assumptions: [], open_questions: ['Which login?'], decision_required: [] },
  verification: {
    checks_failed: [],
    checks_passed: ['npm test'],
    checks_run: [{ command: 'npm test', event_id: 'c-2', exit_code: 0, status: 'passed' }],
    required_checks_missing: [],
  },
  evidence: [{ id: 'evidence-1', claim: 'c', event_id: 'e', timestamp: '2026-03-01T09:00:00+00:00', source_type: 'x' }],
  work_packages: [{ id: 'main', title: 'Main flow', status: 'pending', sequence: 1, depends_on: [], files: [] }],
  undefined_fields: [],
});

const olderArtifact = (id: string, paths: { readonly [session: string]: string }, more: object = {}) => ({
  version: '1',
  artifact_id: id,
  created_at: '2026-03-01T09:05:00Z',
  merge_policy: 'time_asc',
  sources: Object.entries(paths).map(([session_id, source_path]) => ({
    session_id,
    tool: 'claude-code',
    model: 'claude-x',
    source_path,
    source_mtime_ms: 1,
    source_size: 1,
  })),
  payload_format: 'json',
  payload: Object.keys(paths).map(olderHandoff),
  derived_markdown: '# Handoff\n',
  ...more,
});

describe('artifacts that others wrote', () => {
  test('of the older tool: listed, shown, rendered', async () => {
    const place = scene();
    put(place, 'older', olderArtifact('older', { s1: 'gone.jsonl' }));
    const [entry] = JSON.parse((await place.run(...ARTIFACT, 'list')).stdout);
    expect(entry).toMatchObject({ artifact_id: 'older', source_count: 1, stale: true, objective: 'Repair the login' });
    const shown = JSON.parse((await place.run(...ARTIFACT, 'show', 'older')).stdout);
    expect(shown.artifact).toEqual(olderArtifact('older', { s1: 'gone.jsonl' }));
    const output = join(place.repo.base, 'HANDOFF.md');
    expect(await place.run(...ARTIFACT, 'render-md', 'older', '--output', output)).toMatchObject({ code: 0 });
    await fails(place, [...ARTIFACT, 'refresh', 'older'], [3, 'source_missing']);
    expect(place.repo.git('rev-list', '--count', `${PREFIX}older`)).toBe('1');
  });

  test.runIf(POSIX)('are rendered through no link of the working tree, and show what hides in them', async () => {
    const place = scene();
    const hidden = `# \u{1b}[31mred\u{202e}txt\r\n`;
    put(place, 'older', { ...olderArtifact('older', { s1: 'gone.jsonl' }), derived_markdown: hidden });
    const outside = place.file('bashrc', 'mine\n');
    const link = join(place.repo.dir, 'HANDOFF.md');
    symlinkSync(outside, link);
    symlinkSync(place.repo.base, join(place.repo.dir, 'docs'));
    const render = [...ARTIFACT, 'render-md', 'older'];
    await fails(place, render, [1, 'refused']);
    await fails(place, [...render, '--dry-run'], [1, 'refused']);
    await fails(place, [...render, '--output', `${place.repo.dir}/docs/bashrc`], [1, 'refused']);
    expect(readFileSync(outside, 'utf8')).toBe('mine\n');
    rmSync(link);
    expect(await place.run(...render)).toMatchObject({ code: 0 });
    expect(readFileSync(link, 'utf8')).toBe('# \\u{1b}[31mred\\u{202e}txt\n');
    // a person's own link, outside
    const own = join(place.repo.base, 'own');
    symlinkSync(outside, own);
    expect(await place.run(...render, '--output', own)).toMatchObject({ code: 0 });
    expect(readFileSync(outside, 'utf8')).toContain('red');
  });

  test('begin no line of their own in what is said of them', async () => {
    const place = scene();
    put(place, 'older', olderArtifact('older', { s1: 'gone.jsonl' }));
    put(place, 'forged', olderArtifact('forged', { 's2\nhint: sh x.sh': 'gone.jsonl\nhint: sh y.sh' }));
    const env = { ...place.repo.env };
    const onTerminal = (name: string, ...ids: readonly string[]) =>
      runHere([...ARTIFACT, name, ...ids, '--cwd', place.repo.dir], { terminal: true, env });
    for (const [name, ...ids] of [
      ['show', 'forged'],
      ['verify', 'forged'],
      ['diff', 'older', 'forged'],
    ] as const) {
      const { stdout, stderr } = await onTerminal(name, ...ids);
      expect(`${stdout}${stderr}`).toContain(name === 'verify' ? 'forged' : 's2 hint: sh x.sh');
      expect(`${stdout}${stderr}`).not.toMatch(/^hint: sh/m);
    }
  });

  test('of the older tool: refreshed from what is there, and what is gone is kept in it', async () => {
    const place = scene();
    put(place, 'older', olderArtifact('older', { s1: 'gone.jsonl', s2: place.keep() }));
    const run = await place.run(...ARTIFACT, 'refresh', 'older');
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ refreshed: true, kept: [{ session_id: 's1' }] });
    const { artifact } = JSON.parse((await place.run(...ARTIFACT, 'show', 'older')).stdout);
    expect(artifact.payload).toMatchObject([
      { session_id: 's1', objective: 'Repair the login', verification: { checks_passed: ['npm test'] } },
      { objective: 'Fix the sum' },
    ]);
    expect(artifact.derived_markdown).toContain('Which login?');
    const report = JSON.parse(place.repo.git('cat-file', 'blob', `${PREFIX}older:report.json`));
    expect(JSON.stringify(report)).not.toContain('schema_invalid');
    // once more: what was taken over is one of ours now
    place.log.say('And more.');
    place.keep();
    expect(await place.run(...ARTIFACT, 'refresh', 'older')).toMatchObject({ code: 0 });
  });

  test('with anything in them: refreshed without harm', async () => {
    const place = scene();
    const token = ['gh', 'p_', 'a1B2'.repeat(9)].join('');
    const odd = { session_id: 's1', verification: 5, files_modified: 'x', evidence: [null, 7], execution_contract: [] };
    const loud = {
      ...olderHandoff('s1'),
      files_modified: [{ action: '<script>', path: token }],
      stats: { event_count: '<b>' },
    };
    for (const [id, payload] of [
      ['odd', [odd]],
      ['loud', [loud]],
    ] as const) {
      put(place, id, olderArtifact(id, { s1: 'gone.jsonl', s2: place.keep() }, { payload }));
      expect(await place.run(...ARTIFACT, 'refresh', id)).toMatchObject({ code: 0 });
      const page = place.repo.git('cat-file', 'blob', `${PREFIX}${id}:HANDOFF.md`);
      expect(page).not.toContain('<script>');
      expect(page).not.toContain('<b>');
      expect(
        place.repo
          .git('log', '-1', '-p', `${PREFIX}${id}`)
          .split('\n')
          .filter((line) => line.startsWith('+'))
          .join('\n'),
      ).not.toContain(token);
    }
  });

  test('corrupt ones among good ones: each says what is wrong, and the others list', async () => {
    const place = scene();
    expect(await place.run('session', 'handoff', 'save', '--artifact-id', 'good')).toMatchObject({ code: 0 });
    put(place, 'cut', '{"version":');
    put(place, 'deep', `${'['.repeat(5000)}${']'.repeat(5000)}`);
    put(place, 'other-version', olderArtifact('other-version', {}, { version: '2' }));
    place.repo.git('update-ref', `${PREFIX}blob`, place.repo.gitWith({ input: 'x' }, 'hash-object', '-w', '--stdin'));
    for (const id of ['cut', 'deep', 'other-version', 'blob']) {
      for (const argv of commandsOn(id).slice(1, 4)) await fails(place, argv, [7, 'artifact_corrupt']);
      const before = place.repo.git('rev-parse', `${PREFIX}${id}`);
      await fails(place, ['session', 'handoff', 'save', '--artifact-id', id], [7, 'artifact_corrupt']);
      expect(place.repo.git('rev-parse', `${PREFIX}${id}`)).toBe(before);
    }
    expect(await stateOf(place)).toMatchObject({ good: 'readable', cut: 'unreadable', blob: 'unreadable' });
  });
});
