/** Facts and handoffs for tests of what is made of them: empty but for what a test names. */
import { composeHandoff, type Composing } from '../../src/contract/compose-handoff.ts';
import type { FileFact, PackageFact, Prompt, Seen, SessionFacts } from '../../src/contract/facts.ts';
import { createTally } from '../../src/domain/coverage.ts';
import type { Check, CheckRun, Handoff, RedactedText } from '../../src/domain/handoff.ts';

/** A test's own text, taken as redacted. */
export const asRedacted = (text: string): RedactedText => text as RedactedText;

export const seen = (index: number, event_id = `e${index}`): Seen => ({
  event_id,
  at: new Date(Date.UTC(2026, 0, 5, 9, 0, index)).toISOString(),
  source_type: 'message',
  origin: { source: 0, offset: index * 100, length: 100 },
  index,
});

export const said = (text: string, index: number): Prompt<RedactedText> => ({
  text: asRedacted(text),
  seen: seen(index),
});

const NONE = { items: [], left_out: 0 } as const;

export const facts = (more: Partial<SessionFacts<RedactedText>> = {}): SessionFacts<RedactedText> => ({
  session_id: 's1',
  tool: 'codex',
  tool_version: '1.0.0',
  model: asRedacted('a-model'),
  title: null,
  started_at: '2026-01-05T09:00:00Z',
  ended_at: '2026-01-05T09:10:00Z',
  objective: said('fix add()', 0),
  objective_history: NONE,
  user_messages: NONE,
  conversations: NONE,
  open_questions: [],
  offers: [],
  next: [],
  aborted: [],
  stats: { event_count: 9, message_count: 2, tool_call_count: 1, total_input_tokens: 0, total_output_tokens: 0 },
  tokens: { input: null, output: null, cache_read: null, cache_write: null },
  unended_messages: 0,
  files: [],
  changes: [],
  reads: [],
  runs: [],
  packages: [],
  commands: NONE,
  commits: [],
  plan: [],
  coverage: createTally().coverage(),
  ...more,
});

export const file = (
  path: string,
  action: FileFact['action'] = 'edited',
  more: Partial<FileFact<RedactedText>> = {},
) => ({
  path: asRedacted(path),
  action,
  unsettled: false,
  inside: true,
  lines_added: 1,
  lines_removed: 1,
  by: ['edit-tool'] as const,
  first: seen(5),
  last: seen(6),
  ...more,
});

export const pack = (
  id: string,
  status: PackageFact['status'],
  more: Partial<PackageFact<RedactedText>> = {},
): PackageFact<RedactedText> => ({
  id,
  origin: 'plan',
  title: asRedacted(`title of ${id}`),
  status,
  first: status === 'pending' ? null : seen(3, `begin-${id}`),
  completed: status === 'completed' ? seen(8, `end-${id}`) : null,
  depends_on: [],
  files: [],
  commands: [],
  ...more,
});

export const check = (command: string, final: Check['final'], more: Partial<Check> = {}): Check => ({
  id: asRedacted(`${command} @.`),
  kind: 'test',
  command: asRedacted(command),
  final,
  stale: false,
  masked: false,
  runs: [final],
  last_event_id: 'e7',
  ...more,
});

export const run = (command: string, status: CheckRun['status'], more: Partial<CheckRun> = {}): CheckRun => ({
  command: asRedacted(command),
  status,
  exit_code: status === 'passed' ? 0 : 1,
  event_id: 'e7',
  at: seen(7).at,
  check_id: asRedacted(`${command} @.`),
  kind: 'test',
  cwd: asRedacted('.'),
  exit_source: 'structured',
  doubts: [],
  freshness: { state: 'fresh' },
  duration_ms: null,
  ...more,
});

const composing = (more: Partial<Composing> = {}): Composing => ({
  producerVersion: '0.0.0',
  judged: { runs: [], checks: [] },
  repository: null,
  repositoryReason: 'not asked for',
  redaction: { version: '1', rules: {} },
  ignored: new Set(),
  logBlobs: new Map(),
  ...more,
});

export const handoff = (more: Partial<SessionFacts<RedactedText>> = {}, settings: Partial<Composing> = {}): Handoff =>
  composeHandoff(facts(more), composing(settings));
