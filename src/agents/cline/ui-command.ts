import { ATTR } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { exitFacts } from './command-exit.ts';
import { callAttributes } from './tool-call.ts';
import type { Running, UiState } from './ui-state.ts';

export const commandEvent = (running: Running): Event =>
  running.scope.event({
    type: { type: 'ShellCommand', data: { command: running.command } },
    blocks: [{ type: 'Code', code: running.command, language: 'bash' }],
    attributes: {
      ...callAttributes({ id: running.id, name: 'execute_command' }),
      [ATTR.rawType]: 'command',
      [ATTR.toolKind]: 'shell',
      [ATTR.noEffect]: factsOf(running)[ATTR.noEffect],
    },
  });

const factsOf = ({ told }: Running): { readonly [key: string]: unknown } =>
  told === undefined ? {} : exitFacts({ text: told, success: undefined, error: undefined });

/** The result of a command that was shown before the message at `index`; without output and exit there is none. */
export const settleCommand = (state: UiState, index: number): readonly Event[] => {
  const { running } = state;
  if (running === undefined || running.index === index) return [];
  state.running = undefined;
  const facts = factsOf(running);
  const text = running.told ?? running.outputs.join('\n');
  if (running.told === undefined && running.outputs.length === 0) return [];
  return [
    running.scope.event({
      type: { type: 'ToolResult', data: { name: 'execute_command', is_error: false, call_id: running.id } },
      at: running.at,
      blocks: textBlocks(text),
      attributes: {
        ...callAttributes({ id: running.id, name: 'execute_command' }),
        [ATTR.rawType]: 'command_output',
        ...facts,
      },
    }),
  ];
};
