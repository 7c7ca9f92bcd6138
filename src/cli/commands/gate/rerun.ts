import { Command, Option } from 'clipanion';
import { EXIT } from '../../../domain/errors.ts';
import type { RerunResult } from '../../../engine/gate/rerun/rerun-change.ts';
import { FaceCommand } from '../../command.ts';
import { failureLines, rerunLine } from '../../gate-evidence.ts';

export class GateRerunCommand extends FaceCommand {
  static override readonly paths = [['gate', 'rerun']];
  static override readonly usage = Command.Usage({
    description: 'Run checks of the policy on a clean head',
    details: `
      The exact commands that \`.opensession/policy.toml\` at the tip of the target branch lets run again (\`rerun = true\`), on a
      clean checkout of the head: no hook, filter or variable of yours gets in. What fails is run once more. It judges no
      handoff: it is for a job without permissions, whose conclusion is given to \`gate --rerun-result\`. What runs is isolated
      (Linux, as root or with user namespaces); --unisolated runs it as you are, which only such a job should. Exit status: 0
      all passed at once, 1 one failed, is flaky or was not run.
    `,
    examples: [
      ['In a job of its own', '$0 gate rerun --base main --unisolated'],
      ['One check, isolated', '$0 gate rerun tests'],
    ],
  });

  names = Option.Rest({ name: 'CHECK' });
  base = Option.String('--base', { description: 'Branch whose policy names the checks' });
  head = Option.String('--head', { description: 'Commit to check out; default HEAD' });
  unisolated = Option.Boolean('--unisolated', false, {
    description: 'Run it as you are: you have nothing to lose here',
  });

  async execute(): Promise<number> {
    const { rerunChange } = await import('../../../engine/gate/rerun/rerun-change.ts');
    const world = await this.world();
    const request = { base: this.base, head: this.head, names: this.names, openly: this.unisolated };
    const result = await this.progress('running checks', () => rerunChange(world, request));
    await this.print(result, () => told(result));
    return result.checks.every(({ outcome }) => outcome === 'passed') ? EXIT.done : EXIT.findings;
  }
}

const told = ({ head, checks }: RerunResult): string =>
  [
    `on ${head.slice(0, 12)}`,
    ...checks.flatMap((check) => [`${check.outcome}: ${rerunLine(check)}`, ...failureLines(check)]),
  ]
    .map((line) => `${line}\n`)
    .join('');
