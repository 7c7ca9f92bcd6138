import type { CheckIdentity } from '../../domain/handoff.ts';
import type { IdentifiedCheck } from './identified.ts';
import type { Heard, Said, SummaryRule } from './summary-counts.ts';
import { SUMMARY_RULES } from './summary-rules.ts';

export interface SummaryLine {
  /** `failed`: it tells of failures. `nothing`: it ran nothing. `passed`: it ran something, and nothing failed. */
  readonly says: Said;
  /** The line that says so, without colours. */
  readonly line: string;
  /** That it ran nothing is told by one of the skipped ones, and by none that ran: it holds of a whole output alone. */
  readonly whole?: true;
}

type Subject = Pick<IdentifiedCheck, 'kind' | 'tool' | 'covers'> & { readonly identity: Pick<CheckIdentity, 'scope'> };

/** Of a long output only this much of its end is looked at, in characters: a summary stands last. */
const LOOKED_AT = 256 * 1024;
const MAX_LINE = 1000;

/**
 * What the output of a check says of it in the tool's own words. Only lines of that tool (and of what its script is known to
 * run) count; for a script that cannot be followed, those of all tools of its kind. Of several lines the one counts that
 * outweighs the others (see `Heard`). Null when no summary is found.
 */
export const summaryLine = (check: Subject, output: string): SummaryLine | null => {
  const named = OF_WORKSPACES.test(check.tool);
  const reading: Reading = {
    ...rulesFor(check),
    check: { tool: check.tool, scope: check.identity.scope },
    before: new Map(),
  };
  let found: { readonly says: Heard; readonly line: string } | null = null;
  const end = output.slice(-LOOKED_AT);
  const coloured = end.includes('\u001B');
  const lines = end.split('\n').filter((raw) => raw.length <= MAX_LINE && raw.trim() !== '');
  for (const raw of lines) {
    const line = (coloured ? raw.replaceAll(COLOURS, '') : raw).trimEnd();
    const says = saidBy(reading, line, lines.length === 1) ?? (named ? saidBehindName(reading, line) : undefined);
    if (says === 'failed') return { says, line };
    if (says !== undefined && (found === null || WEIGHT[says] > WEIGHT[found.says])) found = { says, line };
  }
  if (found === null) return null;
  return { says: WEIGHED[found.says], line: found.line, ...(found.says === 'skipped' ? { whole: true } : {}) };
};

const WEIGHT: { readonly [heard in Heard]: number } = { failed: 4, passed: 3, skipped: 2, ended: 1, nothing: 0 };

const WEIGHED: { readonly [heard in Heard]: Said } = {
  failed: 'failed',
  passed: 'passed',
  skipped: 'nothing',
  ended: 'passed',
  nothing: 'nothing',
};

interface Chosen {
  readonly rules: readonly SummaryRule[];
  /** Lines that one of the rules looks at: most say nothing to any, and one pattern tells so sooner than each of many. */
  readonly any: RegExp;
}

interface Reading extends Chosen {
  readonly check: Pick<CheckIdentity, 'tool' | 'scope'>;
  /** What the last line said that a rule waits for. */
  readonly before: Map<SummaryRule, readonly string[]>;
}

// oxlint-disable-next-line no-control-regex -- terminal colours begin with an escape character
const COLOURS = /\u001B\[[\d;]{0,20}[A-Za-z]/g;

const saidBy = ({ rules, any, check, before }: Reading, line: string, alone = false): Heard | undefined => {
  if (!any.test(line)) return undefined;
  for (const rule of rules) {
    if (rule.alone === true && !alone) continue;
    const earlier = rule.after === undefined ? [] : before.get(rule);
    const counted = rule.after?.exec(line);
    if (counted !== null && counted !== undefined) before.set(rule, groupsOf(counted));
    const groups = earlier === undefined ? null : rule.line.exec(line);
    const said = groups === null ? undefined : rule.says([...(earlier ?? []), ...groupsOf(groups)], check);
    if (rule.after !== undefined && groups !== null) before.delete(rule);
    if (said !== undefined) return said;
  }
  return undefined;
};

const groupsOf = (match: RegExpExecArray): readonly string[] => match.slice(1).map((group) => group ?? '');

const OF_WORKSPACES = /^(?:npm|pnpm|yarn|bun run|turbo|lerna|nx|moon)\b/;
/** Runners of workspaces put a name before each line: `[a]: …`, `➤ YN0000: [a]: …`, `packages/a test: …`, `a:test: …`. */
const NAMED = /^(?:➤ YN0000: )?(?:[│|] )?(?:\[[@\w./-]{1,80}\]: ?|[@\w./-]{1,80}(?: |:)[\w:-]{1,40}: )(?=\S| )/;

const saidBehindName = (reading: Reading, line: string): Heard | undefined => {
  const name = NAMED.exec(line)?.[0];
  return name === undefined ? undefined : saidBy(reading, line.slice(name.length));
};

/** A session runs the same checks again and again. */
const RECENT = new Map<string, Chosen>();
const MAX_RECENT = 256;

const rulesFor = (check: Subject): Chosen => {
  const programs = [check.tool, ...check.covers.map(({ tool }) => tool)].map((name) => name.split(' ', 1)[0] ?? '');
  const key = [check.kind, check.covers.length, check.tool, ...programs].join('\n');
  const known = RECENT.get(key);
  if (known !== undefined) return known;
  if (RECENT.size >= MAX_RECENT) RECENT.clear();
  const rules = chosenRules(check, new Set(programs));
  const chosen = { rules, any: anyOf(rules) };
  RECENT.set(key, chosen);
  return chosen;
};

/** Patterns of rules have neither flags nor references to groups, which would mean something else side by side. */
const anyOf = (rules: readonly SummaryRule[]): RegExp =>
  rules.length === 0
    ? NOTHING
    : new RegExp(
        rules
          .flatMap(({ line, after }) => [line, ...(after === undefined ? [] : [after])])
          .map(({ source }) => `(?:${source})`)
          .join('|'),
      );

const NOTHING = /(?!)/;

/** Rules of a build hold for all kinds: what cannot be built cannot be tested either. */
const chosenRules = ({ tool, kind, covers }: Subject, programs: ReadonlySet<string>): readonly SummaryRule[] => {
  const own = SUMMARY_RULES.filter(
    (rule) =>
      (rule.kind === kind || rule.kind === 'build') && rule.of.split(' ').some((program) => programs.has(program)),
  );
  const followed =
    covers.length > 0 || own.some((rule) => rule.kind === kind && rule.alone !== true) || !SCRIPTED.test(tool);
  return followed ? own : [...own, ...SUMMARY_RULES.filter((rule) => rule.kind === kind && !own.includes(rule))];
};

/** Programs that run whatever the project says. */
const SCRIPTED =
  /^(?:npm|pnpm|yarn|bun run|node --run|make|just|task|composer|rake|turbo|nx|lerna|moon|mise|poe|inv|invoke|hatch|pdm|rye|pixi|devbox|tox|nox|pre-commit|ninja|ant|grunt|gulp)\b/;
