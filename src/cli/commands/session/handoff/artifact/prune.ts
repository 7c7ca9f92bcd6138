import { Command, Option } from 'clipanion';
import { parseAge } from '../../../../../domain/age.ts';
import type { PruneResult } from '../../../../../engine/prune-artifacts.ts';
import { FaceCommand } from '../../../../command.ts';

export class ArtifactPruneCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'prune']];
  static override readonly usage = Command.Usage({
    description: 'Delete archived artifacts for good',
    details: `
      And only what is selected: archived artifacts by id or age, records of removals by age, refs that cannot be read.
      The archive then begins anew, so that git can collect what is deleted; the next \`push\` puts it in the place of the
      remote's, joined with what others added, and clones follow when they fetch. A remote that lets no ref be replaced keeps
      what was pruned, and the push says so. A record of a removal that is forgotten comes back from a remote or clone that
      still has it, as does, once all have forgotten it, the artifact from a clone that has that. Live artifacts that can be
      read are never pruned.
    `,
    examples: [
      ['What would go', '$0 session handoff artifact prune --older-than 1y --dry-run'],
      ['Refs that cannot be read', '$0 session handoff artifact prune --unreadable'],
    ],
  });

  ids = Option.Rest({ name: 'ID' });
  archived = Option.String('--older-than', {
    description: 'Archived ones not saved for so long: 1y',
  });
  removals = Option.String('--removals', { description: 'Records of removals that are so old' });
  unreadable = Option.Boolean('--unreadable', false, { description: 'Refs that cannot be read as an artifact' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be deleted, and delete nothing' });

  async execute(): Promise<void> {
    const { pruneArtifacts } = await import('../../../../../engine/prune-artifacts.ts');
    const ages = {
      ...(this.archived === undefined ? {} : { archivedOlderThan: parseAge(this.archived, '--older-than') }),
      ...(this.removals === undefined ? {} : { removalsOlderThan: parseAge(this.removals, '--removals') }),
    };
    const request = { idsOrRefs: this.ids, unreadable: this.unreadable, dryRun: this.dryRun, ...ages };
    const result = await this.progress('reading the archive', async () => pruneArtifacts(await this.world(), request));
    await this.print(result, () => text(result));
    const what = result.pruned ? 'deleted' : 'would delete';
    this.output.note(
      `${what} ${result.artifacts.length} artifact(s), ${result.objects} object(s), ${result.removals} record(s)`,
    );
  }
}

const text = ({ artifacts, unreadable, refs }: PruneResult): string =>
  [
    ...artifacts.map(({ artifact_id, commit }) => `artifact ${artifact_id} ${commit}\n`),
    ...unreadable.map(({ ref, commit }) => `unreadable ${ref} ${commit}\n`),
    ...refs.map((ref) => `ref ${ref}\n`),
  ].join('');
