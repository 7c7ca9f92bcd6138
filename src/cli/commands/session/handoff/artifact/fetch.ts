import { Command, Option } from 'clipanion';
import type { FetchResult } from '../../../../../engine/fetch-artifacts.ts';
import { FaceCommand } from '../../../../command.ts';
import { mendedLine, problemJson, statusOf, timeoutOf } from '../../../../exchange-options.ts';

/** Seconds. */
const TIME = 300;

export class ArtifactFetchCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'fetch']];
  static override readonly usage = Command.Usage({
    description: 'Bring artifacts of a remote in',
    details: `
      All of them, or those that are named. Each is looked at before it gets in, and what is no artifact stays out. Versions
      that are only here are kept, on top of those that come. What a partial clone left out of them is filled in. What
      somebody removed is not brought back. No branch, tag, FETCH_HEAD or setting is touched: whole sessions, on the branch
      \`opensession/sessions\`, come with git itself, by \`git fetch origin opensession/sessions:opensession/sessions\`.
    `,
    examples: [
      ['From the remote that receives handoffs, else origin', '$0 session handoff artifact fetch'],
      ['One, from another remote', '$0 session handoff artifact fetch fix-login --remote upstream'],
      ['Delete here what others removed', '$0 session handoff artifact fetch --prune'],
    ],
  });

  ids = Option.Rest({ name: 'ID' });
  remote = Option.String('--remote', { description: 'Remote to fetch from' });
  prune = Option.Boolean('--prune', false, { description: 'Delete artifacts here that somebody removed' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would come and go, and change nothing' });
  timeout = Option.String('--timeout', { description: `Seconds in all; ${TIME}` });

  async execute(): Promise<number> {
    const { fetchArtifacts } = await import('../../../../../engine/fetch-artifacts.ts');
    const world = await this.world();
    const result = await this.progress('fetching', () =>
      fetchArtifacts(world, {
        ids: this.ids,
        prune: this.prune,
        dryRun: this.dryRun,
        timeoutMs: timeoutOf(this.timeout, TIME),
        onProgress: (text) => this.relabel(text),
        ...(this.remote === undefined ? {} : { remote: this.remote }),
      }),
    );
    const { problem, refused, missing, dead } = result;
    await this.print({ ...result, problem: problemJson(problem) }, () => said(result));
    for (const { artifact_id, reason } of refused) this.output.alarm(`not let in: ${artifact_id}: ${reason}`);
    for (const id of missing) this.output.alarm(`not at the remote: ${id}`);
    const deletedNow = this.dryRun ? 'would be deleted' : 'deleted';
    for (const { artifact_id, commit, deleted } of dead)
      this.output.note(`${deleted ? deletedNow : 'removed by somebody, kept here'}: ${artifact_id} (was ${commit})`);
    if (problem !== null) this.output.alarm(`warning: ${problem.message} [${problem.code}]`);
    return statusOf(problem, refused.length + missing.length > 0 ? 'findings' : null);
  }
}

const said = ({ remote, dry_run: dry, refs, unchanged, filled, mended, left_out, problem }: FetchResult): string =>
  [
    `${refs.length === 0 && problem !== null ? 'Nothing was fetched' : dry ? 'Would fetch' : 'Fetched'} from ${remote.name}: ${remote.address}`,
    ...refs.map(
      ({ ref, to, is }) => `  ${ref} ${to.slice(0, 12)}${is === 'joined' ? ' (with versions from here on top)' : ''}`,
    ),
    `${refs.length} refs ${dry ? 'would move' : 'moved'}; ${unchanged} are as they were`,
    ...(filled.length > 0
      ? [`${filled.length} ${dry ? 'would be whole' : 'are whole now'}, of which this clone had left something out`]
      : []),
    ...mended.map((ref) => mendedLine(ref, dry)),
    ...(left_out > 0 ? [`${left_out} were not asked for: run it again`] : []),
    '',
  ].join('\n');
