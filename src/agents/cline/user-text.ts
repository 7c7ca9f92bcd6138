/** What a text of a `user` message is. */
export interface UserText {
  readonly kind: 'prompt' | 'injected' | 'nothing';
  readonly text: string;
}

/**
 * Sessions (3.x) wrap a prompt in `<user_input mode="…">`, with a `<mode_notice>` where the mode changed. Tasks wrap the
 * first in `<task>`, later ones in `<feedback>`, `<user_message>` or `<answer>`, and put the workspace's state beside them.
 */
export const readUserText = (given: string): UserText => {
  const text = withoutSpans(given, NOTICES).trim();
  if (text === '') return { kind: 'nothing', text };
  if (INJECTED.some((opening) => text.startsWith(opening)) || RESULT.test(text)) return { kind: 'injected', text };
  const inner = WRAPPERS.map((name) => insideOf(text, name)).find((one) => one !== undefined) ?? text;
  return inner.trim() === '' ? { kind: 'nothing', text: '' } : { kind: 'prompt', text: inner.trim() };
};

const NOTICES = ['mode_notice', 'environment_details', 'SYSTEM_NOTICE'];

const WRAPPERS = ['user_input', 'user_command', 'task', 'feedback', 'user_message', 'answer'];

const INJECTED = [
  '[ERROR] You did not use a tool',
  '[TASK RESUMPTION]',
  '[Response interrupted by',
  '# task_progress',
  '<explicit_instructions',
  '<new_task_context>',
  '<hook_context',
  '<file_content path=',
  '<SYSTEM_NOTICE',
  'Context summary:\n',
];

/** A tool's result whose call is not there. */
const RESULT = /^\[[\w-]{1,80}(?: for '[^\n]{0,4000}')?\.{0,3}\] Result:/;

/** The text without each `<name>…</name>`; one that is not closed goes to the end. */
const withoutSpans = (text: string, names: readonly string[]): string => names.reduce(withoutSpan, text);

const withoutSpan = (text: string, name: string): string => {
  const kept: string[] = [];
  let from = 0;
  for (let open = text.indexOf(`<${name}>`); open !== -1; open = text.indexOf(`<${name}>`, from)) {
    kept.push(text.slice(from, open));
    const end = text.indexOf(`</${name}>`, open);
    if (end === -1) return kept.join('');
    from = end + name.length + 3;
  }
  return kept.join('') + text.slice(from);
};

/** What stands in the first `<name …>…</name>`, when the text begins or ends with it. */
const insideOf = (text: string, name: string): string | undefined => {
  const open = new RegExp(`<${name}(?: [^<>]{0,200})?>`).exec(text);
  const end = text.lastIndexOf(`</${name}>`);
  if (open === null || end < open.index + open[0].length) return undefined;
  const isAll = open.index === 0 || end + name.length + 3 === text.length;
  return isAll ? text.slice(open.index + open[0].length, end) : undefined;
};

/** What a person said along with a task's tool result: the agent's sentence, then the words in `<feedback>`. */
export const feedbackIn = (result: string): string | undefined => {
  const text = result.trim();
  const sentence = /^The user (?:denied|approved|has provided)[^\n]{0,400}\n/.exec(text)?.[0] ?? '';
  const rest = text.slice(sentence.length).trimStart();
  return ['feedback', 'user_message']
    .map((name) => (rest.startsWith(`<${name}>`) ? insideFirst(rest, name) : undefined))
    .find((one) => one !== undefined);
};

const insideFirst = (text: string, name: string): string | undefined => {
  const end = text.indexOf(`</${name}>`);
  return end === -1 ? undefined : text.slice(name.length + 2, end).trim();
};
