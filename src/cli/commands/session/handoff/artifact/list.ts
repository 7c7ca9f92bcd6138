import { Command } from 'clipanion';
import type { ListedArtifact } from '../../../../../engine/list-artifacts.ts';
import { FaceCommand } from '../../../../command.ts';
import { shortTime, table } from '../../../../table.ts';

export class ArtifactListCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'list']];
  static override readonly usage = Command.Usage({
    description: 'List the artifacts of this repository',
    details: `
      From the commit messages of the refs below \`refs/opensession/\`. An artifact that cannot be read is listed with what
      is wrong with it; the others are not kept from being listed.
    `,
    examples: [
      ['What is kept here', '$0 session handoff artifact list'],
      ['For a script', '$0 session handoff artifact list --json'],
    ],
  });

  async execute(): Promise<void> {
    const { listArtifacts } = await import('../../../../../engine/list-artifacts.ts');
    const artifacts = await this.progress('reading the refs', async () => listArtifacts(await this.world()));
    await this.print(artifacts, () =>
      table(['ID', 'UPDATED', 'AGENT', 'SESSIONS', 'STATE', 'OBJECTIVE'], artifacts.map(cells)),
    );
    if (artifacts.length === 0) this.output.note('no artifacts yet\nhint: opensession session handoff save --last');
  }
}

const cells = (entry: ListedArtifact): readonly string[] => [
  entry.artifact_id,
  shortTime(entry.updated_at ?? entry.created_at),
  entry.agent ?? '-',
  String(entry.source_count ?? '-'),
  entry.problem === null ? (entry.stale === true ? 'stale' : 'current') : 'unreadable',
  entry.problem ?? entry.objective ?? '-',
];
