import type { FileFact } from '../facts.ts';
import type { Entry, FileTrack } from './file-track.ts';

/** What the session comes to on each path, in the order of paths (UTF-16 code units). */
export const netEffects = (track: FileTrack): readonly FileFact[] => {
  const movedAway = new Set<string>();
  for (const entry of track.entries.values()) if (isRename(track, entry)) movedAway.add(entry.source ?? '');
  return [...track.entries.values()]
    .flatMap((entry) => netEffect(track, entry, movedAway) ?? [])
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};

const netEffect = (track: FileTrack, entry: Entry, movedAway: ReadonlySet<string>): FileFact | undefined => {
  if (!entry.now) {
    return entry.before === false || movedAway.has(entry.at.path) ? undefined : fact(entry, { action: 'deleted' });
  }
  if (isRename(track, entry)) {
    const from = entry.source ?? '';
    const old = track.entries.get(from);
    const unsettled = isOpen(entry) || (old !== undefined && isOpen(old));
    return { ...fact(entry, { action: 'renamed', from }), unsettled };
  }
  if (entry.before === true) return isUnchanged(entry) ? undefined : fact(entry, { action: 'edited' });
  const created = fact(entry, { action: 'created' });
  const { source, at } = entry;
  return source === null || source === at.path ? created : { ...created, lines_added: null, lines_removed: null };
};

/**
 * Its content stood elsewhere, nothing stood here before, and nothing stands there any more. What the session wrote there
 * itself (`jq … > t && mv t a.json`) is its own, whatever stood there before. What left the repository is gone from it,
 * and what came into it is new.
 */
const isRename = (track: FileTrack, { at, now, before, source }: Entry): boolean => {
  if (!now || before === true || source === null || source === at.path) return false;
  const from = track.entries.get(source);
  return from?.now === false && from.at.inside === at.inside && (from.before !== null || !from.written);
};

const isOpen = ({ before, guessed }: Entry): boolean => before === null || guessed;

const isUnchanged = ({ at, source, changed }: Entry): boolean => source === at.path && !changed;

const fact = (entry: Entry, effect: { action: FileFact['action']; from?: string }): FileFact => ({
  path: entry.at.path,
  ...effect,
  unsettled: isOpen(entry),
  inside: entry.at.inside,
  lines_added: entry.added,
  lines_removed: entry.removed,
  by: entry.by,
  first: entry.first,
  last: entry.last,
  ...(effect.action === 'deleted' && entry.written ? { written: true as const } : {}),
  ...(effect.action !== 'deleted' && entry.soft ? { is_link: true as const } : {}),
  ...(/^(?:edited|renamed)$/.test(effect.action) && !entry.rewritten ? { as_it_was: true as const } : {}),
  ...(entry.undone ? { undone: true as const } : {}),
  ...(entry.fullText === undefined ? {} : { full_text: entry.fullText }),
});
