import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, at, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { errorEvents } from './error-events.ts';
import { BROKEN, ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { fileBlock } from './message-events.ts';
import { withoutRunQuotes } from './run-quotes.ts';
import { openRecord, type RecordScope, type SessionScope } from './session-scope.ts';
import type { Stored } from './store.ts';
import { withTokens } from './tokens.ts';
import { toolEvents } from './tool-events.ts';
import { toolUseOfContent, type ToolUse } from './tool-use.ts';

/** An entry of `session_message` (2.x). Format: anomalyco/opencode, packages/schema/src/session-message.ts. */
export const entryEvents = (type: string, entry: Stored, scope: SessionScope): MappedRecord => {
  const { data } = entry;
  if (data === undefined) return BROKEN;
  const record = openRecord(scope, entry.id, at(data, 'time', 'created') ?? entry.created);
  switch (type === '' ? asText(field(data, 'type')) : type) {
    case 'user':
      return understood([promptEvent(data, record, scope)]);
    case 'assistant':
      return assistantEvents(entry, record, scope);
    case 'shell':
      return understood(toolEvents(shellUse(entry), record, scope));
    case 'system':
    case 'skill':
      return understood([injectedEvent(data, record, type)]);
    case 'synthetic':
      return ignored(type, 'put in by the agent');
    case 'compaction':
      return field(data, 'status') === 'failed'
        ? ignored(type, 'a compaction that failed')
        : understood([compactionEvent(data, record)]);
    case 'location-switched':
      scope.cwd = asText(at(data, 'location', 'directory')) ?? scope.cwd;
      return understood([]);
    case 'idle':
      return field(data, 'outcome') === 'interrupted'
        ? understood([abortedEvent(record)])
        : ignored(type, 'the session waits');
    case 'agent-switched':
    case 'model-switched':
      return ignored(type, 'a setting of the session');
    default:
      return unknown(`session_message/${type}`);
  }
};

const promptEvent = (data: unknown, record: RecordScope, scope: SessionScope): Event => {
  const text = withoutRunQuotes(asString(field(data, 'text')) ?? '', scope.info.headless);
  const files = asArray(field(data, 'files')).map(fileBlock);
  const attributes = { [ATTR.rawType]: 'user', [ATTR.source]: 'typed' };
  return record.event({ type: { type: 'UserMessage' }, blocks: [...textBlocks(text), ...files], attributes });
};

const assistantEvents = (entry: Stored, record: RecordScope, scope: SessionScope): MappedRecord => {
  const model = asText(at(entry.data, 'model', 'id')) ?? asText(at(entry.data, 'model', 'modelID'));
  scope.model ??= model;
  scope.provider ??= asText(at(entry.data, 'model', 'providerID'));
  const events: Event[] = [];
  for (const [index, content] of asArray(field(entry.data, 'content')).entries()) {
    const text = asString(field(content, 'text')) ?? '';
    const type = field(content, 'type');
    const attributes = { [ATTR.rawType]: asText(type), [ATTR.model]: model };
    if (type === 'tool') events.push(...toolEvents(toolUseOfContent(content, `${entry.id}-${index}`), record, scope));
    else if (text.trim() === '') continue;
    else if (type === 'text')
      events.push(record.event({ type: { type: 'AgentMessage' }, blocks: textBlocks(text), attributes }));
    else if (type === 'reasoning') {
      events.push(
        record.event(
          { type: { type: 'Thinking' }, blocks: textBlocks(text), attributes },
          at(content, 'time', 'created'),
        ),
      );
    }
  }
  events.push(...errorEvents(field(entry.data, 'error'), record));
  return understood(withTokens(events, field(entry.data, 'tokens'), record));
};

/** A command that the person ran in the session: `{command, status, exit, output}`. */
const shellUse = (entry: Stored): ToolUse => {
  const output = field(entry.data, 'output');
  const done = field(entry.data, 'status') !== 'running';
  return {
    call_id: entry.id,
    name: 'shell',
    status: done ? 'completed' : 'running',
    input: { command: field(entry.data, 'command') },
    metadata: { exit: field(entry.data, 'exit') },
    output: asString(output) ?? asString(field(output, 'text')) ?? asString(field(output, 'output')) ?? '',
    started: at(entry.data, 'time', 'created') ?? entry.created,
    ended: at(entry.data, 'time', 'completed'),
  };
};

const injectedEvent = (data: unknown, record: RecordScope, type: string): Event =>
  record.event({
    type: { type: 'SystemMessage' },
    blocks: textBlocks(asString(field(data, 'text'))),
    attributes: { [ATTR.rawType]: type, [ATTR.source]: 'injected' },
  });

const compactionEvent = (data: unknown, record: RecordScope): Event =>
  record.event({
    type: { type: 'Custom', data: { kind: CUSTOM.compaction } },
    blocks: textBlocks(asString(field(data, 'summary'))),
    attributes: { [ATTR.rawType]: 'compaction', [ATTR.reason]: asText(field(data, 'reason')) },
  });

const abortedEvent = (record: RecordScope): Event =>
  record.event({
    type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } },
    attributes: { [ATTR.rawType]: 'idle', [ATTR.reason]: 'interrupted' },
  });
