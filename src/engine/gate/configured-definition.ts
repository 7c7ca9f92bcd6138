import type { Policy, RequiredCheck } from '../../domain/policy.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { defaultDefinition } from '../../judging/default-definition.ts';
import { configurationsIn, namedInConfiguration } from './named-in-configuration.ts';

/** Longer ones are data. */
const MOST_CHARACTERS = 256 * 1024;

/** Where a policy leaves it open what says what a check does, the target branch's configuration of runners names more of it. */
export const withConfigured = async (change: Pick<OpenChange, 'files'>, policy: Policy): Promise<Policy> => {
  const open = policy.required_checks.filter(isOpen);
  if (open.length === 0) return policy;
  const paths = [...new Set(open.flatMap(({ cwd }) => configurationsIn(cwd)))];
  const texts = new Map((await change.files(paths)).map((file, at) => [paths[at] ?? '', file?.text ?? '']));
  const withMore = (check: RequiredCheck): RequiredCheck => {
    const named = configurationsIn(check.cwd).flatMap((path) => {
      const text = texts.get(path) ?? '';
      return text === '' || text.length > MOST_CHARACTERS ? [] : namedInConfiguration(path, text);
    });
    const more = named.filter((glob) => !check.definition.includes(glob));
    return more.length === 0 ? check : { ...check, definition: [...check.definition, ...new Set(more)] };
  };
  return {
    ...policy,
    required_checks: policy.required_checks.map((check) => (isOpen(check) ? withMore(check) : check)),
  };
};

const isOpen = ({ command, setup, definition }: RequiredCheck): boolean =>
  definition.join('\n') === defaultDefinition(`${command}\n${setup}`).join('\n');
