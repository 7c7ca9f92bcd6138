import { Command, Option } from 'clipanion';
import { FaceCommand } from '../../../../command.ts';

export class ArtifactRenderCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'render-md']];
  static override readonly usage = Command.Usage({
    description: 'Write the HANDOFF.md of an artifact',
    details: `
      The file is HANDOFF.md in the current directory if no other is named, and is replaced if it was rendered before. A
      file that is named is replaced whatever it holds. In the working tree no link is written through.
    `,
    examples: [
      ['HANDOFF.md here', '$0 session handoff artifact render-md fix-login'],
      ['Elsewhere', '$0 session handoff artifact render-md fix-login --output docs/handoff.md'],
    ],
  });

  id = Option.String({ name: 'ID' });
  to = Option.String('-o,--output', { description: 'The file to write (default HANDOFF.md)' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be written, and write nothing' });

  async execute(): Promise<void> {
    const { renderArtifact } = await import('../../../../../engine/render-artifact.ts');
    const rendered = await renderArtifact(await this.world(), {
      idOrRef: this.id,
      dryRun: this.dryRun,
      ...(this.to === undefined ? {} : { output: this.pathOf(this.to) }),
    });
    if (this.json) await this.output.json(rendered);
    this.output.note(`${rendered.written ? 'Rendered' : 'Would render'} ${rendered.path}`);
  }
}
