import { asArray, at, isObject } from '../../domain/json.ts';
import { check, type Kind, type RepositoryLook } from './kind.ts';
import { readToml } from './read-toml.ts';

export const python: Kind = {
  isHere: (look) => ['pytest.ini', '.pytest.ini', 'conftest.py', 'tox.ini'].some(look.has) || namesPytest(look),
  checks: () => [
    check('pytest', 'pytest', {
      // which environment it needs, a clean checkout does not say
      rerun: false,
      definition: [
        '**/conftest.py',
        '**/pytest.ini',
        '**/.pytest.ini',
        '**/tox.ini',
        '**/pyproject.toml',
        '**/setup.cfg',
        '**/requirements*.txt',
      ],
    }),
  ],
};

/** pyproject.toml configures it, or lists it among what the project needs. */
const namesPytest = (look: RepositoryLook): boolean => {
  if (!look.has('pyproject.toml')) return false;
  const project = readToml(look, 'pyproject.toml');
  return (
    isObject(at(project, 'tool', 'pytest')) ||
    LISTS.some((keys) => lists(at(project, ...keys))) ||
    LISTS_BY_GROUP.some((keys) => valuesOf(at(project, ...keys)).some(lists)) ||
    POETRY.some((keys) => isPoetry(at(project, ...keys))) ||
    valuesOf(at(project, 'tool', 'poetry', 'group')).some((group) => isPoetry(at(group, 'dependencies')))
  );
};

/** Lists of requirements (PEP 621, and what uv had before PEP 735). */
const LISTS = [
  ['project', 'dependencies'],
  ['tool', 'uv', 'dev-dependencies'],
];
/** Tables of such lists by the name of a group (PEP 621, PEP 735). */
const LISTS_BY_GROUP = [
  ['project', 'optional-dependencies'],
  ['dependency-groups'],
  ['tool', 'pdm', 'dev-dependencies'],
];
/** Tables of versions by the name of a package. */
const POETRY = [
  ['tool', 'poetry', 'dependencies'],
  ['tool', 'poetry', 'dev-dependencies'],
];

const lists = (value: unknown): boolean =>
  asArray(value).some((one) => typeof one === 'string' && /^\s*pytest\s*(?:$|[[<>=!~;@(])/i.test(one));

const isPoetry = (value: unknown): boolean => isObject(value) && Object.hasOwn(value, 'pytest');

const valuesOf = (value: unknown): readonly unknown[] => (isObject(value) ? Object.values(value) : []);
