import { posix } from 'node:path';
import type { Policy } from '../../domain/policy.ts';
import type { LeadingAway } from '../../git/change/leading-away.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { asGlob, globMatcher, plainPaths, splitGlob, timeOfMatchers } from '../../judging/globs.ts';
import type { Timed } from '../../judging/timed.ts';

/** Links that lead to links, and globs that are looked at: a target branch has few, and no gate turns in a circle. */
const MOST_ROUNDS = 5;
const MOST_GLOBS = 1024;

/**
 * A policy names paths as people see them. Where the target branch has a link on the way, what is read lies behind it, and
 * so does what is protected; what is in a submodule changes where its id does.
 */
export const behindLinks = async (change: Pick<OpenChange, 'leadingAway'>, policy: Policy): Promise<Policy> => {
  const { protect, required_checks } = policy;
  const globs = [...protect, ...required_checks.flatMap(({ definition }) => definition)];
  const more = await beyond(change, [...new Set(globs)], [...new Set(required_checks.map(({ cwd }) => cwd))]);
  const withMore = (own: readonly string[]): readonly string[] => [
    ...new Set([...own, ...own.flatMap((glob) => [...(more.get(glob) ?? [])])]),
  ];
  return more.size === 0
    ? policy
    : {
        ...policy,
        protect: withMore(protect),
        required_checks: required_checks.map((check) => ({ ...check, definition: withMore(check.definition) })),
      };
};

/** To where else each glob leads, all asked together. */
const beyond = async (
  change: Pick<OpenChange, 'leadingAway'>,
  globs: readonly string[],
  dirs: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const time = timeOfMatchers();
  const more = new Map<string, Set<string>>();
  let open = globs.flatMap((own) => anchored(own, dirs).map((glob) => ({ own, glob })));
  for (let round = 0; round < MOST_ROUNDS && open.length > 0; round++) {
    const parts = open.map(({ glob }) => splitGlob(glob));
    const found = await change.leadingAway({
      paths: [...new Set(parts.flatMap(({ plain }) => wayTo(plain)))],
      folders: [...new Set(parts.flatMap(({ plain, rest }) => (plain === '' || rest === '' ? [] : [`${plain}/`])))],
    });
    const next: typeof open = [];
    for (const { own, glob } of open) {
      const isCovered = globMatcher([own], { time });
      const known = more.get(own) ?? new Set([own]);
      for (const one of found.flatMap(behind(glob, time))) {
        // a folder of packages is full of links from one to the other
        if (known.has(one) || isCovered(one.replace(/\/\*\*$/, '/x')) || next.length >= MOST_GLOBS) continue;
        more.set(own, known.add(one));
        next.push({ own, glob: one });
      }
    }
    open = next;
  }
  return more;
};

/** `**` + `/Makefile` is looked for at the root, and where the command runs. */
const anchored = (glob: string, dirs: readonly string[]): readonly string[] => {
  if (!glob.startsWith('**/')) return [glob];
  const names = plainPaths(glob.slice(3));
  return [...new Set(['.', ...dirs].flatMap((dir) => names.map((name) => posix.join(asGlob(dir), name))))];
};

/** `a/b` → `a`, `a/b` */
const wayTo = (path: string): readonly string[] =>
  path === '' ? [] : path.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'));

/** What a glob is beyond a link or a submodule; none where that is not on its way. */
const behind = (glob: string, time: Timed): ((away: LeadingAway) => readonly string[]) => {
  const { plain, rest } = splitGlob(glob);
  const isIn = globMatcher([glob], { time });
  return ({ path, to }) => {
    const isOnTheWay = plain === path || plain.startsWith(`${path}/`);
    if (!isOnTheWay && !isIn(path) && !(to === null && path.startsWith(`${plain}/`))) return [];
    if (to === null) return [asGlob(path)];
    const target = posix.join(posix.dirname(path), to).replace(/\/$/, '');
    if (to.startsWith('/') || target === '.' || /^\.\.(?:\/|$)/.test(target)) return [];
    if (!isOnTheWay) return [asGlob(target), `${asGlob(target)}/**`];
    return [[asGlob(`${target}${plain.slice(path.length)}`), rest].filter((part) => part !== '').join('/')];
  };
};
