import { ATTR } from '../../domain/event-attributes.ts';
import { asText, isObject } from '../../domain/json.ts';
import type { Block, Event, EventType } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { toolKind } from '../reading/tool-kind.ts';
import { answerEvents, questionEvents } from './asking.ts';
import { exitFacts, withoutLabel } from './command-exit.ts';
import { fileChanges } from './file-changes.ts';
import { type Outcome, textOf } from './outcome.ts';
import { planEvents } from './plan.ts';
import type { MessageScope, Talk } from './talk.ts';
import {
  absolute,
  callAttributes,
  COMMANDS,
  commandsOf,
  firstText,
  hadNoEffect,
  hasFailed,
  listed,
  type ToolCall,
} from './tool-call.ts';

/** The events of a call and its result, in order. Work that is handed over is told by who knows the sub-agents. */
export const toolEvents = (call: ToolCall, scope: MessageScope, talk: Talk): readonly Event[] => {
  if (COMMANDS.has(call.name)) return commandEvents(call, scope);
  const questions = questionEvents(call, scope);
  const events = questions.length > 0 ? questions : (changeEvents(call, scope, talk) ?? plainEvents(call, scope, talk));
  return [...planEvents(call, scope), ...events, ...answerEvents(call, scope), ...resultEvents(call, scope)];
};

/** Each command of a call has a result of its own. */
const commandEvents = (call: ToolCall, scope: MessageScope): readonly Event[] => {
  const commands = commandsOf(call.input);
  return commands.flatMap((command, index): readonly Event[] => {
    const one = { ...call, id: commands.length === 1 ? call.id : `${call.id}:${index + 1}` };
    const attributes = { ...callAttributes(one), [ATTR.rawType]: 'tool_use', [ATTR.toolKind]: 'shell' };
    const shell = scope.event({
      type: { type: 'ShellCommand', data: { command } },
      blocks: [{ type: 'Code', code: command, language: 'bash' }],
      attributes: { ...attributes, [ATTR.noEffect]: hadNoEffect(call) ? true : undefined },
    });
    const outcome = call.result?.outcomes[call.result.outcomes.length === 1 ? 0 : index];
    return outcome === undefined ? [shell] : [shell, commandResult(one, outcome, scope)];
  });
};

const commandResult = (call: ToolCall, outcome: Outcome, scope: MessageScope): Event => {
  const told = { ...outcome, text: withoutLabel(outcome.text) };
  return scope.event({
    type: {
      type: 'ToolResult',
      data: {
        name: call.name,
        is_error: call.result?.is_error === true || outcome.success === false,
        call_id: call.id,
      },
    },
    at: call.result?.at,
    blocks: textBlocks(told.text),
    attributes: { ...callAttributes(call), [ATTR.rawType]: 'tool_result', ...exitFacts(told) },
  });
};

const changeEvents = (call: ToolCall, scope: MessageScope, talk: Talk): readonly Event[] | undefined => {
  const changes = fileChanges(call, talk.cwd);
  if (changes === undefined || changes.length === 0) return undefined;
  return changes.map(({ type, blocks, facts }) =>
    scope.event({ type, blocks, attributes: { ...useAttributes(call, 'file_write'), ...facts } }),
  );
};

const plainEvents = (call: ToolCall, scope: MessageScope, talk: Talk): readonly Event[] =>
  typesOf(call, talk.cwd).map((type, index) =>
    scope.event({
      type,
      blocks: index === 0 ? inputBlocks(call) : [],
      attributes: useAttributes(call, kindOf(call.name)),
    }),
  );

const useAttributes = (call: ToolCall, kind: string): { readonly [key: string]: unknown } => ({
  ...callAttributes(call),
  [ATTR.rawType]: 'tool_use',
  [ATTR.toolKind]: kind,
  [ATTR.noEffect]: hadNoEffect(call) ? true : undefined,
});

const inputBlocks = (call: ToolCall): readonly Block[] =>
  isObject(call.input) ? [{ type: 'Json', data: call.input }] : [];

const KINDS: ReadonlyMap<string, string> = new Map([
  ['read_files', 'file_read'],
  ['list_files', 'file_read'],
  ['list_code_definition_names', 'file_read'],
  ['search_codebase', 'search'],
  ['search_files', 'search'],
  ['codebase_search', 'search'],
  ['fetch_web_content', 'web'],
  ['spawn_agent', 'task'],
  ['use_subagents', 'task'],
]);

const kindOf = (name: string): string => KINDS.get(name) ?? (name.startsWith('team_') ? 'task' : toolKind(name));

/** What a call is in HAIL, one for each thing that it names. A name that is not listed stays a ToolCall. */
const typesOf = (call: ToolCall, cwd: string | undefined): readonly EventType[] => {
  const types = namedTypes(call, cwd).slice(0, MOST);
  return types.length === 0 ? [{ type: 'ToolCall', data: { name: call.name } }] : types;
};

/** Of what one call names. */
const MOST = 200;

const namedTypes = (call: ToolCall, cwd: string | undefined): readonly EventType[] => {
  const each = (keys: readonly string[], ...inner: readonly string[]): readonly string[] =>
    listed(call.input, ...keys).flatMap((one) => asText(one) ?? firstText(one, ...inner) ?? []);
  switch (call.name) {
    case 'read_files':
    case 'read_file': {
      const paths = each(['files', 'file_paths', 'paths', 'path'], 'path');
      return paths.map((path) => ({ type: 'FileRead', data: { path: absolute(path, cwd) } }));
    }
    case 'search_codebase':
      return each(['queries']).map((query) => ({ type: 'CodeSearch', data: { query } }));
    case 'search_files':
    case 'codebase_search':
      return each(['regex', 'query']).map((query) => ({ type: 'CodeSearch', data: { query } }));
    case 'fetch_web_content':
    case 'web_fetch':
      return each(['requests', 'url'], 'url').map((url) => ({ type: 'WebFetch', data: { url } }));
    case 'web_search':
      return each(['queries', 'query']).map((query) => ({ type: 'WebSearch', data: { query } }));
    default:
      return [];
  }
};

const resultEvents = (call: ToolCall, scope: MessageScope): readonly Event[] => {
  const { result } = call;
  if (result === undefined) return [];
  return [
    scope.event({
      type: { type: 'ToolResult', data: { name: call.name, is_error: hasFailed(call), call_id: call.id } },
      at: result.at,
      blocks: textBlocks(withoutLabel(textOf(result))),
      attributes: {
        ...callAttributes(call),
        [ATTR.rawType]: 'tool_result',
        [ATTR.noEffect]: hadNoEffect(call) ? true : undefined,
      },
    }),
  ];
};
