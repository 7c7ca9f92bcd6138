import { Command, Option } from 'clipanion';
import { EXIT } from '../../domain/errors.ts';
import { FaceCommand } from '../command.ts';

export class DemoCommand extends FaceCommand {
  static override readonly paths = [['demo']];
  static override readonly usage = Command.Usage({
    description: 'Walk the whole flow on recorded sessions',
    details: `
      Needs no agent: recorded sessions of four agents are part of OpenSession. They are put into a temporary home and
      repository; then real commands find them, build handoffs, validate, save, list and render them. Everything is
      removed at the end.
    `,
    examples: [
      ['See what OpenSession does', '$0 demo'],
      ['Keep the repository to look around in it', '$0 demo --keep'],
    ],
  });

  keep = Option.Boolean('--keep', false, { description: 'Do not remove the repository at the end' });

  async execute(): Promise<number> {
    const { runDemo } = await import('../demo/run-demo.ts');
    const { run, env } = this.context;
    const tell = async (text: string): Promise<void> => {
      if (!this.json) await this.output.text(text);
    };
    const report = await runDemo({ run, env, keep: this.keep, tell, columns: this.output.columns });
    if (this.json) await this.output.json(report);
    return report.passed ? EXIT.done : EXIT.bug;
  }
}
