import { asArray, at, field, readJson } from '../../domain/json.ts';
import { globMatcher, wrongInGlob } from '../globs.ts';
import { readYaml } from '../read-yaml.ts';
import type { RepositoryLook } from './kind.ts';

/**
 * Directories of the workspaces of npm, yarn, bun (`workspaces` of package.json, a list or `packages` in it) and pnpm
 * (`packages` of pnpm-workspace.yaml). A pattern with `!` takes out again.
 */
export const workspaceDirs = (look: RepositoryLook): readonly string[] => {
  const patterns = patternsOf(look).map((one) => one.replace(/^(!?)(?:\.?\/)?/, '$1').replace(/\/+$/, ''));
  const isIn = globMatcher(patterns.filter((one) => wrongInGlob(one) === undefined));
  const isOut = globMatcher(patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1)));
  return look.packages.filter((dir) => isIn(dir) && !isOut(dir));
};

const patternsOf = ({ has, text }: RepositoryLook): readonly string[] => {
  const listed = has('pnpm-workspace.yaml')
    ? field(readYaml(text('pnpm-workspace.yaml') ?? ''), 'packages')
    : at(readJson(text('package.json') ?? ''), 'workspaces');
  const patterns = Array.isArray(listed) ? listed : field(listed, 'packages');
  return asArray(patterns).filter((one) => typeof one === 'string');
};
