import { Command, Option } from 'clipanion';
import { FaceCommand } from '../../../../command.ts';

export class ArtifactRemoveCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'rm']];
  static override readonly usage = Command.Usage({
    description: 'Delete the ref of an artifact',
    details: `
      Only if the ref still is where it was read. A record of the removal keeps other clones from bringing it back. The
      commit stays in the object store until git collects it; until then \`artifact restore ID\` is the way back. A former
      version in the archive stays there; \`artifact prune ID\` takes that one out.
    `,
    examples: [
      ['Delete one', '$0 session handoff artifact rm fix-login'],
      ['See what would be deleted', '$0 session handoff artifact rm fix-login --dry-run'],
    ],
  });

  id = Option.String({ name: 'ID' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be deleted, and delete nothing' });

  async execute(): Promise<void> {
    const { removeArtifact } = await import('../../../../../engine/remove-artifact.ts');
    const { history, ...removed } = await removeArtifact(await this.world(), { idOrRef: this.id, dryRun: this.dryRun });
    const what = removed.removed ? 'Removed' : 'Would remove';
    await this.print(removed, () => `${what} ${removed.ref} (was ${removed.commit})\n`);
    if (removed.archived !== null)
      this.output.note(
        `a former version stays in the archive (${removed.archived})\nhint: to take it out as well: opensession session handoff artifact prune ${removed.artifact_id}`,
      );
    if (history !== null) this.output.note(`${history.what}\nhint: ${history.way}`);
    if (removed.removed && this.output.terminal)
      this.output.note(`hint: to bring it back: opensession session handoff artifact restore ${removed.artifact_id}`);
  }
}
