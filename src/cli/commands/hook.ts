import { text } from 'node:stream/consumers';
import { Command, Option } from 'clipanion';
import { EXIT } from '../../domain/errors.ts';
import type { LinkedArtifact } from '../../engine/link/link-states.ts';
import { FaceCommand } from '../command.ts';

export class HookCommand extends FaceCommand {
  static override readonly paths = [['hook']];
  static override readonly usage = Command.Usage({
    description: 'Called by installed hooks, not by people',
    details: `
      \`post-commit\` links saved states to what a formatter made of them on their way into the commit, \`post-rewrite\` those
      of commits that a rebase carried over (its lines are read from stdin). Whatever happens, the exit status is 0: no
      commit fails for it.
    `,
    examples: [
      ['In .git/hooks/post-commit', '$0 hook post-commit'],
      ['In .git/hooks/post-rewrite', '$0 hook post-rewrite rebase'],
    ],
  });

  event = Option.String({ name: 'EVENT' });
  /** What git hands to the hook beside stdin. */
  rest = Option.Rest({ name: 'ARGUMENTS' });

  async execute(): Promise<number> {
    try {
      const linked = await this.handle();
      if (this.json) await this.output.json({ linked });
      else if (this.verbose) this.output.note(`linked ${linked.length} handoff(s)`);
    } catch (error) {
      this.output.note(`opensession: nothing was linked: ${error instanceof Error ? error.message : String(error)}`);
      if (this.json) await this.output.json({ linked: [] });
    }
    return EXIT.done;
  }

  private async handle(): Promise<readonly LinkedArtifact[]> {
    if (this.event === 'post-commit') {
      const { linkCommit } = await import('../../engine/link/link-commit.ts');
      return linkCommit(await this.world());
    }
    if (this.event === 'post-rewrite') {
      const { linkRewritten, parseRewritten } = await import('../../engine/link/link-rewritten.ts');
      return linkRewritten(await this.world(), parseRewritten(await text(this.context.stdin)));
    }
    return []; // of a later version: an older one lets it be
  }
}
