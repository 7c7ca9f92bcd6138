import { Command, Option } from 'clipanion';
import { EXIT, OpenSessionError } from '../../../../../domain/errors.ts';
import type { VerifiedVersion } from '../../../../../engine/verify-artifacts.ts';
import { lineForTerminal } from '../../../../../formats/terminal.ts';
import { FaceCommand } from '../../../../command.ts';

export class ArtifactVerifyCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'verify']];
  static override readonly usage = Command.Usage({
    description: 'Judge artifacts: intact, signed, fresh',
    details: `
      Each for itself, and all live ones if none is named: what cannot be read is told, and the others are verified all the
      same. A signature is \`signed\` by a key that your own git settings trust (gpg.ssh.allowedSignersFile, or gpg),
      \`untrusted\` by another, or \`invalid\`. Exit status: 0 nothing to say, 1 findings, 7 not what was saved.
    `,
    examples: [
      ['All artifacts of this repository', '$0 session handoff artifact verify'],
      ['One, with its former versions', '$0 session handoff artifact verify fix-login --history'],
      ['By the signers of a project', '$0 session handoff artifact verify --all --allowed-signers .allowed-signers'],
    ],
  });

  ids = Option.Rest({ name: 'ID' });
  all = Option.Boolean('--all', false, { description: 'All artifacts of this repository' });
  archived = Option.Boolean('--archived', false, { description: 'With all of them those in the archive' });
  history = Option.Boolean('--history', false, { description: 'Former versions too' });
  allowedSigners = Option.String('--allowed-signers', {
    description: 'Whom to trust, instead of your settings',
  });

  async execute(): Promise<number> {
    if (this.all && this.ids.length > 0)
      throw new OpenSessionError('usage', 'expected ids or --all, found both', { hint: 'leave one of them out' });
    const { verifyArtifacts } = await import('../../../../../engine/verify-artifacts.ts');
    const verified = await this.progress('verifying', async () =>
      verifyArtifacts(await this.world(), {
        artifacts: this.ids,
        archived: this.archived,
        history: this.history,
        allowedSigners: this.allowedSigners === undefined ? undefined : this.pathOf(this.allowedSigners),
      }),
    );
    await this.print(verified, () => this.text(verified));
    if (verified.length === 0) this.output.note('no artifacts yet\nhint: opensession session handoff save --last');
    await this.tellArchived(verified);
    if (verified.some(({ verdict }) => verdict === 'broken')) return EXIT.integrity;
    return verified.every(({ verdict }) => verdict === 'fine') ? EXIT.done : EXIT.findings;
  }

  /** What was not looked at. */
  private async tellArchived(verified: readonly VerifiedVersion[]): Promise<void> {
    if (this.ids.length > 0 || this.archived) return;
    const { archivedIds } = await import('../../../../../engine/list-artifacts.ts');
    const archived = await archivedIds(await this.world());
    const live = new Set(verified.map(({ artifact_id }) => artifact_id));
    const count = archived?.filter((id) => !live.has(id)).length;
    if (count === undefined) this.output.alarm('warning: the archive cannot be read: none in it was verified');
    else if (count > 0) this.output.note(`not verified, as archived: ${count} more; with them: --archived`);
  }

  private async text(verified: readonly VerifiedVersion[]): Promise<string> {
    const rows = verified.map((one) => [
      nameOf(one),
      one.verdict,
      one.signature.state,
      one.freshness ?? '-',
      signer(one),
    ]);
    const lines = verified.flatMap((one) =>
      one.findings.flatMap(({ check, severity, what, hint }) => [
        `${nameOf(one)}: ${severity}: ${check}: ${lineForTerminal(what)}`,
        ...(hint === null ? [] : [`  ${hint}`]),
      ]),
    );
    const verdicts = await this.table(['ID', 'VERDICT', 'SIGNATURE', 'LOGS', 'BY'], rows);
    return [verdicts, ...lines.map((line) => `${line}\n`)].join('');
  }
}

const nameOf = ({ artifact_id, age }: VerifiedVersion): string => (age === 0 ? artifact_id : `${artifact_id}~${age}`);

const signer = ({ signature }: VerifiedVersion): string => signature.by ?? '-';
