/** Names of files that are written beside their target and then moved or linked there: one that is old was left by a process that was killed. */

/** @param id unique, such as a UUID */
export const unfinishedName = (id: string): string => `.opensession-${id}.tmp`;

export const isUnfinished = (name: string): boolean => /^\.opensession-.*\.tmp$/.test(name);
