import { ATTR } from '../../domain/event-attributes.ts';
import { asText, at, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import type { Here } from './conversation.ts';
import { readRun, runExit, runText } from './tool-run.ts';

/** A command that the person ran in the thread: `manual_bash_invocation {args: {cmd}, toolRun}`. */
export const shellEvents = (block: unknown, { record }: Here, id: string): readonly Event[] => {
  const command = asText(at(block, 'args', 'cmd')) ?? asText(at(block, 'args', 'command')) ?? '';
  const run = readRun(field(block, 'toolRun'));
  const joins = { [ATTR.callId]: id, [ATTR.toolName]: 'manual_bash_invocation' };
  const call = record.event({
    type: { type: 'ShellCommand', data: { command } },
    blocks: [{ type: 'Code', code: command, language: 'bash' }],
    attributes: { ...joins, [ATTR.rawType]: 'manual_bash_invocation', [ATTR.toolKind]: 'shell' },
  });
  if (run.status === 'open') return [call];
  const code = runExit(run);
  const result = record.event({
    type: {
      type: 'ToolResult',
      data: { name: 'manual_bash_invocation', is_error: run.status !== 'done', call_id: id },
    },
    blocks: textBlocks(runText(run)),
    attributes: {
      ...joins,
      [ATTR.exitCode]: code,
      [ATTR.exitSource]: code === undefined ? undefined : 'structured',
    },
  });
  return [call, result];
};
