import { Command, Option } from 'clipanion';
import { EXIT, OpenSessionError } from '../../../../../domain/errors.ts';
import type { PushResult } from '../../../../../engine/push-artifacts.ts';
import { FaceCommand } from '../../../../command.ts';
import { mendedLine, problemJson, statusOf, timeoutOf } from '../../../../exchange-options.ts';

/** Seconds. A push of a branch waits for it, so it is short there. */
const TIME = 120;
const TIME_BEST_EFFORT = 8;

export class ArtifactPushCommand extends FaceCommand {
  static override readonly paths = [['session', 'handoff', 'artifact', 'push']];
  static override readonly usage = Command.Usage({
    description: 'Send artifacts to the chosen remote',
    details: `
      All of them, or those that are named; never forced. Which remote receives handoffs is chosen once, with --remote NAME,
      and told each time. What somebody else added there is taken in, and yours put on top. What was removed here is deleted
      there; what others removed or archived is not sent, and told. The archive goes along with all of them, joined with the
      one there. What could not be sent stays in a queue for the next push. No branch, tag, hook or setting is touched.
    `,
    examples: [
      ['Choose the remote, and send all', '$0 session handoff artifact push --remote origin'],
      ['See each ref and the bytes that would leave', '$0 session handoff artifact push --remote origin --dry-run'],
      ['In a pre-push hook', '$0 session handoff artifact push --branch main --best-effort'],
    ],
  });

  ids = Option.Rest({ name: 'ID' });
  remote = Option.String('--remote', { description: 'Remote that receives handoffs; remembered' });
  allowRemote = Option.Boolean('--allow-remote', false, {
    description: 'Send there though it may be a fork or another',
  });
  branch = Option.String('--branch', { description: 'Only artifacts of sessions on this branch' });
  bestEffort = Option.Boolean('--best-effort', false, { description: 'Warn and exit 0 where it cannot be sent' });
  timeout = Option.String('--timeout', {
    description: `Seconds in all; ${TIME}, ${TIME_BEST_EFFORT} with --best-effort`,
  });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would leave, and send nothing' });

  async execute(): Promise<number> {
    try {
      const result = await this.push();
      await this.print({ ...result, problem: problemJson(result.problem) }, () => said(result));
      for (const { artifact_id, reason, detail } of result.kept) {
        const text = `not sent: ${artifact_id}: ${reason}: ${detail}`;
        if (reason === 'foreign') this.output.note(text);
        else this.output.alarm(text);
      }
      if (result.kept.some(({ reason }) => reason === 'damaged')) this.output.note('hint: opensession doctor');
      if (result.problem !== null) this.output.alarm(`warning: ${result.problem.message} [${result.problem.code}]`);
      if (this.bestEffort) return EXIT.done;
      // what others removed or archived is as they want it, and what is none of ours was never to be sent
      const failed = result.kept
        .map(({ reason }) => reason)
        .filter((reason) => reason !== 'removed' && reason !== 'foreign');
      const status = failed.includes('moved') ? 'conflict' : 'findings';
      return statusOf(result.problem, failed.length === 0 ? null : status);
    } catch (error) {
      if (!this.bestEffort || !(error instanceof OpenSessionError) || error.code === 'usage') throw error;
      this.output.alarm(`warning: no artifact was sent: ${error.message} [${error.code}]`);
      return EXIT.done;
    }
  }

  private async push(): Promise<PushResult> {
    const { pushArtifacts } = await import('../../../../../engine/push-artifacts.ts');
    const world = await this.world();
    const timeoutMs = timeoutOf(this.timeout, this.bestEffort ? TIME_BEST_EFFORT : TIME);
    return this.progress('pushing', () =>
      pushArtifacts(world, {
        ids: this.ids,
        timeoutMs,
        allowRemote: this.allowRemote,
        dryRun: this.dryRun,
        onProgress: (text) => this.relabel(text),
        ...(this.remote === undefined ? {} : { remote: this.remote }),
        ...(this.branch === undefined ? {} : { branch: this.branch }),
      }),
    );
  }
}

const said = (result: PushResult): string => {
  const { remote, refs, bytes, joined, unchanged, mended, queued, kept, problem, dry_run: dry } = result;
  if (remote === null) return 'Nothing to send\n';
  const lines = refs.map(
    ({ ref, from, to, bytes: own }) =>
      `  ${ref} ${short(from)} → ${short(to)}${own === undefined ? '' : `, ${own} bytes`}`,
  );
  const isNothing = refs.length === 0;
  const isVain = isNothing && (kept.some(({ reason }) => reason !== 'foreign') || problem !== null);
  const nothing = dry ? 'Would send nothing' : 'Nothing was sent';
  return [
    `${isVain ? nothing : isNothing ? 'Nothing new' : dry ? 'Would send' : 'Sent'} to ${remote.name}: ${remote.address}`,
    ...(remote.chosen === 'now'
      ? [isVain ? REMEMBERED : 'From now on it receives the handoffs of this repository.']
      : []),
    `It cannot be known from here ${remote.unknown.join(', or ')}.`,
    ...lines,
    `${refs.length} refs${bytes === null ? '' : `, ${bytes} bytes of all together, in one pack`}; ${unchanged} are there already`,
    ...joined.map(
      ({ ref, to }) => `  ${dry ? 'would come in' : 'came in'}: ${ref} ${dry ? 'would be' : 'is'} at ${short(to)}`,
    ),
    ...mended.map((ref) => mendedLine(ref, dry)),
    ...(queued > 0 ? [`${queued} wait in the queue`] : []),
    '',
  ].join('\n');
};

const REMEMBERED = 'It is remembered as the one that is to receive the handoffs of this repository.';

const short = (commit: string | null): string => commit?.slice(0, 12) ?? 'nothing';
