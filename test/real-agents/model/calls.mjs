/** A neutral step of a scenario → calls of whichever matching tools a request offers. */
import { isAbsolute, join } from 'node:path';

/** Names under which agents offer a file path, a file's text, and the two sides of an edit. */
const PATH = ['file_path', 'filePath', 'absolute_path', 'path', 'filename'];
const TEXT = ['content', 'file_text', 'contents', 'new_text'];
const OLD = ['old_string', 'oldString', 'old_str', 'old_text', 'oldText'];
const NEW = ['new_string', 'newString', 'new_str', 'new_text', 'newText'];
const SHELLS = [
  'Bash',
  'bash',
  'run_shell_command',
  'exec_command',
  'shell_command',
  'run_commands',
  'shell',
  'execute_command',
  'Execute',
  'execute',
];
const WRITERS = ['Write', 'write_file', 'write', 'create', 'write_to_file', 'Create', 'editor'];
const EDITORS = ['Edit', 'replace', 'edit', 'replace_in_file', 'editor', 'str_replace_editor'];
const READERS = ['Read', 'read_file', 'read', 'view', 'read_files'];
const PLANS = ['TaskCreate', 'TaskUpdate']; // Claude Code 2.x: one call per item
const TODOS = ['TodoWrite', 'update_plan', 'todowrite', 'write_todos', 'todo_write', 'update_todo'];

/** The tool calls of one neutral step, for the tools that this request offers: [{name, args} or {name, patch}]. `seen` names the tools called before. */
export const callsFor = (step, tools, cwd, seen) =>
  (step.do === 'several' ? step.steps : [step]).flatMap((one) => callFor(one, tools, cwd, seen));

function callFor(step, tools, cwd, seen) {
  const offered = (names) => names.map((name) => tools.find((tool) => tool.name === name)).find(Boolean);
  const prop = (tool, names) => names.find((name) => tool.props.includes(name)) ?? names[0];
  const abs = (path) => (isAbsolute(path) ? path : join(cwd, path));
  const shell = (cmd) => {
    const tool = offered(SHELLS) ?? { name: 'shell', props: ['command'] };
    if (tool.name === 'exec_command') return { name: tool.name, args: { cmd } };
    if (tool.name === 'run_commands') return { name: tool.name, args: { commands: [cmd] } };
    if (tool.name === 'shell') return { name: tool.name, args: { command: ['bash', '-lc', cmd] } };
    const args = { command: cmd };
    if (tool.props.includes('description')) args.description = 'run a command';
    if (tool.props.includes('is_background')) args.is_background = false;
    return { name: tool.name, args };
  };
  const patch = (text) => {
    const whole = `*** Begin Patch\n${text}\n*** End Patch\n`;
    // Codex also takes a patch through its shell, and offers no tool for it to a model that it does not know
    return offered(['apply_patch'])
      ? { name: 'apply_patch', patch: whole }
      : shell(`apply_patch <<'EOT'\n${whole}EOT\n`);
  };
  const patches = !!offered(['apply_patch', 'exec_command']);
  const prefixed = (sign, text) =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => sign + line)
      .join('\n');

  if (step.do === 'shell') return shell(step.cmd);
  if (step.do === 'read') {
    const tool = offered(READERS);
    if (!tool) return shell(`cat '${step.path}'`);
    if (tool.name === 'read_files') return { name: tool.name, args: { files: [{ path: abs(step.path) }] } };
    return { name: tool.name, args: { [prop(tool, PATH)]: abs(step.path) } };
  }
  if (step.do === 'write') {
    if (patches && !offered(WRITERS)) return patch(`*** Add File: ${step.path}\n${prefixed('+', step.content)}`);
    const tool = offered(WRITERS);
    if (!tool) return shell(`cat > '${step.path}' <<'EOT'\n${step.content}EOT`);
    return { name: tool.name, args: { [prop(tool, PATH)]: abs(step.path), [prop(tool, TEXT)]: step.content } };
  }
  if (step.do === 'edit') {
    if (patches && !offered(EDITORS))
      return patch(`*** Update File: ${step.path}\n@@\n${prefixed('-', step.old)}\n${prefixed('+', step.new)}`);
    const tool = offered(EDITORS);
    if (!tool) return shell(`sed -i 's|${step.old}|${step.new}|' '${step.path}'`);
    if (tool.props.includes('edits'))
      return {
        name: tool.name,
        args: { [prop(tool, PATH)]: abs(step.path), edits: [{ oldText: step.old, newText: step.new }] },
      };
    const args = { [prop(tool, PATH)]: abs(step.path), [prop(tool, OLD)]: step.old, [prop(tool, NEW)]: step.new };
    if (tool.props.includes('instruction')) args.instruction = step.note ?? 'apply the change';
    return { name: tool.name, args };
  }
  if (step.do === 'todo') {
    if (PLANS.every((name) => offered([name]))) {
      return step.items.map((item, k) =>
        seen.has('TaskCreate')
          ? { name: 'TaskUpdate', args: { taskId: String(k + 1), status: item.status } }
          : { name: 'TaskCreate', args: { subject: item.text, description: item.text, activeForm: item.text } },
      );
    }
    const tool = offered(TODOS);
    if (!tool) return shell('true');
    const items = step.items;
    if (tool.name === 'update_plan')
      return { name: tool.name, args: { plan: items.map((item) => ({ step: item.text, status: item.status })) } };
    if (tool.name === 'write_todos')
      return {
        name: tool.name,
        args: { todos: items.map((item) => ({ description: item.text, status: item.status })) },
      };
    return {
      name: tool.name,
      args: {
        todos: items.map((item, k) => ({
          id: String(k + 1),
          content: item.text,
          status: item.status,
          activeForm: item.text,
          priority: 'medium',
        })),
      },
    };
  }
  if (step.do === 'agent') {
    const tool = offered(['Task', 'Agent', 'task']);
    if (!tool) return shell('true');
    const args = { description: step.title, prompt: step.prompt };
    // Copilot wants a name and a kind of its own; OpenCode calls its kind differently
    if (tool.props.includes('agent_type'))
      return { name: tool.name, args: { ...args, name: 'search', agent_type: 'explore' } };
    return { name: tool.name, args: { ...args, subagent_type: tool.name === 'task' ? 'general' : 'general-purpose' } };
  }
  throw new Error(`a scenario step has no known 'do': ${JSON.stringify(step)}`);
}
