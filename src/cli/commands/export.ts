import { Command, Option } from 'clipanion';
import { EXIT, OpenSessionError } from '../../domain/errors.ts';
import { FaceCommand } from '../command.ts';

export class ExportCommand extends FaceCommand {
  static override readonly paths = [['export']];
  static override readonly usage = Command.Usage({
    description: 'Artifacts and sessions as a tar archive',
    details: `
      The newest version of each artifact, live or archived, and each session of the branch \`opensession/sessions\`, with a
      manifest of their digests; both, if neither is asked for. The same content gives the same bytes. An artifact that
      cannot be read, or that no import would take, is told and left out: exit status 1. \`-\` is stdout.
    `,
    examples: [
      ['All of this repository', '$0 export handoffs.tar'],
      ['Its sessions, compressed', '$0 export --sessions - | gzip > sessions.tar.gz'],
    ],
  });

  file = Option.String({ name: 'FILE' });
  sessions = Option.Boolean('--sessions', false, { description: 'Sessions of the branch' });
  artifacts = Option.Boolean('--artifacts', false, { description: 'Artifacts' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be written, and write nothing' });

  async execute(): Promise<number> {
    const toStdout = this.file === '-' && !this.dryRun;
    if (toStdout && (this.output.terminal || this.json))
      throw new OpenSessionError('usage', 'expected stdout to take an archive, found a terminal or --json', {
        hint: 'opensession export handoffs.tar',
      });
    const { exportArchive } = await import('../../engine/export-archive.ts');
    const world = await this.world();
    const both = !this.sessions && !this.artifacts;
    const request = { sessions: this.sessions || both, artifacts: this.artifacts || both };
    const { chunks, artifacts, sessions, files, left_out } = await this.progress('reading', () =>
      exportArchive(world, request),
    );
    for (const { artifact_id, problem } of left_out) this.output.alarm(`warning: left out: ${artifact_id}: ${problem}`);
    const status = left_out.length === 0 ? EXIT.done : EXIT.findings;
    const counts = `${artifacts} artifact(s) and ${sessions} session(s)`;
    if (toStdout) {
      await this.output.bytes(chunks);
      this.output.note(`Wrote ${counts}`);
      return status;
    }
    const path = this.file === '-' ? '-' : this.pathOf(this.file);
    const { writeNamedChunks } = await import('../../engine/write-named-file.ts');
    const bytes = await this.progress('writing', () => writeNamedChunks(world, { path, dryRun: this.dryRun }, chunks));
    const told = { path, artifacts, sessions, files, bytes, written: !this.dryRun, left_out };
    await this.print(told, () => `${this.dryRun ? 'Would write' : 'Wrote'} ${counts} to ${path}\n`);
    return status;
  }
}
