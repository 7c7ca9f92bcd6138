import { type AndOr, type Command, forEachChild, type Statement, type SyntaxNode } from 'unbash';

/** Where a line saved a status for its last `exit`. */
export interface SavedStatus {
  /** Index of the statement that saves it: the one before it speaks, or itself when `rescued`. */
  readonly at: number;
  /** What was saved: `$?`, `${PIPESTATUS[0]}`. */
  readonly text: string;
  /** `a || rc=$?`: what stands before the `||` is what was saved. */
  readonly rescued: boolean;
}

/**
 * Where `name=$?` stands among the statements before an `exit $name`; undefined when it is not there, or when anything
 * after it may have given the name another value: then no one can tell what the shell ended with.
 */
export const savedStatus = (statements: readonly Statement[], name: string): SavedStatus | undefined => {
  for (let at = statements.length - 1; at >= 0; at--) {
    const statement = statements[at];
    if (statement === undefined || statement.background === true) continue;
    const { command } = statement;
    const plain = savedBy(command, name);
    const rescue = plain === undefined && command.type === 'AndOr' ? rescuedBy(command, name) : undefined;
    const text = plain ?? rescue;
    if (text === undefined) continue;
    if (reassigned(statements, at, name)) return undefined;
    if (rescue !== undefined && !startsAtZero(statements.slice(0, at), name)) return undefined;
    return { at, text, rescued: rescue !== undefined };
  }
  return undefined;
};

/** The value of a command that is this one assignment alone. */
const savedBy = (node: SyntaxNode, name: string): string | undefined => {
  if (node.type !== 'Command' || node.name !== undefined || node.prefix.length !== 1) return undefined;
  const [assignment] = node.prefix;
  if (assignment?.type !== 'Assignment' || assignment.name !== name) return undefined;
  if (assignment.append === true || assignment.index !== undefined) return undefined;
  return assignment.value.type === 'Word' ? plainStatus(assignment.value.value) : '';
};

/** `${?}` is `$?`. */
export const plainStatus = (text: string): string => (text === '${?}' ? '$?' : text);

const rescuedBy = ({ commands, operators }: AndOr, name: string): string | undefined => {
  const last = commands.at(-1);
  const text = last !== undefined && operators.at(-1) === '||' ? savedBy(last, name) : undefined;
  // Only the last may be an `||`: else a success in between hides what failed.
  return text === '$?' && operators.indexOf('||') === operators.length - 1 ? text : undefined;
};

/** Without a failure the name keeps what it had before: a plain zero, or nothing. */
const startsAtZero = (statements: readonly Statement[], name: string): boolean => {
  const from = statements.findLastIndex(({ command }) => savedBy(command, name) === '0');
  return !reassigned(statements, from, name);
};

/** A statement after that one, or a function from anywhere, may set the name. */
const reassigned = (statements: readonly Statement[], at: number, name: string): boolean =>
  statements.some((statement, index) => assigns(statement, name, index <= at));

/** Commands that give a variable a value, or run text that may. */
const SETTERS: ReadonlySet<string> = new Set(
  'export declare typeset local readonly let unset read printf mapfile readarray getopts wait eval source .'.split(' '),
);

const assigns = (root: SyntaxNode, name: string, functionsOnly: boolean): boolean => {
  const word = new RegExp(`(?<![$\\w{])${name}(?!\\w)`);
  const stack: { node: SyntaxNode; counts: boolean }[] = [{ node: root, counts: !functionsOnly }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node } = next;
    const counts = next.counts || node.type === 'Function';
    if (counts && setsName(node, name, word)) return true;
    forEachChild(node, (child) => void stack.push({ node: child, counts }));
  }
  return false;
};

const setsName = (node: SyntaxNode, name: string, word: RegExp): boolean => {
  switch (node.type) {
    case 'Assignment':
      return node.name === name;
    case 'For':
    case 'Select':
      return node.name.value === name;
    case 'Command':
      return mayBeSetter(node, word);
    case 'ArithmeticBinary':
      return /^(?!==|[<>!]=).*=$/.test(node.operator) && mentions(node.left, name);
    case 'ArithmeticUnary':
      return /\+\+|--/.test(node.operator) && mentions(node.operand, name);
    default:
      return false;
  }
};

const mentions = (node: SyntaxNode, name: string): boolean => node.type !== 'ArithmeticWord' || node.value === name;

const mayBeSetter = (command: Command, word: RegExp): boolean => {
  const program = command.name?.value.replace(/^.*\//, '') ?? '';
  const words = command.args.map((arg) => (arg.type === 'Word' ? arg.value : arg.text));
  const setter = [program, ...words].some((each, index) => SETTERS.has(each) && (index === 0 || PASSES.has(program)));
  if (!setter) return false;
  if (program === 'source' || program === '.') return true;
  return words.some((each) => word.test(each) || each.includes('$'));
};

const PASSES: ReadonlySet<string> = new Set(['builtin', 'command']);
