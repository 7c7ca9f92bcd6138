import { Command, Option } from 'clipanion';
import { OpenSessionError } from '../../../../domain/errors.ts';
import type { Artifact } from '../../../../domain/artifact.ts';
import { InputsCommand } from '../../../inputs.ts';

export class HandoffSaveCommand extends InputsCommand {
  static override readonly paths = [['session', 'handoff', 'save']];
  static override readonly usage = Command.Usage({
    description: 'Keep a handoff as an artifact in a git ref',
    details: `
      One commit, and one ref below \`refs/opensession/handoff/artifacts/\` of the current repository; index, working tree,
      HEAD, branches and configuration stay as they are. Saving again under an id adds a version; the same content adds
      none. Inputs are those of \`session handoff\`. A part of your own that is saved again under its id, and without FILES,
      claims what it claimed.
    `,
    examples: [
      ['The newest session, under an id from the time', '$0 session handoff save --last'],
      ['Under an id of your own', '$0 session handoff save --claude HEAD --artifact-id fix-login'],
      ['Your own part of a branch, for the gate', '$0 session handoff save --by-hand "polished the wording" README.md'],
      ['See what would be kept', '$0 session handoff save --last 2 --dry-run --json'],
    ],
  });

  artifactId = Option.String('--artifact-id', {
    description: 'Letters, digits and ". _ -"; default: from the time',
  });
  payloadFormat = Option.String('--payload-format', { description: 'json or jsonl: a label in the artifact' });
  byHand = Option.String('--by-hand', {
    description: 'Claim your own changes: FILES, else all unclaimed ones',
  });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be kept, and keep nothing' });

  async execute(): Promise<void> {
    if (this.byHand !== undefined) return this.saveByHand(this.byHand);
    const payloadFormat = formatOf(this.payloadFormat);
    const { buildHandoffs } = await import('../../../../engine/build-handoff.ts');
    const { derive } = await import('../../../../engine/derive.ts');
    const { saveArtifact } = await import('../../../../engine/save-artifact.ts');
    const world = await this.world();
    const saved = await this.progress('reading the logs', async () =>
      saveArtifact(world, {
        sessions: await buildHandoffs(world, await this.sources(world), { stamp: true }),
        derive: derive(world),
        dryRun: this.dryRun,
        ...(this.artifactId === undefined ? {} : { artifactId: this.artifactId }),
        ...(payloadFormat === undefined ? {} : { payloadFormat }),
      }),
    );
    const what = this.dryRun ? 'Would keep' : saved.changed ? 'Kept' : 'Nothing new to keep of';
    this.sayUnsigned(saved.unsigned);
    await this.print(saved, () => `${what} ${saved.source_count} session(s) in ${saved.ref}\n`);
    if (!this.dryRun && this.output.terminal)
      this.output.note(`hint: opensession session handoff artifact show ${saved.artifact_id}`);
  }

  private async saveByHand(reason: string): Promise<void> {
    const { saveByHand } = await import('../../../../engine/save-by-hand.ts');
    const request = { reason, paths: this.files, artifactId: this.artifactId, dryRun: this.dryRun };
    const saved = await saveByHand(await this.world(), request);
    this.sayUnsigned(saved.unsigned);
    await this.print(saved, () =>
      [
        `${this.dryRun ? 'Would keep' : 'Kept'} your own part in ${saved.ref}: ${saved.claimed.length} path(s)\n`,
        ...saved.claimed.map((path) => `  ${path}\n`),
      ].join(''),
    );
  }
}

/** @throws usage */
const formatOf = (text: string | undefined): Artifact['payload_format'] | undefined => {
  if (text === undefined || text === 'json' || text === 'jsonl') return text;
  throw new OpenSessionError('usage', `expected --payload-format json or jsonl, found ${JSON.stringify(text)}`);
};
