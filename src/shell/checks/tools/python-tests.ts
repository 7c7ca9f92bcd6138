import type { CheckTool } from '../tool.ts';

const PYTEST_VOIDS = '--collect-only --co --fixtures --markers --setup-plan --setup-only --cache-show -VV';

export const PYTHON_TEST_TOOLS: readonly CheckTool[] = [
  {
    name: 'pytest',
    kind: 'test',
    programs: 'pytest py.test',
    values:
      '-n --numprocesses --cov --cov-report --cov-config --tb -r -W --maxfail ' +
      '--durations --junitxml --junit-xml --timeout --log-level --log-cli-level --dist --basetemp --color ' +
      '--confcutdir --import-mode --capture --verbosity --reruns --html --pythonwarnings',
    narrows: '-k -m --ignore --ignore-glob --deselect',
    narrowing: '--lf --last-failed --sw --stepwise --testmon --picked',
    variants: '-c --config-file --rootdir --cov-fail-under -p -o --override-ini',
    stricter: '-W=error --pythonwarnings=error',
    neutral: '-p=no:cacheprovider -p=no:warnings',
    hollow: '--suppress-no-test-exit-code',
    aliases: '--override-ini=-o --last-failed=--lf --stepwise=--sw --config-file=-c',
    voids: PYTEST_VOIDS,
  },
  {
    name: 'python',
    kind: 'test',
    programs: 'python python3 python2 py',
    verbs: '',
    operands: 'files',
    testFiles: true,
  },
  {
    name: 'unittest',
    kind: 'test',
    optional: 'discover',
    narrows: '-k -s -p --start-directory --pattern',
    values: '-t',
    aliases: '--start-directory=-s --pattern=-p',
  },
  {
    name: 'coverage report',
    kind: 'test',
    programs: 'coverage coverage3',
    verbs: 'report html xml json lcov',
    needs: '--fail-under',
    values: '--fail-under --format --precision --sort --title --data-file -d -o',
    stricter: '--fail-under',
    narrows: '--include --omit',
    variants: '--rcfile --contexts',
  },
  { name: 'nose2', kind: 'test', narrows: '-s -A', values: '-c --config' },
  { name: 'doctest', kind: 'test', operands: 'files' },
  {
    name: 'manage.py test',
    kind: 'test',
    programs: 'manage.py django-admin',
    narrows: '--tag --exclude-tag -k',
    values: '--settings --parallel -v --verbosity',
  },
  { name: 'manage.py check', kind: 'lint', programs: 'manage.py django-admin', values: '--settings --tag -t' },
  {
    name: 'tox',
    kind: 'test',
    optional: 'run run-parallel p r',
    refuses: 'list l config devenv',
    narrows: '-e -f -m --skip-env',
    values: '-c --conf -p --parallel',
    voids: '-l --listenvs --notest',
    handedVoids: PYTEST_VOIDS,
  },
  {
    name: 'nox',
    kind: 'test',
    narrows: '-s --session --sessions -e -k --keywords -t --tags',
    values: '-f --noxfile',
    aliases: '--session=-s --sessions=-s -e=-s',
    voids: '-l --list --install-only',
    handedVoids: PYTEST_VOIDS,
  },
];
