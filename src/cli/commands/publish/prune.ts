import { Command, Option } from 'clipanion';
import { DAY_MS, parseAge } from '../../../domain/age.ts';
import { OpenSessionError } from '../../../domain/errors.ts';
import type { pruneBranch } from '../../../engine/prune-branch.ts';
import { PushingCommand, said } from '../../pushing.ts';

export class PublishPruneCommand extends PushingCommand {
  static override readonly paths = [['publish', 'prune']];
  static override readonly usage = Command.Usage({
    description: 'Take old sessions off the sessions branch',
    details: `
      The branch \`opensession/sessions\` begins anew with the sessions that stay, each with the time at which it was
      published; what went leaves a tombstone, so that a clone that still has it does not bring it back. The objects go
      when git collects garbage. With \`--push\` the history at the remote is replaced, only from the very state that was
      joined here before. \`--keep\` counts what is here: sessions that a remote has beside come in when it is sent, and are
      counted the next time.
    `,
    examples: [
      ['What was published 90 days ago or longer', '$0 publish prune --older-than 90d'],
      ['See what would go so that 500 stay', '$0 publish prune --keep 500 --dry-run'],
    ],
  });

  olderThan = Option.String('--older-than', { description: 'Published so long ago: 90d, 12w, 1y, or days' });
  keep = Option.String('--keep', { description: 'All but the newest so many' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would go, and change nothing' });

  async execute(): Promise<void> {
    const days = daysOf('--older-than', this.olderThan);
    const keep = numberOf('--keep', this.keep);
    if (days === null && keep === null)
      throw new OpenSessionError('usage', 'expected --older-than AGE or --keep COUNT, found neither', {
        hint: 'opensession publish prune --older-than 90d --dry-run',
      });
    const { backAfterJoin, pruneBranch } = await import('../../../engine/prune-branch.ts');
    const world = await this.world();
    await this.filled(this);
    const pruned = await this.progress('reading the branch', () =>
      pruneBranch(world, { days, keep, dryRun: this.dryRun }),
    );
    const pushed = await this.pushed({ dryRun: this.dryRun, replace: true, here: text(pruned, false) });
    await this.print({ ...pruned, pushed }, () => `${text(pruned, this.dryRun)}${said(pushed)}`);
    for (const id of pushed === null ? [] : await backAfterJoin(world, pruned))
      this.output.note(`${id} is on the branch again: the remote had a later version of it\nhint: run it once more`);
  }
}

/** As everywhere, or as the older tool has it, a number of days. @throws usage */
const daysOf = (option: string, text: string | undefined): number | null =>
  text === undefined || /^\d{1,6}$/.test(text) ? numberOf(option, text) : parseAge(text, option) / DAY_MS;

/** @throws usage */
const numberOf = (option: string, text: string | undefined): number | null => {
  if (text === undefined) return null;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new OpenSessionError('usage', `expected ${option} with a number, found ${JSON.stringify(text)}`);
};

type Pruned = Awaited<ReturnType<typeof pruneBranch>>;

const text = ({ scanned_sessions, expired_sessions, expired }: Pruned, dryRun: boolean): string =>
  [
    `${dryRun ? 'Would take off' : 'Took off'} ${expired_sessions} of ${scanned_sessions} session(s)`,
    ...expired.map(({ session_id, published_at }) => `  ${published_at} ${session_id}`),
    '',
  ].join('\n');
