/**
 * A handoff that somebody else wrote (the older tool's v2 summary, an artifact that was fetched) → one of the shape that
 * everything here relies on. What it says is taken where it is of the right kind; what it lacks is filled with the value
 * that claims least. Nothing is trusted: it may hold anything.
 */
import { createTally } from '../domain/coverage.ts';
import { type Handoff, HANDOFF_SCHEMA } from '../domain/handoff.ts';
import { asArray, asCount, asNumber, asString, field } from '../domain/json.ts';
import type { Unredacted } from './unredacted.ts';

type Plain = Unredacted<Handoff>;

/** Unredacted: it has to go through the redactor. `producerVersion` is this tool's, which answers for the shape. */
export const adoptHandoff = (value: unknown, producerVersion: string): Plain => ({
  schema: HANDOFF_SCHEMA,
  producer: { name: 'opensession', version: producerVersion },
  session_id: text(value, 'session_id'),
  tool: text(value, 'tool'),
  tool_version: textOrNull(value, 'tool_version'),
  model: text(value, 'model'),
  started_at: textOrNull(value, 'started_at'),
  ended_at: textOrNull(value, 'ended_at'),
  duration_seconds: count(value, 'duration_seconds'),
  objective: textOrNull(value, 'objective'),
  objective_undefined_reason: textOrNull(value, 'objective') === null ? reasonOf(value) : null,
  objective_history: [],
  stats: statsOf(field(value, 'stats')),
  tokens: { input: null, output: null, cache_read: null, cache_write: null },
  files_modified: list(value, 'files_modified', fileOf),
  files_read: texts(value, 'files_read'),
  key_conversations: list(value, 'key_conversations', (pair) => ({
    user: text(pair, 'user'),
    agent: text(pair, 'agent'),
  })),
  user_messages: texts(value, 'user_messages'),
  execution_contract: contractOf(field(value, 'execution_contract')),
  uncertainty: uncertaintyOf(field(value, 'uncertainty')),
  verification: verificationOf(field(value, 'verification')),
  evidence: list(value, 'evidence', evidenceOf),
  work_packages: list(value, 'work_packages', packageOf),
  undefined_fields: [],
  repository: null,
  repository_undefined_reason: 'the artifact of another tool does not say it',
  coverage: createTally().coverage(),
  redaction: { version: 'unknown', rules: {} },
  truncated: {},
});

const ADOPTED =
  'This was taken over from an artifact of another tool: what that does not say (freshness and masking of checks, lines, coverage) is not known.';

const text = (value: unknown, key: string): string => asString(field(value, key)) ?? '';
const textOrNull = (value: unknown, key: string): string | null => asString(field(value, key)) ?? null;
const count = (value: unknown, key: string): number => asCount(field(value, key)) ?? 0;
const texts = (value: unknown, key: string): readonly string[] =>
  asArray(field(value, key)).flatMap((item) => asString(item) ?? []);
const list = <T>(value: unknown, key: string, read: (item: unknown) => T): readonly T[] =>
  asArray(field(value, key)).map(read);

const word = <Word extends string>(value: unknown, words: readonly Word[], otherwise: Word): Word =>
  words.find((one) => one === value) ?? otherwise;

const reasonOf = (value: unknown): string => textOrNull(value, 'objective_undefined_reason') ?? 'no reason given';

const statsOf = (stats: unknown): Plain['stats'] => ({
  event_count: count(stats, 'event_count'),
  message_count: count(stats, 'message_count'),
  tool_call_count: count(stats, 'tool_call_count'),
  total_input_tokens: count(stats, 'total_input_tokens'),
  total_output_tokens: count(stats, 'total_output_tokens'),
});

const fileOf = (file: unknown): Plain['files_modified'][number] => ({
  path: text(file, 'path'),
  action: word(field(file, 'action'), ['created', 'edited', 'deleted', 'renamed'], 'edited'),
  scope: 'repository',
  lines_added: null,
  lines_removed: null,
  by: [],
  events: [],
});

const contractOf = (contract: unknown): Plain['execution_contract'] => ({
  done_definition: texts(contract, 'done_definition'),
  next_actions: texts(contract, 'next_actions'),
  parallel_actions: texts(contract, 'parallel_actions'),
  ordered_steps: list(contract, 'ordered_steps', (step) => ({
    ...planned(step),
    work_package_id: text(step, 'work_package_id'),
  })),
  ordered_commands: texts(contract, 'ordered_commands'),
  rollback_hint: textOrNull(contract, 'rollback_hint'),
});

const uncertaintyOf = (uncertainty: unknown): Plain['uncertainty'] => ({
  assumptions: [...texts(uncertainty, 'assumptions').filter((one) => one !== ADOPTED), ADOPTED],
  open_questions: texts(uncertainty, 'open_questions'),
  decision_required: texts(uncertainty, 'decision_required'),
  offers: texts(uncertainty, 'offers'),
});

const STATUSES = ['passed', 'failed', 'unknown'] as const;

const verificationOf = (verification: unknown): Plain['verification'] => ({
  checks_run: list(verification, 'checks_run', (run) => ({
    command: text(run, 'command'),
    status: word(field(run, 'status'), STATUSES, 'unknown'),
    exit_code: asNumber(field(run, 'exit_code')) ?? null,
    event_id: text(run, 'event_id'),
    at: text(run, 'at'),
    check_id: text(run, 'command'),
    kind: 'test',
    cwd: '.',
    exit_source: null,
    doubts: [],
    freshness: { state: 'fresh' },
    duration_ms: null,
  })),
  checks_passed: texts(verification, 'checks_passed'),
  checks_failed: texts(verification, 'checks_failed'),
  required_checks_missing: texts(verification, 'required_checks_missing'),
  checks: [],
  unresolved: texts(verification, 'checks_failed'),
});

const evidenceOf = (evidence: unknown): Plain['evidence'][number] => ({
  id: text(evidence, 'id'),
  claim: text(evidence, 'claim'),
  event_id: text(evidence, 'event_id'),
  timestamp: text(evidence, 'timestamp'),
  source_type: text(evidence, 'source_type'),
  basis: 'stated',
  origin: null,
});

const packageOf = (one: unknown): Plain['work_packages'][number] => ({
  ...planned(one),
  id: text(one, 'id'),
  origin: 'plan',
  ...(textOrNull(one, 'outcome') === null ? {} : { outcome: text(one, 'outcome') }),
  files: texts(one, 'files'),
  commands: texts(one, 'commands'),
});

const WORK = ['pending', 'in_progress', 'completed', 'cancelled', 'blocked', 'unknown'] as const;

/** What a package and a step have in common. */
const planned = (item: unknown) => ({
  title: text(item, 'title'),
  status: word(field(item, 'status'), WORK, 'unknown'),
  sequence: count(item, 'sequence'),
  ...(textOrNull(item, 'started_at') === null ? {} : { started_at: text(item, 'started_at') }),
  ...(textOrNull(item, 'completed_at') === null ? {} : { completed_at: text(item, 'completed_at') }),
  depends_on: texts(item, 'depends_on'),
  evidence_refs: texts(item, 'evidence_refs'),
});
