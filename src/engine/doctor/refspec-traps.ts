import { NAMESPACE } from '../../domain/refs.ts';
import type { ConfigEntry } from '../../git/user-config.ts';
import { type Ailment, type DoctorCheck, told } from './doctor-check.ts';

/** What stands below `remote` is the user's: it is told what to change, and nothing is changed. */
export const refspecTraps: DoctorCheck = {
  id: 'refspec_traps',
  description: 'no setting of a remote lets a fetch or push delete or replace artifacts',
  look: (_, examined) => trapsIn(examined?.config ?? []),
};

const trapsIn = (config: readonly ConfigEntry[]): readonly Ailment[] => {
  const remotes = remotesOf(config);
  const pruning = config.findLast(({ key }) => key === 'fetch.prune')?.value;
  return [...remotes].flatMap(([name, { push, fetch, mirror, prune }]) => {
    const isPruned = isOn(prune ?? pruning);
    return [
      ...(isOn(mirror) && !fetch.some(coversOurs('to')) ? [mirrorTrap(name)] : []),
      ...push.filter(coversOurs('from')).map((spec) => pushTrap(name, spec)),
      ...fetch.filter(coversOurs('to')).map((spec) => fetchTrap(name, { spec, isPruned: isPruned || isOn(mirror) })),
    ];
  });
};

interface Remote {
  readonly push: string[];
  readonly fetch: string[];
  mirror?: string | null;
  prune?: string | null;
}

const remotesOf = (config: readonly ConfigEntry[]): ReadonlyMap<string, Remote> => {
  const remotes = new Map<string, Remote>();
  for (const { key, value } of config) {
    const [, name, setting] = /^remote\.([^]+)\.(push|fetch|mirror|prune)$/.exec(key) ?? [];
    if (name === undefined) continue;
    const remote: Remote = remotes.get(name) ?? { push: [], fetch: [] };
    remotes.set(name, remote);
    if (setting === 'mirror' || setting === 'prune') remote[setting] = value;
    else if (setting === 'push' || setting === 'fetch') remote[setting].push(value ?? '');
  }
  return remotes;
};

const isOn = (value: string | null | undefined): boolean =>
  value === null || (value !== undefined && /^(?:true|yes|on|[1-9]\d*)$/i.test(value));

/** `[+]<from>[:<to>]`, each a ref or a prefix with one `*` (gitglossary, refspec). */
const coversOurs =
  (side: 'from' | 'to') =>
  (spec: string): boolean => {
    if (spec.startsWith('^')) return false;
    const [from = '', to = from] = spec.replace(/^\+/, '').split(':');
    const name = side === 'from' ? from : to;
    const star = name.indexOf('*');
    const prefix = star < 0 ? name : name.slice(0, star);
    return prefix.startsWith(NAMESPACE) || (star >= 0 && NAMESPACE.startsWith(prefix));
  };

const mirrorTrap = (name: string): Ailment =>
  told(
    'error',
    `a push to ${name} mirrors (remote.${name}.mirror): it deletes every artifact there that is not here`,
    `git config --unset remote.${name}.mirror`,
  );

const pushTrap = (name: string, spec: string): Ailment =>
  told(
    'warning',
    `remote.${name}.push is ${spec}: a plain git push then sends that, and not the branch`,
    unset(`remote.${name}.push`, spec),
  );

const fetchTrap = (name: string, how: { readonly spec: string; readonly isPruned: boolean }): Ailment =>
  told(
    how.isPruned ? 'error' : 'warning',
    `remote.${name}.fetch is ${how.spec}: a fetch ${how.isPruned ? 'deletes artifacts that were not pushed' : 'replaces artifacts, with --prune it deletes them'}`,
    unset(`remote.${name}.fetch`, how.spec),
  );

/** Only what needs no quoting stands in a command that somebody may copy. */
const unset = (key: string, spec: string): string =>
  /^[\w+:*/.-]+$/.test(spec) && /^[\w.-]+$/.test(key)
    ? `git config --unset --fixed-value ${key} '${spec}'`
    : 'git config --edit';
