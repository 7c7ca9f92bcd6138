import type { Handoff, Repository } from '../../domain/handoff.ts';
import {
  type Item,
  type Node,
  type Span,
  code,
  codes,
  heading,
  listOr,
  paragraph,
  say,
  strong,
  text,
  word,
} from '../document.ts';

/** Facts of the repository when the handoff was built. */
export const repository = (handoff: Handoff): readonly Node[] => [
  heading(2, 'Repository'),
  handoff.repository === null
    ? paragraph(say`unknown: ${text(handoff.repository_undefined_reason ?? 'no reason given')}`)
    : listOr(facts(handoff.repository)),
];

const facts = (repo: Repository): readonly Item[] => [
  fact('Remote:', maybe(repo.remote)),
  fact('Branch:', maybe(repo.branch)),
  fact('Directory:', [code(repo.cwd)]),
  fact('Base commit:', maybe(repo.base_commit)),
  fact('Head commit:', [
    ...maybe(repo.head_commit),
    ...say`, ${word(repo.dirty ? 'with uncommitted changes' : 'clean')}`,
  ]),
  fact(
    'Claimed tree:',
    repo.claimed_tree === null
      ? say`unknown: ${text(repo.claimed_tree_undefined_reason ?? 'no reason given')}`
      : [code(repo.claimed_tree)],
  ),
  ...(repo.commits.length === 0
    ? []
    : [
        {
          spans: [strong('Commits:')],
          items: repo.commits.map(({ id, subject }) => ({ spans: say`${code(id)} ${text(subject)}` })),
        },
      ]),
  ...(repo.other_dirty.length === 0 ? [] : [fact('Other uncommitted changes:', codes(repo.other_dirty))]),
];

const fact = (name: string, spans: readonly Span[]): Item => ({ spans: [strong(name), word(' '), ...spans] });

const maybe = (value: string | null): readonly Span[] => [value === null ? word('unknown') : code(value)];
