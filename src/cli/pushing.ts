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

  /** What a partial clone left out comes in before it is built upon: nothing where nothing will be sent. @throws as pushBranch */
  protected async filled({ dryRun }: { readonly dryRun: boolean }): Promise<void> {
    const timeoutMs = timeoutOf(this.timeout, TIME);
    if (!this.push || dryRun) return;
    const { fillBranch } = await import('../engine/push-branch.ts');
    const world = await this.world();
    await this.progress('looking at the branch', () => fillBranch(world, this.requested(timeoutMs)));
  }

  /** null: nothing was to be sent. @param how.here what was done here, which holds also where it cannot be sent. @throws as pushBranch */
  protected async pushed(how: {
    readonly dryRun: boolean;
    readonly replace: boolean;
    readonly here: string;
  }): Promise<PushedSessions | null> {
    const timeoutMs = timeoutOf(this.timeout, TIME);
    if (!this.push || how.dryRun) return null;
    const { pushBranch } = await import('../engine/push-branch.ts');
    const world = await this.world();
    const request = { ...this.requested(timeoutMs), replace: how.replace };
    try {
      return await this.progress('pushing', () => pushBranch(world, request));
    } catch (error) {
      this.output.note(`done here, and not sent:\n${how.here.trimEnd()}`);
      throw error;
    }
  }

  private requested(timeoutMs: number) {
    const { allowRemote, remote } = this;
    return { allowRemote, timeoutMs, ...(remote === undefined ? {} : { remote }) };
  }
}

export const said = (pushed: PushedSessions | null): string => {
  if (pushed === null) return '';
  const { changed, remote, commit } = pushed;
  return `${changed ? 'Sent' : 'Already'} at ${remote.name} (${remote.address}): ${commit.slice(0, 12)}\n`;
};
