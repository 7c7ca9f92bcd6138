import type { BoundPath, PathBinding } from '../domain/binding.ts';
import type { RangeCommit } from '../domain/change-facts.ts';
import type { JudgedPath, Outcome } from '../domain/judgement.ts';
import type { SignedPaths } from './signed-paths.ts';

export interface PathJudging {
  readonly paths: readonly BoundPath[];
  readonly commits: ReadonlyMap<string, Pick<RangeCommit, 'author' | 'message'>>;
  /** Ids of the artifacts, by the index that the binding uses. */
  readonly ids: readonly string[];
  readonly isIgnored: (path: string) => JudgedPath['ignored'];
  readonly isProtected: (path: string) => boolean;
  readonly signed: SignedPaths;
}

/** States that git confirms prove what happened to a path, whoever says so; who did it is another question. */
export const judgePaths = ({
  paths,
  commits,
  ids,
  isIgnored,
  isProtected,
  signed,
}: PathJudging): readonly JudgedPath[] =>
  paths.map(({ path, binding, artifacts, reversed, opposite, commits: named }) => {
    const outcome = opposite ? 'contradicted' : OUTCOME[binding];
    const isGuarded = isProtected(path);
    return {
      path,
      binding,
      outcome,
      basis: outcome === 'proved' ? 'git' : null,
      artifacts: artifacts.flatMap((index) => ids[index] ?? []),
      reversed: reversed.flatMap((index) => ids[index] ?? []),
      commits: named.map((oid) => ({
        oid,
        author: commits.get(oid)?.author.name ?? '',
        subject: (commits.get(oid)?.message.split('\n', 1)[0] ?? '').slice(0, MAX_SUBJECT),
      })),
      ignored: isGuarded ? null : isIgnored(path),
      protected: isGuarded,
      signed: signed.get(path) ?? [],
    };
  });

const MAX_SUBJECT = 200;

const OUTCOME: { readonly [binding in PathBinding]: Outcome } = {
  content: 'proved',
  patch: 'proved',
  merged: 'proved',
  drifted: 'cannot-tell',
  overwritten: 'cannot-tell',
  reversed: 'cannot-tell',
  replayed: 'cannot-tell',
  withheld: 'cannot-tell',
  unclaimed: 'cannot-tell',
};
