import type { Git } from '../git.ts';

/** Seconds. */
const OPTIONS = ['BatchMode=yes', 'ConnectTimeout=10', 'ServerAliveInterval=5', 'ServerAliveCountMax=3'];

/**
 * The user's ssh (of the environment, else of global or system configuration), told to ask nobody and to give up in time.
 * Nothing for other transports.
 */
export const sshCommand = async (
  git: Git,
  how: { readonly cwd: string; readonly address: string; readonly given: string | undefined },
): Promise<{ readonly GIT_SSH_COMMAND?: string }> => {
  if (!isSsh(how.address)) return {};
  const command = how.given ?? (await configured(git, how.cwd)) ?? 'ssh';
  return { GIT_SSH_COMMAND: `${command} ${isPlink(command) ? '-batch' : OPTIONS.map((one) => `-o ${one}`).join(' ')}` };
};

const isSsh = (address: string): boolean =>
  /^(?:git\+ssh|ssh\+git|ssh):\/\//i.test(address) || /^[^/\\]{2,}:(?!\/\/)/.test(address);

const configured = async (git: Git, cwd: string): Promise<string | undefined> => {
  const { stdout } = await git.run(['config', '--get', 'core.sshCommand'], { cwd, allow: [0, 1] });
  const command = stdout.toString('utf8').trim();
  return command === '' ? undefined : command;
};

/** PuTTY's takes other options. */
const isPlink = (command: string): boolean =>
  /^"?(?:[^"\s]*[/\\])?(?:tortoise)?plink(?:\.exe)?(?:["\s]|$)/i.test(command);
