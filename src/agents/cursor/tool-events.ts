import { ATTR } from '../../domain/event-attributes.ts';
import { asString, isObject } from '../../domain/json.ts';
import type { Block, Event, EventType } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { languageOf } from '../reading/language-of.ts';
import { toolKind } from '../reading/tool-kind.ts';
import { answerEvents, planEvent, questionEvent } from './asking.ts';
import { fileFacts, fullText } from './file-facts.ts';
import { patchedFiles } from './patched-files.ts';
import type { RecordScope, SessionScope } from './session-scope.ts';
import { toolOf } from './tool-name.ts';
import { absolute, eventTypeOf } from './tool-type.ts';
import { hadNoEffect, inputText, type ToolUse } from './tool-use.ts';

/** The events of a call without its result. */
export const callEvents = (use: ToolUse, record: RecordScope, scope: SessionScope): readonly Event[] => {
  const tool = toolOf(use.name);
  const plan = tool === 'todos' && !hadNoEffect(use) ? planEvent(use, record, scope) : undefined;
  if (plan !== undefined) return [plan];
  if (tool === 'question') return [questionEvent(use, record)];
  const patch = tool === 'patch' ? (asString(use.input) ?? inputText(use, 'patch', 'input', 'patchText')) : undefined;
  const files = patch === undefined ? [] : patchedFiles(patch, (path) => absolute(path, scope.cwd));
  const changes = files.length > 0 ? files : [{ type: eventTypeOf(use, scope.cwd), facts: factsOf(use, scope.cwd) }];
  return changes.map(({ type, facts }) =>
    record.event({
      type,
      blocks: callBlocks(use, type),
      attributes: {
        ...joins(use),
        [ATTR.rawType]: use.name,
        [ATTR.toolKind]: kindOf(use.name),
        [ATTR.noEffect]: hadNoEffect(use) ? true : undefined,
        ...facts,
      },
      duration_ms: use.duration_ms,
    }),
  );
};

/** The result of a call and what it answers; nothing while it runs. */
export const resultEvents = (use: ToolUse, record: RecordScope): readonly Event[] => {
  if (use.state === 'running') return [];
  const answers = toolOf(use.name) === 'question' ? answerEvents(use, record) : [];
  const isChange = toolOf(use.name) === 'edit' || toolOf(use.name) === 'write';
  const failed = use.state !== 'done';
  return [
    ...answers,
    record.event({
      type: { type: 'ToolResult', data: { name: use.name, is_error: failed, call_id: use.call_id } },
      blocks: textBlocks(use.output),
      attributes: {
        ...joins(use),
        [ATTR.rawType]: use.name,
        [ATTR.noEffect]: hadNoEffect(use) ? true : undefined,
        [ATTR.background]: use.background === true ? true : undefined,
        [ATTR.exitCode]: use.exit?.code,
        [ATTR.exitSource]: use.exit?.source,
        ...(isChange && !failed ? fileFacts(use) : {}),
      },
      duration_ms: use.duration_ms,
    }),
  ];
};

const joins = (use: ToolUse): { readonly [key: string]: unknown } => ({
  [ATTR.callId]: use.call_id,
  [ATTR.toolName]: use.name,
});

const KINDS: { readonly [tool: string]: string } = {
  shell: 'shell',
  read: 'file_read',
  edit: 'file_write',
  write: 'file_write',
  patch: 'file_write',
  delete: 'file_write',
  search: 'search',
  glob: 'search',
  'web-search': 'web',
  'web-fetch': 'web',
  task: 'task',
};

const kindOf = (name: string): string => KINDS[toolOf(name)] ?? toolKind(name);

const factsOf = (use: ToolUse, cwd: string | undefined): { readonly [key: string]: unknown } => {
  const tool = toolOf(use.name);
  if (tool === 'edit' || tool === 'write') {
    return { ...fileFacts(use), [ATTR.fullText]: fullText(use) === undefined ? undefined : true };
  }
  if (tool !== 'shell') return {};
  const dir = inputText(use, 'working_directory', 'workingDirectory', 'cwd');
  return {
    [ATTR.background]: use.background === true ? true : undefined,
    [ATTR.shellCwd]: dir === undefined ? undefined : absolute(dir, cwd),
  };
};

const callBlocks = (use: ToolUse, type: EventType): readonly Block[] => {
  if (type.type === 'ShellCommand') {
    return type.data.command === '' ? [] : [{ type: 'Code', code: type.data.command, language: 'bash' }];
  }
  const whole = type.type === 'FileCreate' || type.type === 'FileEdit' ? fullText(use) : undefined;
  if (whole !== undefined && 'data' in type && 'path' in type.data) {
    const language = languageOf(type.data.path);
    return [{ type: 'Code', code: whole, ...(language === undefined ? {} : { language }) }];
  }
  return isObject(use.input) ? [{ type: 'Json', data: use.input }] : [];
};
