import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, asString, asText, at, field, type JsonObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { parseJson } from '../reading/parse-json.ts';
import { ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { titleOf } from '../reading/title-of.ts';
import { notice } from './map-message.ts';
import { checklistEvents } from './plan.ts';
import { mcpEvents, questionShown, subagentEvents } from './ui-calls.ts';
import { commandEvent } from './ui-command.ts';
import { UI_IGNORED } from './ui-ignored.ts';
import type { Shown } from './ui-state.ts';
import { toolShown } from './ui-tool.ts';

/** The events of one message that the person was shown (2.x and 3.x of the extension; Roo Code beside it). */
export const mapUi = (message: JsonObject, shown: Shown): MappedRecord => {
  const { kind, index, state } = shown;
  const text = asString(field(message, 'text')) ?? '';
  state.talk.model = asText(at(message, 'modelInfo', 'modelId')) ?? state.talk.model;
  state.talk.provider ??= asText(at(message, 'modelInfo', 'providerId'));
  const speaker = kind === 'say/text' && index === 0 ? 'UserMessage' : SPEAKERS.get(kind); // the task until 2.x
  if (speaker !== undefined) return spoken(wordsOf(message, text, kind), speaker, shown);
  if (REQUESTS.has(kind)) return requestShown(parseJson(text), shown);
  if (kind === 'say/task_progress') return understood(checklistEvents(text, shown.scope, {}));
  return mapWork(message, text, shown);
};

type Speaker = 'UserMessage' | 'AgentMessage' | 'Thinking';

const SPEAKERS: ReadonlyMap<string, Speaker> = new Map<string, Speaker>([
  ['say/task', 'UserMessage'],
  ['say/user_feedback', 'UserMessage'],
  ['say/text', 'AgentMessage'],
  ['say/subtask_result', 'AgentMessage'],
  ['say/completion_result', 'AgentMessage'],
  ['ask/completion_result', 'AgentMessage'],
  ['ask/plan_mode_respond', 'AgentMessage'],
  ['ask/act_mode_respond', 'AgentMessage'],
  ['say/reasoning', 'Thinking'],
]);

const wordsOf = (message: JsonObject, text: string, kind: string): string => {
  if (kind === 'say/reasoning' && text === '') return asString(field(message, 'reasoning')) ?? '';
  if (kind.endsWith('_mode_respond')) return asString(field(parseJson(text), 'response')) ?? text;
  return kind.endsWith('/completion_result') ? text.replace(/HAS_CHANGES$/, '') : text;
};

/** `deleted_api_reqs`: what requests cost that were taken out of the list. */
const REQUESTS: ReadonlySet<string> = new Set(['say/api_req_started', 'say/deleted_api_reqs', 'say/subagent_usage']);

const mapWork = (message: JsonObject, text: string, shown: Shown): MappedRecord => {
  const { kind, scope, state } = shown;
  switch (kind) {
    case 'say/command':
    case 'ask/command':
      return commandShown(text, shown);
    case 'say/command_output':
    case 'ask/command_output':
      if (state.running !== undefined && text !== '') state.running.outputs.push(text);
      if (state.running !== undefined) state.running.at = scope.at;
      return understood([]);
    case 'say/tool':
    case 'ask/tool':
      return toolShown(parseJson(text), shown);
    case 'ask/followup':
      return questionShown(text, shown);
    case 'say/use_subagents':
    case 'ask/use_subagents':
    case 'say/subagent':
      return subagentEvents(parseJson(text), shown);
    case 'say/use_mcp_server':
    case 'ask/use_mcp_server':
    case 'say/mcp_server_response':
      return mcpEvents(text, shown);
    default:
      return mapNotice(message, text, shown);
  }
};

const NOTICES: ReadonlySet<string> = new Set([
  'say/error',
  'say/diff_error',
  'say/clineignore_error',
  'say/rooignore_error',
  'say/command_permission_denied',
  'ask/api_req_failed',
  'ask/mistake_limit_reached',
]);

const COMPACTIONS: ReadonlySet<string> = new Set([
  'ask/condense',
  'say/condense',
  'say/condense_context',
  'ask/summarize_task',
]);

const mapNotice = (message: JsonObject, text: string, { kind, scope }: Shown): MappedRecord => {
  if (NOTICES.has(kind))
    return text.trim() === '' ? ignored(kind, 'a notice without a text') : understood([notice(text, scope, 'notice')]);
  if (COMPACTIONS.has(kind)) {
    const summary = text === '' ? asString(at(message, 'contextCondense', 'summary')) : text;
    return understood([
      scope.event({
        type: { type: 'Custom', data: { kind: CUSTOM.compaction } },
        blocks: textBlocks(summary),
        attributes: { [ATTR.rawType]: kind },
      }),
    ]);
  }
  if (kind === 'say/compaction') return compactionShown(parseJson(text), { kind, scope });
  const reason = UI_IGNORED.get(kind);
  return reason === undefined ? unknown(kind) : ignored(kind, reason);
};

/** `{status, mode, tokensBefore, tokensAfter}` (4.x): written again in its place until it ended; it holds no summary. */
const compactionShown = (told: unknown, { kind, scope }: Pick<Shown, 'kind' | 'scope'>): MappedRecord => {
  if (field(told, 'status') !== 'completed') return ignored(kind, 'a compaction that did not end');
  const attributes = { [ATTR.rawType]: kind };
  return understood([scope.event({ type: { type: 'Custom', data: { kind: CUSTOM.compaction } }, attributes })]);
};

const spoken = (text: string, type: Speaker, { kind, scope, state }: Shown): MappedRecord => {
  if (text.trim() === '') return ignored(kind, 'a message without a text');
  if (type === 'UserMessage') state.talk.titled ??= titleOf(text.trim());
  const source = type === 'UserMessage' ? { [ATTR.source]: 'typed' } : {};
  return understood([
    scope.event({ type: { type }, blocks: textBlocks(text), attributes: { [ATTR.rawType]: kind, ...source } }),
  ]);
};

const commandShown = (text: string, { index, scope, state }: Shown): MappedRecord => {
  const command = text.replace(/REQ_APP$/, ''); // marks a command that needed a person's consent
  if (command.trim() === '') return ignored('command', 'a command without a text');
  const told = state.results.ofCommand(command);
  state.running = { id: `command-${index + 1}`, command, index, scope, outputs: [], at: scope.at, told };
  return understood([commandEvent(state.running)]);
};

/** What a request cost: counted once, since its message is written again in its place. `tokensIn` is without the cache. */
const requestShown = (request: unknown, { kind, scope }: Shown): MappedRecord => {
  const count = (name: string): number => asCount(field(request, name)) ?? 0;
  const tokens = {
    [ATTR.inputTokens]: count('tokensIn'),
    [ATTR.outputTokens]: count('tokensOut'),
    [ATTR.cacheReadTokens]: count('cacheReads'),
    [ATTR.cacheWriteTokens]: count('cacheWrites'),
  };
  const events: Event[] = [];
  if (Object.values(tokens).some((one) => one > 0)) {
    const type = { type: 'Custom', data: { kind: CUSTOM.tokenCount } } as const;
    events.push(scope.event({ type, attributes: { [ATTR.rawType]: kind, ...tokens } }));
  }
  const reason = asText(field(request, 'cancelReason'));
  if (reason === 'user_cancelled') {
    const type = { type: 'Custom', data: { kind: CUSTOM.turnAborted } } as const;
    events.push(scope.event({ type, attributes: { [ATTR.rawType]: kind, [ATTR.reason]: reason } }));
  } else if (reason !== undefined) {
    events.push(notice(asText(field(request, 'streamingFailedMessage')) ?? reason, scope, 'notice'));
  }
  return events.length === 0 ? ignored(kind, 'a request that cost nothing') : understood(events);
};
