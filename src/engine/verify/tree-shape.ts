import { error, type Found, type VerifyCheck } from './verify-check.ts';

const NAMES: ReadonlySet<string> = new Set([
  'artifact.json',
  'manifest.json',
  'HANDOFF.md',
  'report.json',
  'signature.json',
]);

/** Another name, a link, a program or a second entry with one name could show one reader what another does not see. */
export const treeShape: VerifyCheck = {
  id: 'tree_shape',
  description: 'a version holds exactly the files of an artifact, each once and as a plain file',
  integrity: true,
  find: ({ version: { entries, unread } }) => {
    const seen = new Set<string>();
    const found: Found[] = [];
    for (const { name, mode } of entries) {
      if (seen.has(name)) found.push(error(`${JSON.stringify(name)} stands there twice`));
      seen.add(name);
      if (!NAMES.has(name)) found.push(error(`${JSON.stringify(name)} is no file of an artifact`));
      else if (mode !== '100644') found.push(error(`expected ${name} as a plain file (100644), found mode ${mode}`));
    }
    if (!seen.has('artifact.json')) found.push(error('expected artifact.json, found none'));
    for (const name of unread)
      found.push(error(`${JSON.stringify(name)} cannot be read: missing, damaged or too large`));
    return found;
  },
};
