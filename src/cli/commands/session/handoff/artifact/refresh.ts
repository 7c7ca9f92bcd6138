import { Command, Option } from 'clipanion';
import type { RefreshResult } from '../../../../../engine/refresh-artifact.ts';
import { lineForTerminal } from '../../../../../formats/terminal.ts';
import { FaceCommand } from '../../../../command.ts';

export class ArtifactRefreshCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'refresh']];
  static override readonly usage = Command.Usage({
    description: 'Build an artifact again if logs changed',
    details: `
      Under the same id, as a new version. What the artifact says of a log that cannot be read any more is kept, and told.
    `,
    examples: [
      ['If it is stale', '$0 session handoff artifact refresh fix-login'],
      ['See whether it is', '$0 session handoff artifact refresh fix-login --dry-run --json'],
    ],
  });

  id = Option.String({ name: 'ID' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would change, and keep nothing' });

  async execute(): Promise<void> {
    const { buildHandoff } = await import('../../../../../engine/build-handoff.ts');
    const { derive } = await import('../../../../../engine/derive.ts');
    const { refreshArtifact } = await import('../../../../../engine/refresh-artifact.ts');
    const world = await this.world();
    const request = { idOrRef: this.id, derive: derive(world), dryRun: this.dryRun };
    const refreshed = await this.progress('reading the logs', () =>
      refreshArtifact(world, {
        ...request,
        rebuild: async (source, asking) => [await buildHandoff(world, source, { asking })],
      }),
    );
    this.sayUnsigned(refreshed.unsigned);
    await this.print(refreshed, () => `${this.said(refreshed)}\n`);
    for (const { reason, session_id, source_path } of refreshed.kept ?? [])
      this.output.note(`kept as it was: ${reason}: session ${lineForTerminal(`${session_id}, ${source_path}`)}`);
  }

  private said({ refreshed, ref, commit, stale_before }: RefreshResult): string {
    if (refreshed) return `Refreshed ${ref} (${commit})`;
    return stale_before === undefined ? `${ref} is what its logs say` : `Would refresh ${ref}`;
  }
}
