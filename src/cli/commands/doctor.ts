import { Command, Option } from 'clipanion';
import { EXIT } from '../../domain/errors.ts';
import type { CheckResult, Diagnosis, Finding } from '../../engine/run-doctor.ts';
import { FaceCommand } from '../command.ts';

export class DoctorCommand extends FaceCommand {
  static override readonly paths = [['doctor']];
  static override readonly usage = Command.Usage({
    description: 'Check what fails silently, and mend it',
    details: `
      Locks that were left behind, artifacts that cannot be read, settings of remotes that would delete artifacts, and
      more. \`--fix\` removes what is left of ours and sets unreadable artifacts aside; nothing outside our own namespace is
      touched, and no artifact is deleted. Exit status: 0 nothing is open, 1 something is.
    `,
    examples: [
      ['Look', '$0 doctor'],
      ['See what would be mended', '$0 doctor --fix --dry-run'],
      ['Mend', '$0 doctor --fix'],
    ],
  });

  fix = Option.Boolean('--fix', false, { description: 'Mend what is ours to mend' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'With --fix: say what would be done' });

  async execute(): Promise<number> {
    const { runDoctor } = await import('../../engine/run-doctor.ts');
    const world = await this.world();
    const diagnosis = await this.progress('looking', () => runDoctor(world, { fix: this.fix && !this.dryRun }));
    await this.print(diagnosis, () => text(diagnosis));
    const canMend = diagnosis.checks.some(({ findings }) => findings.some(({ fix }) => fix?.done === false));
    if (canMend && !this.fix) this.output.note('hint: opensession doctor --fix');
    return diagnosis.open === 0 ? EXIT.done : EXIT.findings;
  }
}

const text = ({ repository, checks }: Diagnosis): string =>
  [
    ...(repository === null ? ['not in a repository: only this machine is looked at'] : []),
    ...checks
      .filter(({ looked }) => looked || repository !== null)
      .flatMap((check) => [headline(check), ...check.findings.flatMap(lines)]),
  ]
    .map((line) => `${line}\n`)
    .join('');

const headline = ({ description, looked, findings }: CheckResult): string => {
  if (!looked) return `--   ${description}: not looked at, as no ref can be read`;
  const isOpen = findings.some(({ severity, fix }) => severity !== 'note' && fix?.done !== true);
  return `${isOpen ? 'no ' : 'yes'}  ${description}`;
};

const lines = ({ severity, what, hint, fix }: Finding): readonly string[] => [
  `     ${severity}: ${what}`,
  ...(hint === null ? [] : [`       ${hint}`]),
  ...(fix === null ? [] : [`       ${fix.done ? 'done: ' : 'fix: '}${fix.plan}`]),
  ...(fix === null || fix.problem === null ? [] : [`       not done: ${fix.problem}`]),
];
