/** Links that a session made outside of the repository: what is written through one is written where it leads. */
import type { FileEffect } from '../../shell/effects/file-effect.ts';
import type { FileTrack } from './file-track.ts';
import { changedBelow, type PlacedPath, ROOT } from './place-path.ts';

const MAX_LINKS = 200;

type Placing = (path: string) => PlacedPath;

export const noteLink = ({ links }: Pick<FileTrack, 'links'>, effect: FileEffect, placed: Placing): void => {
  if (effect.action !== 'write' || effect.link === undefined || links.size >= MAX_LINKS) return;
  const at = placed(effect.path);
  const to = effect.link === null ? null : changedBelow(placed(effect.link));
  if (!at.inside && to?.inside !== false) links.set(at.path, to);
};

/** Where a change lies that was told of a path: in the repository, if a link leads there. */
export const throughLink = ({ links }: Pick<FileTrack, 'links'>, at: PlacedPath): PlacedPath => {
  if (at.inside || links.size === 0) return at;
  for (const [link, to] of links) {
    if (!at.path.startsWith(`${link}/`)) continue;
    const rest = at.path.slice(link.length + 1);
    if (to === null) return ROOT;
    return { path: to.path === '.' ? rest : `${to.path}/${rest}`, inside: true };
  }
  return at;
};
