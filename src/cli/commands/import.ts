import { Command, Option } from 'clipanion';
import type { ImportedArchive } from '../../engine/import-archive.ts';
import { FaceCommand } from '../command.ts';

export class ImportCommand extends FaceCommand {
  static override readonly paths = [['import']];
  static override readonly usage = Command.Usage({
    description: 'Take in an archive that export wrote',
    details: `
      The whole archive, plain or gzip, is verified before anything of it is kept: its manifest, digests, shapes, and that no
      secret is in it. Links, other paths, too much of anything: refused. Artifacts become versions in their refs, sessions
      go to the branch \`opensession/sessions\`; what is there and newer stays, what was removed here since stays
      removed, and a signature goes along. \`-\` is stdin.
    `,
    examples: [
      ['Of a colleague', '$0 import handoffs.tar'],
      ['See what is in it, and if it is sound', '$0 import handoffs.tar --dry-run --json'],
    ],
  });

  file = Option.String({ name: 'FILE' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Verify it, and keep nothing' });

  async execute(): Promise<void> {
    const { importArchive } = await import('../../engine/import-archive.ts');
    const world = await this.world();
    const input: AsyncIterable<Uint8Array> =
      this.file === '-' ? this.context.stdin : world.files.readChunks(this.pathOf(this.file));
    const imported = await this.progress('reading the archive', () =>
      importArchive(world, { input, dryRun: this.dryRun }),
    );
    await this.print(imported, () => text(imported));
    const removed = imported.artifacts.find(({ outcome }) => outcome === 'removed');
    if (removed === undefined) return;
    const way = `opensession session handoff artifact restore ${removed.artifact_id}`;
    this.output.note(`what was removed here since it was exported stays removed\nhint: until git collects it: ${way}`);
  }
}

const text = ({ artifacts, sessions }: ImportedArchive): string =>
  [
    `${artifacts.length} artifact(s) and ${sessions.length} session(s)`,
    ...artifacts.map(({ artifact_id, outcome }) => `  ${outcome} artifact ${artifact_id}`),
    ...sessions.map(({ session_id, outcome }) => `  ${outcome} session ${session_id}`),
    '',
  ].join('\n');
