import { describe, expect, it } from 'vitest';
import { computeStats } from '../../../src/domain/hail/compute-stats.ts';
import { readHail } from '../../../src/domain/hail/read.ts';
import type { Event, EventType } from '../../../src/domain/session.ts';
import { EXAMPLE } from './example.hail.ts';

const event = (event_type: EventType, more: Partial<Event> = {}): Event => ({
  event_id: 'e',
  timestamp: '2026-03-01T09:00:00Z',
  event_type,
  content: { blocks: [] },
  ...more,
});

describe('computeStats', () => {
  it('agrees with the counts that the older tool stored', () => {
    const { session } = readHail(EXAMPLE);
    expect(computeStats(session.events)).toEqual(session.stats);
  });

  it('counts reads and searches as tool calls, and neither shell, edits, web nor results', () => {
    const calls: readonly EventType[] = [
      { type: 'ToolCall', data: { name: 'x' } },
      { type: 'FileRead', data: { path: 'a' } },
      { type: 'CodeSearch', data: { query: 'a' } },
      { type: 'FileSearch', data: { pattern: 'a' } },
    ];
    const others: readonly EventType[] = [
      { type: 'ShellCommand', data: { command: 'ls' } },
      { type: 'FileEdit', data: { path: 'a' } },
      { type: 'WebFetch', data: { url: 'a' } },
      { type: 'ToolResult', data: { name: 'x', is_error: false } },
    ];
    expect(computeStats([...calls, ...others].map((type) => event(type))).tool_call_count).toBe(4);
  });

  it('counts a task end as a message only with a summary', () => {
    const end = (summary?: string): Event => event({ type: 'TaskEnd', data: summary === undefined ? {} : { summary } });
    expect(computeStats([end('done'), end(' '), end()]).message_count).toBe(1);
  });

  it('sums tokens of the attributes, and takes what is no count for none', () => {
    const tokens = (input_tokens: unknown): Event => event({ type: 'AgentMessage' }, { attributes: { input_tokens } });
    expect(computeStats([tokens(5), tokens('7'), tokens(-1), tokens(2.5), tokens(10)]).total_input_tokens).toBe(15);
  });

  it('counts lines of diffs without their file headers, and distinct paths and tasks', () => {
    const diff = '--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-old\n+new\n+more\n';
    const edit = (path: string, task_id: string): Event =>
      event({ type: 'FileEdit', data: { path, diff } }, { task_id });
    const stats = computeStats([edit('x', 't'), edit('x', ' t'), edit('y', 't')]);
    expect(stats).toMatchObject({ lines_added: 6, lines_removed: 3, files_changed: 2, task_count: 2 });
  });

  it.each([
    ['2026-03-01T09:00:00.9Z', '2026-03-01T09:00:01.0Z', 0],
    ['2026-03-01T09:00:00.000000001Z', '2026-03-01T09:00:01Z', 0],
    ['2026-03-01T09:00:00Z', '2026-03-01T18:00:05+09:00', 5],
    ['2026-03-01T09:00:05Z', '2026-03-01T09:00:00Z', 0],
    ['yesterday', '2026-03-01T09:00:00Z', 0],
  ])('duration of %s to %s is %d seconds', (from, to, seconds) => {
    const events = [event({ type: 'Thinking' }, { timestamp: from }), event({ type: 'Thinking' }, { timestamp: to })];
    expect(computeStats(events).duration_seconds).toBe(seconds);
  });
});
