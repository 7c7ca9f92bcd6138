import type { AndOr, CompoundList, Statement } from 'unbash';
import { alwaysExitsFailing, endingAmong } from './hazards.ts';

type Member = AndOr['commands'][number];

/**
 * A condition that ends the shell where it does not hold, as what it is: `if ! a; then …; exit 1; fi` is
 * `a || { …; exit 1; }`, and `if a; then b; else …; exit 1; fi` is that, and then b. Any other statement is itself.
 */
export const guardsOf = (statement: Statement): readonly Statement[] => {
  const { command: node } = statement;
  if (statement.background === true || node.type !== 'If' || node.elif.length > 0) return [statement];
  const tested = node.else === undefined ? negatedIn(node.clause) : testedIn(node.clause);
  const failing = groupOf(node.else ?? node.then);
  if (tested === undefined || !isFailing(node.else ?? node.then)) return [statement];
  const { pos, end } = statement;
  const guard: Statement = {
    ...statement,
    command: { type: 'AndOr', pos, end, commands: [tested, failing], operators: ['||'] },
  };
  return node.else === undefined ? [guard] : [guard, ...node.then.commands];
};

/** It ends with `exit 1`, and with nothing before that. */
const isFailing = (body: CompoundList): boolean =>
  alwaysExitsFailing(groupOf(body)) &&
  endingAmong(body.commands.slice(0, -1).map(({ command }) => command)) === 'never';

const groupOf = (body: CompoundList): Member => ({ type: 'BraceGroup', pos: body.pos, end: body.end, body });

const testedIn = (clause: CompoundList): Member | undefined => {
  const [only, ...more] = clause.commands;
  if (only === undefined || more.length > 0 || only.background === true) return undefined;
  return only.command.type === 'Command' ? only.command : groupOf(clause);
};

const negatedIn = (clause: CompoundList): Member | undefined => {
  const [only, ...more] = clause.commands;
  if (only?.command.type !== 'Pipeline' || more.length > 0 || only.background === true) return undefined;
  const { prefixes, commands } = only.command;
  const [prefix, ...others] = prefixes;
  if (prefix?.type !== 'Negation' || others.length > 0) return undefined;
  const [first] = commands;
  return commands.length === 1 && first !== undefined ? first : { ...only.command, prefixes: [] };
};
