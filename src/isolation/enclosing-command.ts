import type { EnclosedCommand } from './isolation.ts';
import type { Sight } from './seen-paths.ts';
import { SETUP } from './setup-script.ts';

/** Directories of ours, empty but for what `head` was filled with. */
export interface Scratch {
  readonly root: string;
  readonly head: string;
  readonly home: string;
  readonly tmp: string;
}

export interface Enclosing {
  readonly scratch: Scratch;
  /** null: by a user namespace. */
  readonly uid: number | null;
  readonly network: EnclosedCommand['network'];
  readonly cwd: string;
  readonly setup: string;
  readonly command: string;
  readonly path: Sight['path'];
  readonly steps: Sight['steps'];
  readonly limitMs: number;
}

/**
 * The command line that runs a command enclosed (util-linux 2.36 and coreutils). All that it starts lives in one pid
 * namespace, and ends with it; `timeout` ends that too if whoever runs it does not live to do so.
 */
export const enclosingCommand = (enclosing: Enclosing): readonly string[] => {
  const { scratch, uid, network, cwd, setup, command, path, steps, limitMs } = enclosing;
  const namespaces = [
    '--mount',
    '--pid',
    '--fork',
    '--kill-child=KILL',
    '--ipc',
    '--uts',
    ...(network === false ? ['--net'] : []),
  ];
  const user = uid === null ? ['--user', '--map-root-user'] : [];
  const { root, head, home, tmp } = scratch;
  const values = [root, head, home, tmp, uid === null ? '' : String(uid), NETWORK[String(network)] ?? '', cwd, path];
  const seconds = String(Math.ceil(limitMs / 1000) + GRACE_SECONDS);
  const inside = [
    'sh',
    '-c',
    SETUP,
    'opensession',
    ...values,
    setup,
    command,
    ...steps.flatMap(({ how, path: at }) => [how, at]),
  ];
  return ['timeout', '--signal=KILL', seconds, 'unshare', ...user, ...namespaces, '--', ...inside];
};

/** As the setup script has it. */
const NETWORK: { readonly [network: string]: string } = { true: 'net', setup: 'setup' };

/** Whoever runs it ends it first. */
const GRACE_SECONDS = 10;
