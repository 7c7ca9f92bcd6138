import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asCount, asText, at, field, type JsonObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { ignored, type MappedRecord, understood } from '../reading/record-fate.ts';
import type { RecordScope } from './record-scope.ts';
import type { Talk } from './talk.ts';
import { mapTelemetry } from './map-telemetry.ts';
import { absolute } from './tool-call.ts';

/** A `system` record, by its subtype. */
export const mapSystem = (record: JsonObject, talk: Talk, scope: RecordScope): MappedRecord => {
  const subtype = asText(field(record, 'subtype')) ?? '';
  const payload = field(record, 'systemPayload');
  switch (subtype) {
    case 'ui_telemetry':
      return mapTelemetry(field(payload, 'uiEvent'), talk, scope);
    case 'chat_compression':
      return understood([compaction(payload, scope)]);
    case 'custom_title':
      talk.facts.title = asText(field(payload, 'customTitle')) ?? talk.facts.title;
      return understood([]);
    case 'parent_session':
      talk.facts.parent ??= asText(field(payload, 'parentSessionId'));
      return understood([]);
    case 'session_model':
      talk.facts.model ??= asText(field(payload, 'modelId'));
      return understood([]);
    case 'rewind': // what it takes back is known before, see dead-lines.ts
      return understood([]);
    case 'at_command':
      return understood(filesRead(payload, talk, scope));
    case 'agent_launch_prompt':
      return understood([...spoken('UserMessage', asText(field(payload, 'displayText')), scope)]);
    case 'turn_result':
      return turnResult(payload, scope);
    default: {
      const reason = IGNORED.get(subtype);
      return reason === undefined
        ? { events: [], fate: { kind: 'unknown', type: `system/${subtype}` } }
        : ignored(`system/${subtype}`, reason);
    }
  }
};

const OWN_STATE = 'state of the program itself';

const IGNORED: ReadonlyMap<string, string> = new Map([
  ['slash_command', 'a command to the program, and what it showed'],
  ['notification', 'a notice of the program to its user'],
  ['attribution_snapshot', 'counts of characters by author, for commit notes'],
  ['file_history_snapshot', 'names of backups'],
  ['agent_bootstrap', "a copy of the parent's history"],
  ['agent_retry', OWN_STATE],
  ['agent_session_ready', OWN_STATE],
  ['session_notes', OWN_STATE],
  ['session_source', OWN_STATE],
  ['session_execution_engine', OWN_STATE],
  ['session_approval_mode', OWN_STATE],
  ['session_artifact_event', OWN_STATE],
  ['session_artifact_snapshot', OWN_STATE],
  ['session_sources_snapshot', OWN_STATE],
  ['user_text_elements', "how the prompt's text was laid out"],
  ['omni_recall', OWN_STATE],
  ['branch_checkpoint', OWN_STATE],
  ['goal_state', OWN_STATE],
  ['goal_runtime', OWN_STATE],
  ['goal_turn_end', OWN_STATE],
  ['managed_session_header_v1', OWN_STATE],
  ['managed_session_event_v1', OWN_STATE],
  ['managed_session_commit_v1', OWN_STATE],
]);

const spoken = (
  type: 'UserMessage' | 'SystemMessage',
  text: string | undefined,
  scope: RecordScope,
): readonly Event[] =>
  text === undefined
    ? []
    : [
        scope.event({
          type: { type },
          blocks: textBlocks(text),
          attributes: { [ATTR.rawType]: 'system', [ATTR.source]: type === 'UserMessage' ? 'typed' : 'notice' },
        }),
      ];

const compaction = (payload: unknown, scope: RecordScope): Event => {
  const tokens = (name: string): number | undefined => asCount(at(payload, 'info', name));
  return scope.event({
    type: { type: 'Custom', data: { kind: CUSTOM.compaction } },
    attributes: {
      [ATTR.rawType]: 'system/chat_compression',
      tokens_before: tokens('originalTokenCount'),
      tokens_after: tokens('newTokenCount'),
    },
  });
};

/** `@path` in a prompt: the files that were put into it. */
const filesRead = (payload: unknown, talk: Talk, scope: RecordScope): readonly Event[] =>
  asArray(field(payload, 'filesRead')).flatMap((path) => {
    const named = asText(path);
    if (named === undefined) return [];
    const type = { type: 'FileRead', data: { path: absolute(named, talk.facts.cwd) } } as const;
    return [scope.event({ type, attributes: { [ATTR.rawType]: 'system/at_command', [ATTR.toolKind]: 'file_read' } })];
  });

/** How a turn ended (0.2x and later, in the daemon): only one that was cut off says more than the other records. */
const turnResult = (payload: unknown, scope: RecordScope): MappedRecord => {
  const state = asText(field(payload, 'state'));
  if (state !== 'cancelled' && state !== 'error') return ignored('system/turn_result', 'repeats the end of a turn');
  const reason = asText(at(payload, 'error', 'message')) ?? state;
  const type = { type: 'Custom', data: { kind: CUSTOM.turnAborted } } as const;
  return understood([
    scope.event({ type, attributes: { [ATTR.rawType]: 'system/turn_result', [ATTR.reason]: reason } }),
  ]);
};
