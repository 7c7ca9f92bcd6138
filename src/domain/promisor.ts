/**
 * The remote that promised a partial clone what it left out: `git clone --origin` names it as one likes. Before git 2.24 a
 * clone named it in `extensions.partialClone` alone. @param config keys as git prints them, a later one wins
 */
export const promisorIn = (config: readonly { readonly key: string; readonly value: string | null }[]): string => {
  const told = new Map<string, boolean>();
  for (const { key, value } of config) {
    const name = /^remote\.([^]+)\.promisor$/.exec(key)?.[1];
    if (name !== undefined) told.set(name, value === null || !/^(?:false|no|off|0*)$/i.test(value));
  }
  const [promisor] = [...told].find(([, is]) => is) ?? [];
  return promisor ?? config.findLast(({ key }) => key === 'extensions.partialclone')?.value ?? 'origin';
};
