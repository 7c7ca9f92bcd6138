import type { ChangeBinding } from '../domain/binding.ts';
import type { ChangeFacts } from '../domain/change-facts.ts';
import type { JudgedCommit } from '../domain/judgement.ts';
import type { ReadArtifact } from './read-artifact.ts';

/** The commits that handoffs say were made: found in the range, made anew there, or elsewhere. */
export const judgeCommits = (
  artifacts: readonly ReadArtifact[],
  facts: ChangeFacts,
  binding: ChangeBinding,
): readonly JudgedCommit[] => {
  const inRange = new Set(facts.commits.map(({ oid }) => oid));
  return artifacts.flatMap((read, index) => {
    const named = (read.artifact?.payload ?? []).flatMap(({ repository }) => repository?.commits ?? []);
    const isBound = binding.artifacts[index]?.bound === true;
    return [...new Set(named.map(({ id }) => id))].map((oid): JudgedCommit => {
      const found = { oid, artifact: read.id };
      if (inRange.has(oid)) return { ...found, outcome: 'proved', reason: 'in-range' };
      if (isSameTree(read, facts)) return { ...found, outcome: 'proved', reason: 'same-tree' };
      return { ...found, outcome: 'cannot-tell', reason: isBound ? 'rewritten' : 'elsewhere' };
    });
  });
};

const isSameTree = ({ manifest }: ReadArtifact, { head_tree, commits }: ChangeFacts): boolean =>
  manifest?.tree != null && (manifest.tree === head_tree || commits.some(({ tree }) => tree === manifest.tree));
