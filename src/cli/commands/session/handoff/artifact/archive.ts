import { Command, Option } from 'clipanion';
import { parseAge } from '../../../../../domain/age.ts';
import type { Retention } from '../../../../../domain/retention.ts';
import type { ArchiveResult } from '../../../../../engine/archive-artifacts.ts';
import { FaceCommand } from '../../../../command.ts';

export class ArtifactArchiveCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'archive']];
  static override readonly usage = Command.Usage({
    description: 'Fold merged or old artifacts into one ref',
    details: `
      The archive is \`refs/opensession/handoff/archive\`: pushes and listings stay quick, and \`show\`, \`list --all\` and the
      gate still find what is in it, with all versions. What an open branch is judged by stays live: its branch, commits
      or states are in a branch that is not merged. Merged means that the commits of the session, or all states that it
      left, are in the main branch. \`restore\` is the way back.
    `,
    examples: [
      ['What would go, and why', '$0 session handoff artifact archive --merged --dry-run'],
      ['Merged ones, and those of 90 days ago', '$0 session handoff artifact archive --merged --older-than 90d'],
      ['One of them', '$0 session handoff artifact archive fix-login'],
    ],
  });

  ids = Option.Rest({ name: 'ID' });
  merged = Option.Boolean('--merged', false, { description: 'Those whose work is in the main branch' });
  olderThan = Option.String('--older-than', { description: 'Those not saved for so long: 90d, 12w, 1y' });
  into = Option.String('--into', { description: 'The main branch (default: what the remote says)' });
  force = Option.Boolean('--force', false, { description: 'Also named ones that an open branch is judged by' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be archived, and archive nothing' });

  async execute(): Promise<void> {
    const { archiveArtifacts } = await import('../../../../../engine/archive-artifacts.ts');
    const olderThan = this.olderThan === undefined ? {} : { olderThan: parseAge(this.olderThan, '--older-than') };
    const into = this.into === undefined ? {} : { into: this.into };
    const choice = { idsOrRefs: this.ids, merged: this.merged, force: this.force, dryRun: this.dryRun };
    const result = await this.progress('reading artifacts and branches', async () =>
      archiveArtifacts(await this.world(), { ...choice, ...olderThan, ...into }),
    );
    await this.print(result, () => this.text(result));
    for (const { message } of result.findings) this.output.note(`warning: ${message}`);
    this.output.note(`${this.dryRun ? 'would archive' : 'archived'} ${result.archived}`);
  }

  private text({ artifacts }: ArchiveResult): Promise<string> {
    return this.table(
      ['ID', 'ACTION', 'REASON'],
      artifacts.map((one) => [one.artifact_id, one.action, whyOf(one)]),
    );
  }
}

const whyOf = ({ reason, branch }: Retention): string => (branch === null ? reason : `${reason}: ${branch}`);
