import type { Coverage } from '../../domain/coverage.ts';
import type { Handoff } from '../../domain/handoff.ts';
import { type Item, type Node, type Span, code, heading, listOr, say, strong, text, word } from '../document.ts';

/** How much of the log was read, what was redacted, and what was left out. */
export const coverage = (handoff: Handoff): readonly Node[] => [
  heading(2, 'Coverage'),
  listOr([
    { spans: [strong('Log:'), ...ratio(handoff.coverage)] },
    ...counted(
      'Known and ignored:',
      handoff.coverage.ignored.map((entry) => [entry.type, entry.count, entry.reason]),
    ),
    ...counted(
      'Unknown:',
      handoff.coverage.unknown.map((entry) => [entry.type, entry.count]),
    ),
    ...counted('Redacted:', Object.entries(handoff.redaction.rules)),
    ...counted('Left out:', Object.entries(handoff.truncated)),
  ]),
];

const ratio = ({ ratio: share, records, broken }: Coverage): readonly Span[] => [
  ...say` ${word((Math.floor(share * 1000) / 10).toFixed(1))} % of ${records} records`,
  ...(broken.count === 0 ? [] : say`, ${broken.count} broken`),
];

const counted = (
  title: string,
  entries: readonly (readonly [name: string, count: number, reason?: string])[],
): readonly Item[] => {
  if (entries.length === 0) return [];
  const items = entries.map(([name, count, reason]) => ({
    spans: [...say`${code(name)}: ${count}`, ...(reason === undefined ? [] : say` (${text(reason)})`)],
  }));
  return [{ spans: [strong(title)], items }];
};
