import { Command, Option } from 'clipanion';
import { EXIT } from '../../domain/errors.ts';
import { shellWord } from '../../domain/shell-word.ts';
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
      removed, and a signature goes along. A version that is signed stays the newest where a later one that comes is signed by
      nobody, or by somebody who is trusted less, unless \`--weaker\` says so. \`-\` is stdin.
      Exit status: 0 done, 1 where a version stayed for its signature, or because a partial clone left some of it out.
    `,
    examples: [
      ['Of a colleague', '$0 import handoffs.tar'],
      ['See what is in it, and if it is sound', '$0 import handoffs.tar --dry-run --json'],
    ],
  });

  file = Option.String({ name: 'FILE' });
  weaker = Option.Boolean('--weaker', false, { description: 'Also versions that are signed less than what is here' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Verify it, and keep nothing' });

  async execute(): Promise<number> {
    const { importArchive } = await import('../../engine/import-archive.ts');
    const world = await this.world();
    const input: AsyncIterable<Uint8Array> =
      this.file === '-' ? this.context.stdin : world.files.readChunks(this.pathOf(this.file));
    const imported = await this.progress('reading the archive', () =>
      importArchive(world, { input, dryRun: this.dryRun, weaker: this.weaker }),
    );
    await this.print(imported, () => text(imported));
    const removed = imported.artifacts.find(({ outcome }) => outcome === 'removed');
    const way = `opensession session handoff artifact restore ${removed?.artifact_id}`;
    if (removed !== undefined)
      this.output.note(
        `what was removed here since it was exported stays removed\nhint: until git collects it: ${way}`,
      );
    const weaker = imported.artifacts.filter(({ outcome }) => outcome === 'weaker');
    for (const { artifact_id } of weaker)
      this.output.alarm(`not taken: ${artifact_id}: what is here is signed by somebody who is trusted more`);
    if (weaker.length > 0)
      this.output.note(`hint: to put it on top all the same: opensession import ${shellWord(this.file)} --weaker`);
    const incomplete = imported.artifacts.filter(({ outcome }) => outcome === 'incomplete');
    for (const { artifact_id } of incomplete)
      this.output.alarm(`not taken: ${artifact_id}: this clone left out some of what is here`);
    if (incomplete.length > 0)
      this.output.note('hint: fetch what is missing: opensession session handoff artifact fetch');
    const damaged = imported.artifacts.filter(({ outcome }) => outcome === 'damaged');
    for (const { artifact_id } of damaged)
      this.output.alarm(`not taken: ${artifact_id}: what is here of it is damaged`);
    if (damaged.length > 0)
      this.output.note(
        `hint: see what is wrong: opensession session handoff artifact verify ${damaged[0]?.artifact_id}`,
      );
    if (weaker.length === 0 && incomplete.length === 0 && damaged.length === 0) return EXIT.done;
    return EXIT.findings;
  }
}

const text = ({ artifacts, sessions }: ImportedArchive): string =>
  [
    `${artifacts.length} artifact(s) and ${sessions.length} session(s)`,
    ...artifacts.map(({ artifact_id, outcome }) => `  ${outcome} artifact ${artifact_id}`),
    ...sessions.map(({ session_id, outcome }) => `  ${outcome} session ${session_id}`),
    '',
  ].join('\n');
