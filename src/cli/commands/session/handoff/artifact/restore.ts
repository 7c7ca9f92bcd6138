import { Command, Option } from 'clipanion';
import { FaceCommand } from '../../../../command.ts';

export class ArtifactRestoreCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'restore']];
  static override readonly usage = Command.Usage({
    description: 'Make an archived or removed artifact live',
    details: `
      As a new version upon the old one, with the same files: what records that the old one is gone is not about it. Of
      an archived and a removed version it is the later one. A removed artifact can be restored until git collects it; one
      that is still here, while somebody else removed it, is kept by restoring it.
    `,
    examples: [
      ['Bring one back', '$0 session handoff artifact restore fix-login'],
      ['See from which version', '$0 session handoff artifact restore fix-login --dry-run'],
    ],
  });

  id = Option.String({ name: 'ID' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be restored, and restore nothing' });

  async execute(): Promise<void> {
    const { restoreArtifact } = await import('../../../../../engine/restore-artifact.ts');
    const restored = await restoreArtifact(await this.world(), { idOrRef: this.id, dryRun: this.dryRun });
    const what = restored.restored ? 'Restored' : 'Would restore';
    await this.print(restored, () => `${what} ${restored.ref} from ${restored.from}\n`);
  }
}
