import { Command, Option } from 'clipanion';
import type { ArtifactDiff } from '../../../../../engine/diff-artifacts.ts';
import { lineForTerminal } from '../../../../../formats/terminal.ts';
import { FaceCommand } from '../../../../command.ts';

export class ArtifactDiffCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'diff']];
  static override readonly usage = Command.Usage({
    description: 'What two artifacts or versions differ in',
    details: `
      Field by field: objective, files, checks, work packages, questions, next actions, commits. \`ID~1\` is the version
      before the newest; a single ID is compared with the version before it.
    `,
    examples: [
      ['What the last save changed', '$0 session handoff artifact diff fix-login'],
      ['Two versions', '$0 session handoff artifact diff fix-login~3 fix-login'],
      ['Two artifacts, for a script', '$0 session handoff artifact diff fix-login fix-logout --json'],
    ],
  });

  from = Option.String({ name: 'ID' });
  to = Option.String({ name: 'ID', required: false });

  async execute(): Promise<void> {
    const { diffArtifacts } = await import('../../../../../engine/diff-artifacts.ts');
    const diff = await diffArtifacts(await this.world(), this.to === undefined ? [this.from] : [this.from, this.to]);
    await this.print(diff, () => text(diff));
    if (diff.changes.length === 0) this.output.note('no difference in the contract');
  }
}

const SIGN = { added: '+', removed: '-', changed: '~' } as const;

const text = ({ from, to, changes }: ArtifactDiff): string => {
  const lines = [`--- ${from.artifact_id} ${from.commit}`, `+++ ${to.artifact_id} ${to.commit}`];
  let session: string | undefined;
  for (const { session_id, field, key, change, from, to } of changes) {
    if (session_id !== session) lines.push(`session ${lineForTerminal(session_id)}`);
    session = session_id;
    lines.push(`${SIGN[change]} ${field}${key === null ? '' : `: ${lineForTerminal(key)}`}`);
    if (from !== null && from !== key) lines.push(`    was ${shown(from)}`);
    if (to !== null && to !== key) lines.push(`    is  ${shown(to)}`);
  }
  return lines.map((line) => `${line}\n`).join('');
};

const shown = (value: unknown): string => (typeof value === 'string' ? lineForTerminal(value) : JSON.stringify(value));
