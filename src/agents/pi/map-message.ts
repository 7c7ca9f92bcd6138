import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asCount, asString, asText, field, type JsonObject } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { blocksIn, textIn, typedIn } from './content.ts';
import type { Scope } from './scope.ts';
import { countTokens } from './tokens.ts';
import { draftCall, shellDraft } from './tool-call.ts';
import { toolResult } from './tool-result.ts';

/** The events of a message by its role; false for a role that is not known. */
export const mapMessage = (scope: Scope, message: JsonObject): boolean => {
  const map = ROLES.get(asString(field(message, 'role')) ?? '');
  map?.(scope, message);
  return map !== undefined;
};

const user: MapRole = (scope, message) => {
  const [first, ...rest] = blocksIn(field(message, 'content'));
  if (first === undefined) return;
  const blocks = first.type === 'Text' ? [...textBlocks(typedIn(first.text)), ...rest] : [first, ...rest];
  scope.emit({ type: { type: 'UserMessage' }, blocks, attributes: { [ATTR.source]: 'typed' } });
};

const assistant: MapRole = (scope, message) => {
  const { session } = scope;
  session.provider = asText(field(message, 'provider')) ?? session.provider;
  session.model = asText(field(message, 'model')) ?? session.model;
  const reason = field(message, 'stopReason');
  // calls of an answer that was broken off were not run
  const broken = reason === 'aborted' || reason === 'error';
  for (const block of asArray(field(message, 'content'))) mapBlock(scope, block, { broken });
  countTokens(scope, field(message, 'usage'));
  const said = asText(field(message, 'errorMessage'));
  if (reason === 'aborted') {
    const attributes = { [ATTR.reason]: said ?? 'aborted' };
    scope.emit({ type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } }, attributes });
  } else if (reason === 'error') {
    const attributes = { [ATTR.source]: 'notice' };
    scope.emit({ type: { type: 'SystemMessage' }, blocks: textBlocks(said ?? 'error'), attributes });
  }
};

const mapBlock = (scope: Scope, block: unknown, { broken }: { broken: boolean }): void => {
  const { session } = scope;
  const type = field(block, 'type');
  const text = asString(field(block, type === 'thinking' ? 'thinking' : 'text')) ?? '';
  if ((type === 'thinking' || type === 'text') && text.trim() !== '') {
    const attributes = { [ATTR.model]: session.model };
    scope.emit({ type: { type: type === 'text' ? 'AgentMessage' : 'Thinking' }, blocks: textBlocks(text), attributes });
  }
  if (type !== 'toolCall') return;
  const id = asText(field(block, 'id'));
  const name = asText(field(block, 'name')) ?? 'unknown';
  if (id !== undefined) session.calls.set(id, name);
  const draft = draftCall(name, field(block, 'arguments'), session.cwd);
  const attributes = { ...draft.attributes, [ATTR.callId]: id, [ATTR.noEffect]: broken ? true : undefined };
  scope.emit({ ...draft, attributes });
};

/** A command that the person ran with `!` or `!!`: `{command, output, exitCode, cancelled}`. It has no id of its own. */
const bashExecution: MapRole = (scope, message) => {
  const command = asString(field(message, 'command')) ?? '';
  if (command.trim() === '') return;
  const code = field(message, 'cancelled') === true ? undefined : asCount(field(message, 'exitCode'));
  const id = `${scope.id}-bash`;
  const draft = shellDraft(command);
  const attributes = { [ATTR.callId]: id, [ATTR.toolName]: 'bash', [ATTR.toolKind]: 'shell', [ATTR.source]: 'typed' };
  scope.emit({ ...draft, attributes });
  scope.emit({
    type: { type: 'ToolResult', data: { name: 'bash', is_error: code !== undefined && code !== 0, call_id: id } },
    blocks: textBlocks(asString(field(message, 'output'))),
    attributes: {
      [ATTR.callId]: id,
      [ATTR.toolName]: 'bash',
      [ATTR.exitCode]: code,
      [ATTR.exitSource]: code === undefined ? undefined : 'structured',
    },
  });
};

/** Of extensions (`hookMessage` until format 3): they speak to the model, no person does. */
const custom: MapRole = (scope, message) => {
  const text = textIn(field(message, 'content'));
  if (text.trim() === '') return;
  scope.emit({ type: { type: 'SystemMessage' }, blocks: textBlocks(text), attributes: { [ATTR.source]: 'injected' } });
};

export const mapSummary: MapRole = (scope, entry) => {
  const attributes = { [ATTR.source]: 'branch_summary' };
  scope.emit({ type: { type: 'SystemMessage' }, blocks: textBlocks(asText(field(entry, 'summary'))), attributes });
  countTokens(scope, field(entry, 'usage'));
};

export const mapCompaction: MapRole = (scope, entry) => {
  const blocks = textBlocks(asText(field(entry, 'summary')));
  scope.emit({ type: { type: 'Custom', data: { kind: CUSTOM.compaction } }, blocks });
  countTokens(scope, field(entry, 'usage'));
};

export const mapCustomMessage: MapRole = custom;

type MapRole = (scope: Scope, message: JsonObject) => void;

const ROLES: ReadonlyMap<string, MapRole> = new Map([
  ['user', user],
  ['assistant', assistant],
  ['toolResult', toolResult],
  ['bashExecution', bashExecution],
  ['custom', custom],
  ['hookMessage', custom],
  ['branchSummary', mapSummary],
  ['compactionSummary', mapCompaction],
]);
