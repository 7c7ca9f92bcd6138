import { mapStart, mapUserRequest } from './map-call.ts';
import { mapResult } from './map-result.ts';
import {
  mapAbort,
  mapCompaction,
  mapContext,
  mapModel,
  mapNotification,
  mapResume,
  mapShutdown,
  mapStartOfSession,
  mapUsage,
  note,
} from './map-session.ts';
import { mapSubagentCompleted, mapSubagentFailed, mapSubagentStarted } from './map-subagent.ts';
import { mapAssistant, mapReasoning, mapTaskComplete, mapUser } from './map-talk.ts';
import { ignoredReason } from './ignored-types.ts';
import type { Scope } from './scope.ts';

/** What became of a record; with `ignored` the reason. */
export type Fate = { readonly kind: 'understood' | 'unknown' } | { readonly kind: 'ignored'; readonly reason: string };

/** Maps a record by its type: its events go into the scope. */
export const mapRecord = (scope: Scope): Fate => {
  const map = TYPES.get(scope.type);
  const reason = map === undefined ? ignoredReason(scope.type) : map(scope);
  if (reason !== undefined && scope.events.length === 0) return { kind: 'ignored', reason };
  return { kind: map === undefined ? 'unknown' : 'understood' };
};

/** Returns why there is nothing in it, undefined when it was understood. */
type MapRecord = (scope: Scope) => string | undefined;

const TYPES: ReadonlyMap<string, MapRecord> = new Map<string, MapRecord>([
  ['session.start', mapStartOfSession],
  ['session.resume', mapResume],
  ['session.context_changed', mapContext],
  ['session.model_change', mapModel],
  ['session.usage_record', mapUsage],
  ['session.shutdown', mapShutdown],
  ['session.compaction_complete', mapCompaction],
  ['session.task_complete', mapTaskComplete],
  ['session.error', note('message', 'notice')],
  ['session.handoff', note('summary', 'handoff')],
  ['user.message', mapUser],
  ['assistant.message', mapAssistant],
  ['assistant.reasoning', mapReasoning],
  ['tool.user_requested', mapUserRequest],
  ['tool.execution_start', mapStart],
  ['tool.execution_complete', mapResult],
  ['subagent.started', mapSubagentStarted],
  ['subagent.completed', mapSubagentCompleted],
  ['subagent.failed', mapSubagentFailed],
  ['system.notification', mapNotification],
  ['skill.invoked', note('content', 'injected')],
  ['abort', mapAbort],
]);
