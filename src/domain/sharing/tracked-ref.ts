/**
 * Where a fetch by this refspec (`[+]<from>:<to>`, each a ref or a pattern with one `*`; gitglossary, refspec) keeps what the remote
 * has as `ref`; undefined: nowhere.
 */
export const trackedRef = (refspec: string, ref: string): string | undefined => {
  const [from = '', to = ''] = refspec.replace(/^\+/, '').split(':');
  if (refspec.startsWith('^') || to === '') return undefined;
  if (!from.includes('*')) return from === ref ? to : undefined;
  const [before = '', after = ''] = from.split('*');
  const isCovered = ref.length >= before.length + after.length && ref.startsWith(before) && ref.endsWith(after);
  return isCovered ? to.replace('*', () => ref.slice(before.length, ref.length - after.length)) : undefined;
};
