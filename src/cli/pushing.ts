/** What the commands share that may send the sessions branch to a remote. */
import { Option } from 'clipanion';
import type { PushedSessions } from '../engine/push-branch.ts';
import { FaceCommand } from './command.ts';
import { timeoutOf } from './exchange-options.ts';

/** Seconds. */
const TIME = 120;

export abstract class PushingCommand extends FaceCommand {
  push = Option.Boolean('--push', false, { description: 'Send the branch to a remote afterwards' });
  remote = Option.String('--remote', { description: 'Remote that receives handoffs; remembered' });
  allowRemote = Option.Boolean('--allow-remote', false, {
    description: 'Send there though it may be a fork or another',
  });
  timeout = Option.String('--timeout', { description: `Seconds for sending; ${TIME}` });

  /** null: nothing was to be sent. @throws as pushBranch */
  protected async pushed(how: { readonly dryRun: boolean; readonly replace: boolean }): Promise<PushedSessions | null> {
    const timeoutMs = timeoutOf(this.timeout, TIME);
    if (!this.push || how.dryRun) return null;
    const { pushBranch } = await import('../engine/push-branch.ts');
    const world = await this.world();
    const { allowRemote, remote } = this;
    const request = { allowRemote, timeoutMs, replace: how.replace, ...(remote === undefined ? {} : { remote }) };
    return this.progress('pushing', () => pushBranch(world, request));
  }
}

export const said = (pushed: PushedSessions | null): string => {
  if (pushed === null) return '';
  const { changed, remote, commit } = pushed;
  return `${changed ? 'Sent' : 'Already'} at ${remote.name} (${remote.address}): ${commit.slice(0, 12)}\n`;
};
