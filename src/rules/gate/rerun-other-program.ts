import { unseenWords } from '../../domain/rerun-words.ts';
import type { GateRule } from './gate-rule.ts';

/** It is isolated there: it sees directories of the PATH, and not all that links in them lead to. */
export const rerunOtherProgram: GateRule = {
  code: 'rerun_other_program',
  description: 'a check was run again with another program than the PATH has where the gate runs',
  severity: { default: 'note', strict: 'note' },
  check: ({ reruns, checks }) =>
    reruns.flatMap(({ name, unseen }) => {
      const check = checks.find(({ required }) => required === name);
      return unseen.map((program) => ({
        message: `${check?.command ?? name} was run again with another program; ${unseenWords(program)}`,
        place: { check: check?.id ?? name },
        hint: `put the directory of ${program.name} itself on the PATH, in place of a link to it`,
      }));
    }),
};
