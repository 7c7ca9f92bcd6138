import type { Handoff, OrderedStep, Tokens } from '../../domain/handoff.ts';
import { cut } from '../../domain/text-limit.ts';
import { type Item, type Node, type Span, code, codes, heading, say, strong, text, time, word } from '../document.ts';
import { countText, durationText } from '../duration.ts';

export const currentState = (handoff: Handoff): readonly Node[] => {
  const { stats, execution_contract: contract } = handoff;
  const done = contract.done_definition.slice(-MOST_STEPS);
  const isAbove = ({ sequence, title }: OrderedStep): boolean =>
    done.some((line) => line.startsWith(`[${sequence}] Completed ${title}`));
  const items: readonly Item[] = [
    { spans: [strong('Tool:'), ...say` ${text(handoff.tool)} (${text(handoff.model)})`] },
    { spans: [strong('Session:'), ...say` ${code(handoff.session_id)}`] },
    { spans: [strong('Duration:'), ...say` ${word(durationText(handoff.duration_seconds))}${span(handoff)}`] },
    {
      spans: [
        strong('Messages:'),
        ...say` ${stats.message_count} | Events: ${stats.event_count} | Tool calls besides edits and commands: ${stats.tool_call_count}`,
      ],
    },
    { spans: [strong('Tokens:'), ...say` ${word(tokensText(handoff.tokens))}`] },
    ...sublist('Done:', lastOf(contract.done_definition.map((line) => ({ spans: [text(line)] })))),
    ...sublist(
      'Execution Timeline (ordered):',
      lastOf(contract.ordered_steps.map((step) => ({ spans: stepSpans(step, isAbove(step) ? SHOWN_AGAIN : SHOWN) }))),
    ),
    ...(contract.rollback_hint === null
      ? []
      : [{ spans: [strong('To go back:'), ...say` ${text(contract.rollback_hint)}`] }]),
  ];
  return [heading(2, 'Current State'), { kind: 'list', ordered: false, items }];
};

const span = ({ started_at, ended_at }: Handoff): readonly Span[] =>
  started_at === null || ended_at === null ? [] : say`, ${time(started_at)} to ${time(ended_at)}`;

const tokensText = ({ input, output, cache_read, cache_write }: Tokens): string =>
  [
    ['input', input],
    ['output', output],
    ['cache read', cache_read],
    ['cache written', cache_write],
  ]
    .map(([name, count]) => `${name} ${typeof count === 'number' ? countText(count) : 'unknown'}`)
    .join(', ');

const sublist = (title: string, items: readonly Item[]): readonly Item[] =>
  items.length === 0 ? [] : [{ spans: [strong(title)], items }];

/** A page is read by people: what changed and what is open stands below. */
const MOST_STEPS = 20;

const lastOf = (items: readonly Item[]): readonly Item[] => {
  const left = items.length - MOST_STEPS;
  if (left <= 0) return items;
  return [{ spans: say`${left} earlier stand in the JSON alone` }, ...items.slice(left)];
};

/** Of a title, in characters: one of ours whole, since at its end may stand what is asked; and where it stands above. */
const SHOWN = 160;
const SHOWN_AGAIN = 60;

const stepSpans = (step: OrderedStep, limit: number): readonly Span[] => [
  ...say`[${step.sequence}] ${text(cut(step.title, limit).text)} (${code(step.work_package_id)}) status=${word(step.status)}`,
  ...say` start=${step.started_at === undefined ? word('?') : time(step.started_at)}`,
  ...say` done=${step.completed_at === undefined ? word('-') : time(step.completed_at)}`,
  ...(step.depends_on.length === 0 ? [] : say` deps=[${codes(step.depends_on)}]`),
];
