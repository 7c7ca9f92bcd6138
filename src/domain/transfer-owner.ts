/** The directory of a transfer has in its name who works there: what a killed process left can be told. */
interface Owner {
  readonly pid: number;
  readonly host: string;
}

export const transferOwner = ({ host, pid }: Owner): string => `${nameOf(host)}-${pid}`;

/** Of a directory of that name; undefined: it is none of a transfer. */
export const ownerOfTransfer = (name: string): string | undefined => /^transfer-(.+)-[^-]+$/.exec(name)?.[1];

/** null: its owner is of another machine, or none. */
export const isAtWork = (
  owner: string,
  here: { readonly host: string; isAlive(pid: number): boolean },
): boolean | null => {
  const [, host, pid] = /^(.*)-(\d+)$/.exec(owner) ?? [];
  return host === nameOf(here.host) ? here.isAlive(Number(pid)) : null;
};

const nameOf = (host: string): string => host.replace(/[^A-Za-z0-9.]/g, '_').slice(0, 60);
