import { type Expression, type ObjectExpression, parse, type Program, type SpreadElement } from 'acorn';
import { asString, field } from '../../domain/json.ts';
import { type ShellCall, shellCall } from './shell-call.ts';

/** What a program of code mode calls with arguments that can be read without running it. */
export interface ProgramCalls {
  readonly commands: readonly ShellCall[];
  readonly patches: readonly string[];
}

/** Characters of a program that is still parsed; a longer one holds data. */
const MAX_PROGRAM = 1024 * 1024;
/** Calls that are taken of one program. */
const MAX_CALLS = 200;

/**
 * The calls that a program (0.144 and later: `await tools.exec_command({cmd: '…'})`) makes on its way from the first line
 * to the last. What stands in a function, a loop or a branch may run never or often: it is left out, and so is every
 * argument that is put together while the program runs. A program that is no JavaScript calls nothing.
 */
export const programCalls = (text: string): ProgramCalls => {
  const commands: ShellCall[] = [];
  const patches: string[] = [];
  const body = text.length <= MAX_PROGRAM && /\btools\b/.test(text) ? (parsed(text)?.body ?? []) : [];
  for (const { tool, value } of callsInAll(body, new Map())) {
    if (commands.length + patches.length >= MAX_CALLS) break;
    const patch = tool === 'apply_patch' ? (asString(value) ?? asString(field(value, 'input'))) : undefined;
    const command = SHELLS.has(tool) ? shellCall(value) : undefined;
    if (patch !== undefined) patches.push(patch);
    if (command !== undefined) commands.push(command);
  }
  return { commands, patches };
};

const SHELLS: ReadonlySet<string> = new Set(['exec_command', 'shell_command', 'shell']);

/** Nested deeper than the parser's own stack, or no JavaScript: undefined. */
const parsed = (text: string): Program | undefined => {
  try {
    return parse(text, { ecmaVersion: 'latest', sourceType: 'module', ...OUTSIDE });
  } catch {
    return undefined;
  }
};

/** A program is the body of a function. */
const OUTSIDE = { allowAwaitOutsideFunction: true, allowReturnOutsideFunction: true };

interface Call {
  readonly tool: string;
  /** Of its first argument what stands in the program as it is. */
  readonly value: unknown;
}

/** What names stand for that are given a value once: read once, so that a program cannot make it grow. */
type Constants = Map<string, unknown>;

/** Calls of tools that top-level statements make for certain, in order; constants are noted on the way. */
function* callsInAll(statements: Program['body'], constants: Constants): Generator<Call> {
  for (const statement of statements) {
    if (statement.type === 'ExpressionStatement') yield* callsOf(statement.expression, constants);
    else if (statement.type === 'TryStatement') yield* callsInAll(statement.block.body, new Map(constants));
    else if (statement.type === 'BlockStatement') yield* callsInAll(statement.body, new Map(constants));
    else if (statement.type === 'VariableDeclaration') {
      for (const { id, init } of statement.declarations) {
        yield* callsOf(init, constants);
        if (id.type !== 'Identifier') continue;
        if (statement.kind === 'const' && init) constants.set(id.name, literal(init, constants));
        else constants.delete(id.name);
      }
    } else if (statement.type === 'ReturnStatement') return yield* callsOf(statement.argument, constants);
    else if (statement.type === 'ThrowStatement') return;
  }
}

/** Deeper than this no program of a model nests what it calls. */
const MAX_DEPTH = 100;

/** Calls within an expression that are made whenever it is. */
function* callsOf(node: Part | undefined, constants: Constants, depth = 0): Generator<Call> {
  if (node === null || node === undefined || depth > MAX_DEPTH) return;
  for (const part of partsOf(node)) yield* callsOf(part, constants, depth + 1);
  if (node.type !== 'CallExpression') return;
  const [argument] = node.arguments;
  const tool = toolNamed(node.callee as Expression);
  if (tool === undefined || argument === undefined || argument.type === 'SpreadElement') return;
  yield { tool, value: literal(argument, constants) };
}

type Part = Expression | SpreadElement | null;

/** What is evaluated for certain with an expression: no branch, and no function's body. */
const partsOf = (node: Expression | SpreadElement): readonly Part[] => {
  switch (node.type) {
    case 'AwaitExpression':
    case 'SpreadElement':
    case 'UnaryExpression':
      return [node.argument];
    case 'AssignmentExpression':
      return [node.right];
    case 'CallExpression':
      return [node.callee as Expression, ...node.arguments];
    case 'MemberExpression':
      return [node.object as Expression];
    case 'ParenthesizedExpression':
      return [node.expression];
    case 'ArrayExpression':
      return node.elements;
    case 'ObjectExpression':
      return node.properties.map((one) => (one.type === 'SpreadElement' ? one : one.value));
    case 'TemplateLiteral':
    case 'SequenceExpression':
      return node.expressions;
    case 'BinaryExpression':
      return [node.left as Expression, node.right];
    case 'LogicalExpression':
      return [node.left];
    case 'ConditionalExpression':
      return [node.test];
    default:
      return [];
  }
};

/** `tools.exec_command`, `tools["exec_command"]`. */
const toolNamed = (callee: Expression): string | undefined => {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'tools')
    return undefined;
  if (!callee.computed) return callee.property.type === 'Identifier' ? callee.property.name : undefined;
  return callee.property.type === 'Literal' ? textOf(callee.property.value) : undefined;
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What a node is without running anything: texts, and lists and objects of them. Undefined for all else. */
const literal = (node: Expression, constants: Constants, depth = 0): unknown => {
  if (depth > MAX_DEPTH) return undefined;
  if (node.type === 'Identifier') return constants.get(node.name);
  if (node.type === 'Literal') return node.value;
  if (node.type === 'TemplateLiteral')
    return node.expressions.length > 0 ? undefined : (node.quasis[0]?.value.cooked ?? undefined);
  if (node.type === 'ArrayExpression') {
    const parts = node.elements.map((one) =>
      one === null || one.type === 'SpreadElement' ? undefined : literal(one, constants, depth + 1),
    );
    return parts.includes(undefined) ? undefined : parts;
  }
  return node.type === 'ObjectExpression' ? members(node, constants, depth) : undefined;
};

/** Members that say how a program is run; the others may be put together as they like. */
const TELLING: ReadonlySet<string> = new Set(['cmd', 'command', 'input', 'workdir', 'cwd', 'working_directory']);

const members = (node: ObjectExpression, constants: Constants, depth: number): unknown => {
  const found = new Map<string, unknown>();
  for (const property of node.properties) {
    if (property.type === 'SpreadElement' || property.computed) return undefined;
    const { key } = property;
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? textOf(key.value) : undefined;
    if (name === undefined || !TELLING.has(name)) continue;
    const value = literal(property.value, constants, depth + 1);
    if (value === undefined) return undefined;
    found.set(name, value);
  }
  return Object.fromEntries(found);
};
