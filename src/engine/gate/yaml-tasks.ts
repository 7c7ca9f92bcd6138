/** Tasks of Taskfiles and of moon. */
import { posix } from 'node:path';
import { asArray, asString, field } from '../../domain/json.ts';
import { readYaml } from '../../judging/read-yaml.ts';
import { before, entries, strings, type TaskReader } from './task-values.ts';

/** `cmds`, `deps`, and a task that is a line or a list of them. */
export const ofTaskfile: TaskReader = (text, dir) =>
  entries(field(readYaml(text), 'tasks')).map(([name, task]) => {
    const steps = [task, field(task, 'cmd'), field(task, 'cmds')].flatMap((one) =>
      Array.isArray(one) ? asArray(one) : [one],
    );
    const commands = steps.flatMap((step) => strings(step ?? undefined).concat(strings(field(step, 'cmd'))));
    const cwd = posix.join(dir, asString(field(task, 'dir')) ?? '.');
    return {
      name,
      lines: commands.map((line) => ({ text: line, cwd })),
      calls: [...steps.flatMap((step) => strings(field(step, 'task'))), ...strings(field(task, 'deps'))].concat(
        asArray(field(task, 'deps')).flatMap((one) => strings(field(one, 'task'))),
      ),
    };
  });

export const ofMoon: TaskReader = (text, dir) =>
  entries(field(readYaml(text), 'tasks')).map(([name, task]) => {
    const words = (key: string): string => strings(field(task, key)).join(' ');
    const lines = [`${words('command')} ${words('args')}`.trim(), words('script'), ...strings(task)];
    return {
      name,
      // what all projects share runs in each: of the root alone it is known where that is
      lines: lines
        .filter((line) => line !== '')
        .map((line) => ({ text: line, cwd: dir.replace(/(?:^|\/)\.moon(?:\/.*)?$/, '') || '.' })),
      calls: before(field(task, 'deps')),
    };
  });
