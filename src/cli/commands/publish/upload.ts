import { Command, Option } from 'clipanion';
import { OpenSessionError } from '../../../domain/errors.ts';
import { shellWord } from '../../../domain/shell-word.ts';
import type { PublishedSession } from '../../../engine/publish-session.ts';
import { PushingCommand, said } from '../../pushing.ts';

export class PublishUploadCommand extends PushingCommand {
  static override readonly paths = [['publish', 'upload']];
  static override readonly usage = Command.Usage({
    description: 'Keep a session on the sessions branch',
    details: `
      Reads a log, redacts every text in it, and adds it as HAIL to the branch \`opensession/sessions\` of the current
      repository, else of the one in which the session ran. Index, working tree and HEAD stay as they are. The branch only
      grows: a session that has grown since gets a new version, the same content adds nothing, nor does what was pruned,
      unless \`--again\` says so.

      Without \`--push\` nothing leaves the machine. But it is a branch: \`git push --all\` takes it along. With it the branch
      is sent to the remote that was chosen for handoffs, joined with what others sent, never forced.
    `,
    examples: [
      ['A log of Codex', '$0 publish upload rollout.jsonl --git'],
      ['The same, and sent to a remote', '$0 publish upload rollout.jsonl --git --push --remote origin'],
      ['See what would be kept', '$0 publish upload rollout.jsonl --git --dry-run --json'],
    ],
  });

  file = Option.String({ name: 'FILE' });
  git = Option.Boolean('--git', false, { description: 'To the branch opensession/sessions' });
  session = Option.String('--session', { description: 'Which session, where the file holds several' });
  again = Option.Boolean('--again', false, { description: 'Also what was pruned, here or at a remote' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be kept, and keep nothing' });

  async execute(): Promise<void> {
    if (!this.git)
      throw new OpenSessionError('usage', 'expected --git: there is no other place to publish to yet', {
        hint: `opensession publish upload ${shellWord(this.file)} --git`,
      });
    const { afterJoin, publishSession } = await import('../../../engine/publish-session.ts');
    const world = await this.world();
    const request = {
      file: this.pathOf(this.file),
      dryRun: this.dryRun,
      again: this.again,
      ...(this.session === undefined ? {} : { session: this.session }),
    };
    await this.filled(this);
    const kept = await this.progress('reading the log', () => publishSession(world, request));
    const pushed = await this.pushed({
      dryRun: this.dryRun,
      replace: false,
      here: `${SAYS[kept.outcome]}: ${kept.path}`,
    });
    const published = pushed === null ? kept : await afterJoin(world, kept);
    await this.print({ ...published, pushed }, () => `${SAYS[published.outcome]}: ${published.path}\n${said(pushed)}`);
    const { outcome } = published;
    if (outcome === 'older') this.output.note(`${SAYS.older}; nothing was added`);
    if (outcome === 'pruned' || outcome === 'pruned-there')
      this.output.note(
        `${SAYS[outcome]}\nhint: to publish it all the same: opensession publish upload ${shellWord(this.file)} --git --again`,
      );
  }
}

const SAYS: { readonly [outcome in PublishedSession['outcome']]: string } = {
  added: 'Added to opensession/sessions',
  same: 'Already there',
  older: 'A later version of this session is there',
  pruned: 'This session was pruned, here or at a remote, and has not grown since: it is not on the branch',
  'pruned-there': 'Here still, but pruned at a remote: it goes from here with the next push',
  'dry-run': 'Would add to opensession/sessions',
};
