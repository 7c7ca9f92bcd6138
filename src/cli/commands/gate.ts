import { Command, Option } from 'clipanion';
import { EXIT, OpenSessionError } from '../../domain/errors.ts';
import type { GateReport } from '../../domain/gate-report.ts';
import type { EffectivePolicy } from '../../domain/policy.ts';
import type { World } from '../../engine/ports.ts';
import type { GateFormat } from '../../formats/gate/gate-format.ts';
import { FaceCommand } from '../command.ts';

export class GateCommand extends FaceCommand {
  static override readonly paths = [['gate']];
  static override readonly usage = Command.Usage({
    description: 'Judge handoffs against a change',
    details: `
      What a branch changes is taken from git alone; each claim of the artifacts that are about it is proved, contradicted, or
      cannot be told. The policy is \`.opensession/policy.toml\` at the tip of the target branch. Nothing is run, nothing leaves
      the machine. Exit status: 0 passed, 1 a finding is an error, 2 the policy is wrong, 5 the history does not suffice.
    `,
    examples: [
      ['The current branch against the one that others are merged into', '$0 gate'],
      ['As a strict gate would', '$0 gate --strict --base main'],
      ['For code scanning, with the same exit status', '$0 gate --format sarif --output gate.sarif'],
      ['What holds, and where each value comes from', '$0 gate --explain'],
    ],
  });

  strict = Option.Boolean('--strict', false, { description: 'Only evidence that nobody can write by hand counts' });
  base = Option.String('--base', { description: 'Branch to judge against' });
  head = Option.String('--head', { description: 'Commit to judge; default HEAD' });
  explain = Option.Boolean('--explain', false, { description: 'Print the effective policy instead' });
  format = Option.String('--format', { description: 'text, json, markdown, sarif or gitlab' });
  to = Option.String('-o,--output', { description: 'Write the report to this file' });
  dryRun = Option.Boolean('--dry-run', false, {
    description: 'With --output: say what it would write, and do not',
  });

  async execute(): Promise<number> {
    const format = await this.chosenFormat();
    const { judgeChange } = await import('../../engine/gate/judge-change.ts');
    const world = await this.world();
    const request = { strict: this.strict, base: this.base, head: this.head };
    const { report, effective } = await this.progress('judging', () => judgeChange(world, request));
    if (this.explain) {
      await this.print(effective, () => explained(effective));
      return EXIT.done;
    }
    await this.deliver(world, format, report);
    return report.verdict === 'pass' ? EXIT.done : EXIT.findings;
  }

  /** @throws usage, unknown_format */
  private async chosenFormat(): Promise<GateFormat> {
    const { gateFormatById } = await import('../../formats/gate/index.ts');
    if (this.explain && (this.format !== undefined || this.to !== undefined))
      throw new OpenSessionError('usage', '--explain prints the policy, not a report: found --format or --output', {
        hint: 'opensession gate --explain --json',
      });
    if (this.json && this.to === undefined && this.format !== undefined && this.format !== 'json')
      throw new OpenSessionError('usage', `--json is about the format json, found --format ${this.format}`, {
        hint: 'give either --format or --json',
      });
    const plain = this.output.terminal && !this.json && this.to === undefined ? 'text' : 'json';
    return gateFormatById(this.format ?? plain);
  }

  /** The file is written whatever the verdict is: a later step of CI takes it up. */
  private async deliver(world: World, format: GateFormat, report: GateReport): Promise<void> {
    const { gateFormatInput } = await import('../../engine/gate/format-input.ts');
    const text = await format.render(gateFormatInput(report));
    if (this.to === undefined)
      return await (format.id === 'text' || format.id === 'markdown'
        ? this.output.text(text)
        : this.output.jsonPieces([text]));
    const path = this.pathOf(this.to);
    if (!this.dryRun) await world.files.write(path, text);
    if (this.json) await this.output.json({ path, bytes: Buffer.byteLength(text), written: !this.dryRun });
    this.output.note(`${this.dryRun ? 'Would write the report' : 'Report written'} to ${path}`);
  }
}

const explained = ({ policy, sources, strict, blob }: EffectivePolicy): string =>
  [
    `policy: ${blob ?? 'none at the target branch'}${strict ? ', strict' : ''}`,
    ...Object.entries(policy).map(
      ([key, value]) => `${key} = ${JSON.stringify(value)}  (${sources[key as keyof typeof sources]})`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join('');
