import { describe, expect, test } from 'vitest';
import { reopenFailed } from '../../src/contract/compose/reopen-failed.ts';
import type { PackageFact, RunFact } from '../../src/contract/facts.ts';
import type { RedactedText } from '../../src/domain/handoff.ts';
import { asRedacted, check, facts, pack, seen } from '../support/facts.ts';

const run = (index: number): RunFact<RedactedText> => ({
  check_id: asRedacted('npm test'),
  kind: 'test',
  tool: asRedacted('npm test'),
  command: asRedacted('npm test'),
  cwd: asRedacted('.'),
  scope: [],
  status: 'failed',
  exit_code: 1,
  exit_source: 'structured',
  doubts: [],
  duration_ms: null,
  seen: seen(index),
});

const statuses = (packages: readonly PackageFact<RedactedText>[], final: 'failed' | 'passed'): string[] =>
  reopenFailed(packages, facts({ runs: [run(5)] }), {
    runs: [],
    checks: [check('npm test', final, { last_event_id: 'e5' })],
  }).map(({ status }) => status);

describe('a package whose check failed for the last time', () => {
  const answered = pack('prompt-1', 'completed', { origin: 'prompt', first: seen(1), completed: seen(9) });
  const other = pack('prompt-2', 'completed', { origin: 'prompt', first: seen(10), completed: seen(12) });
  const planned = pack('plan-1', 'completed', { origin: 'plan', first: seen(1), completed: seen(9) });

  test('is in progress again when it is of a prompt', () => {
    expect(statuses([answered, other], 'failed')).toEqual(['in_progress', 'completed']);
  });

  test('stays as the agent states it when it is of its plan', () => {
    expect(statuses([planned], 'failed')).toEqual(['completed']);
  });

  test('stays when a later run passed', () => {
    expect(statuses([answered], 'passed')).toEqual(['completed']);
  });
});
