import { ATTR } from '../../domain/event-attributes.ts';
import { asCount, asNumber, asString, asText, field, isObject } from '../../domain/json.ts';
import type { Block, Event, EventType } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { isAbsolute, joinPath } from '../reading/join-path.ts';
import { languageOf } from '../reading/language-of.ts';
import { toolKind } from '../reading/tool-kind.ts';
import { answerEvents, planEvent, questionEvent } from './asking.ts';
import { fileFacts, fullText } from './file-use.ts';
import { patchedFiles } from './patch-use.ts';
import type { RecordScope, SessionScope } from './session-scope.ts';
import { eventTypeOf } from './tool-type.ts';
import { exitCodeOf, hasFailed, inputText, isDone, type ToolUse } from './tool-use.ts';

/** The events of one use of a tool: the call, and its result when it is done. */
export const toolEvents = (use: ToolUse, record: RecordScope, scope: SessionScope): readonly Event[] => {
  if (use.name === 'task' && childOf(use) !== undefined) scope.delegated.set(use.call_id, use);
  const calls = callEvents(use, record, scope);
  return isDone(use) ? [...calls, ...resultEvents(use, record)] : calls;
};

/** The session of the sub-agent that a `task` started; none when it could not be started. */
export const childOf = (use: ToolUse): string | undefined =>
  asText(field(use.metadata, 'sessionId')) ?? asText(field(use.metadata, 'sessionID'));

const callEvents = (use: ToolUse, record: RecordScope, scope: SessionScope): readonly Event[] => {
  if (use.name === 'todowrite' && !hasFailed(use)) return [planEvent(use, record)];
  if (use.name === 'question') return [questionEvent(use, record)];
  const patched = use.name === 'apply_patch' || use.name === 'patch' ? patchedFiles(use, scope.cwd) : [];
  const changes =
    patched.length > 0 ? patched : [{ type: eventTypeOf(use, scope.cwd), facts: factsOf(use, scope.cwd) }];
  return changes.map(({ type, facts }) =>
    record.event(
      {
        type,
        blocks: callBlocks(use, type),
        attributes: {
          ...joins(use),
          [ATTR.rawType]: 'tool',
          [ATTR.toolKind]: toolKind(use.name),
          [ATTR.noEffect]: didNothing(use) ? true : undefined,
          ...facts,
        },
        duration_ms: durationOf(use),
      },
      use.started,
    ),
  );
};

const resultEvents = (use: ToolUse, record: RecordScope): readonly Event[] => {
  const code = isShell(use) && !hasFailed(use) ? exitCodeOf(use) : undefined;
  const answers = use.name === 'question' ? answerEvents(use, record) : [];
  const result = record.event(
    {
      type: { type: 'ToolResult', data: { name: use.name, is_error: hasFailed(use), call_id: use.call_id } },
      blocks: textBlocks(use.output),
      attributes: {
        ...joins(use),
        [ATTR.rawType]: 'tool',
        [ATTR.noEffect]: didNothing(use) ? true : undefined,
        [ATTR.exitCode]: code,
        [ATTR.exitSource]: code === undefined ? undefined : 'structured',
      },
    },
    use.ended,
  );
  return [...answers, result];
};

/** A command that was broken off ("Tool execution aborted", a timeout) may have done its work by then. */
const didNothing = (use: ToolUse): boolean =>
  hasFailed(use) && !(isShell(use) && /\b(abort|interrupt|cancel|timed? ?out)/i.test(use.output));

const isShell = ({ name }: ToolUse): boolean => name === 'bash' || name === 'shell';

const joins = (use: ToolUse): { readonly [key: string]: unknown } => ({
  [ATTR.callId]: use.call_id,
  [ATTR.toolName]: use.name,
});

const factsOf = (use: ToolUse, cwd: string | undefined): { readonly [key: string]: unknown } => {
  if (use.name === 'write' || use.name === 'edit' || use.name === 'multiedit') return fileFacts(use);
  const named = inputText(use, 'workdir', 'cwd');
  if (!isShell(use) || named === undefined) return {};
  if (isAbsolute(named)) return { [ATTR.shellCwd]: named };
  return { [ATTR.shellCwd]: cwd === undefined ? undefined : joinPath(cwd, named) };
};

const callBlocks = (use: ToolUse, type: EventType): readonly Block[] => {
  if (type.type === 'ShellCommand') {
    const code = asString(field(use.input, 'command'));
    return code === undefined ? [] : [{ type: 'Code', code, language: 'bash' }];
  }
  const whole = type.type === 'FileCreate' || type.type === 'FileEdit' ? fullText(use) : undefined;
  if (whole !== undefined && 'data' in type && 'path' in type.data) {
    const language = languageOf(type.data.path);
    return [{ type: 'Code', code: whole, ...(language === undefined ? {} : { language }) }];
  }
  return isObject(use.input) ? [{ type: 'Json', data: use.input }] : [];
};

const durationOf = (use: ToolUse): number | undefined => {
  const [start, end] = [asNumber(use.started), asNumber(use.ended)];
  return start === undefined || end === undefined ? undefined : asCount(Math.floor(end - start));
};
