import { Command } from 'clipanion';
import type { ListedArtifact } from '../../../../../engine/list-artifacts.ts';
import { FaceCommand } from '../../../../command.ts';
import { shortTime } from '../../../../table.ts';

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
      this.table(['ID', 'UPDATED (UTC)', 'STATE', 'SESSIONS', 'OBJECTIVE'], artifacts.map(cells)),
    );
    if (artifacts.length === 0) this.output.note('no artifacts yet\nhint: opensession session handoff save --last');
  }
}

const cells = (entry: ListedArtifact): readonly string[] => [
  entry.artifact_id,
  shortTime(entry.updated_at ?? entry.created_at),
  stateOf(entry),
  sessionsOf(entry),
  entry.problem ?? entry.objective ?? '-',
];

const stateOf = ({ problem, stale }: ListedArtifact): string => {
  if (problem !== null) return 'unreadable';
  return stale === null ? 'unknown' : stale ? 'stale' : 'current';
};

/** `codex`, `4: claude-code …` */
const sessionsOf = ({ agent, source_count: count }: ListedArtifact): string => {
  const [first = '-', ...others] = agent?.split(', ') ?? [];
  return `${count === null || count === 1 ? '' : `${count}: `}${first}${others.length === 0 ? '' : ' …'}`;
};
