import { Command, Option } from 'clipanion';
import type { ShownArtifact } from '../../../../../engine/show-artifact.ts';
import { lineForTerminal } from '../../../../../formats/terminal.ts';
import { FaceCommand } from '../../../../command.ts';

export class ArtifactShowCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'show']];
  static override readonly usage = Command.Usage({
    description: 'Show an artifact, and if its logs changed',
    details: 'Prints the whole artifact as JSON; on a terminal its Markdown, and what is stale.',
    examples: [
      ['By its id', '$0 session handoff artifact show fix-login'],
      [
        'The objectives, for a script',
        "$0 session handoff artifact show fix-login --json | jq '.artifact.payload[].objective'",
      ],
    ],
  });

  id = Option.String({ name: 'ID' });

  async execute(): Promise<void> {
    const { showArtifact } = await import('../../../../../engine/show-artifact.ts');
    const shown = await this.progress('reading the artifact', async () => showArtifact(await this.world(), this.id));
    await this.print(shown, () => text(shown));
    for (const { session_id, source_path, reason } of shown.stale_reasons)
      this.output.note(`stale: ${reason}: session ${lineForTerminal(`${session_id}, ${source_path}`)}`);
    // a log that is on another machine cannot be read again
    if (shown.stale_reasons.some(({ reason }) => reason === 'source_fingerprint_changed'))
      this.output.note(`hint: opensession session handoff artifact refresh ${shown.artifact.artifact_id}`);
  }
}

/** An artifact of the older tool may hold no Markdown. */
const text = ({ artifact, ref, commit }: ShownArtifact): string =>
  `${ref} ${commit}\n\n${(artifact.derived_markdown ?? JSON.stringify(artifact, null, 2)).trimEnd()}\n`;
