import { Command, Option } from 'clipanion';
import type { ShownSession } from '../../../engine/show-session.ts';
import { shellWord } from '../../../domain/shell-word.ts';
import { lineForTerminal } from '../../../formats/terminal.ts';
import { FaceCommand } from '../../command.ts';
import { shortTime } from '../../short-cells.ts';

export class SessionShowCommand extends FaceCommand {
  static override readonly paths = [['session', 'show']];
  static override readonly usage = Command.Usage({
    description: 'Show a session: its prompts, files, checks',
    details: `
      An ID is a session's id or its beginning, as \`session list\` shows it, or a path. With \`--branch\` the session is
      read from the branch \`opensession/sessions\`. What is shown is redacted; \`session handoff\` tells more.
    `,
    examples: [
      ['By the beginning of its id', '$0 session show 3f2a'],
      ['One that was kept on the branch, for a script', '$0 session show 3f2a --branch --json'],
    ],
  });

  id = Option.String({ name: 'ID' });
  branch = Option.Boolean('--branch', false, { description: 'From the branch opensession/sessions' });

  async execute(): Promise<void> {
    const { showSession } = await import('../../../engine/show-session.ts');
    const world = await this.world();
    const request = { id: this.id, branch: this.branch };
    const shown = await this.progress('reading the session', () => showSession(world, request));
    await this.print(shown, () => text(shown));
  }
}

const text = (shown: ShownSession): string => {
  const { stats } = shown;
  const lines = [
    `session  ${lineForTerminal(shown.session_id)}`,
    `agent    ${shown.tool} (${lineForTerminal(shown.model)})`,
    `time     ${shortTime(shown.started_at)} to ${shortTime(shown.ended_at)} UTC`,
    `size     ${stats.event_count} events, ${stats.message_count} messages, ${stats.tool_call_count} tool calls`,
    ...(shown.path === null ? [] : [`log      ${logWords(shown.path, shown.key)}`]),
    ...section('prompts', shown.prompts.map(indented)),
    ...section(
      'files',
      shown.files.map(({ action, path, from }) =>
        lineForTerminal(`${action} ${from ?? ''}${from === undefined ? '' : ' -> '}${path}`),
      ),
    ),
    ...section(
      'checks',
      shown.checks.map(({ final, command, stale }) =>
        lineForTerminal(`${final} ${command}${stale && final === 'passed' ? ' (before the last change)' : ''}`),
      ),
    ),
  ];
  return `${lines.join('\n')}\n`;
};

/** As `parse` and `publish upload` take it from a shell: some agents keep their logs below a name with a blank. */
const logWords = (path: string, key: string | null): string =>
  key === null ? shellWord(path) : `${shellWord(path)} --session ${shellWord(key)}`;

const section = (name: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${name}:`, ...lines.map((line) => `  ${line}`)];

/** A prompt of several lines stands below its first one. */
const indented = (prompt: string): string => prompt.trimEnd().replaceAll('\n', '\n    ');
