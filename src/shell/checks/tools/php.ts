import type { CheckTool } from '../tool.ts';

const PHPUNIT = {
  values:
    '--log-junit --coverage-clover --coverage-html --colors --bootstrap --order-by --cache-directory --printer --processes -p',
  narrows: '--filter --exclude-filter --group --exclude-group --testsuite --exclude-testsuite',
  variants: '-c --configuration',
  aliases: '--configuration=-c',
  voids: '--list-tests --list-suites --list-groups --list-tests-xml',
} as const;

export const PHP_TOOLS: readonly CheckTool[] = [
  { name: 'php -l', kind: 'lint', verbs: '', needs: '-l --syntax-check', early: true, operands: 'files' },
  { name: 'phpunit', kind: 'test', programs: 'phpunit paratest simple-phpunit', ...PHPUNIT },
  {
    name: 'pest',
    kind: 'test',
    ...PHPUNIT,
    narrows: `${PHPUNIT.narrows} --type-coverage`,
    narrowing: '--dirty --bail',
  },
  { name: 'artisan test', kind: 'test', ...PHPUNIT },
  {
    name: 'phpstan',
    kind: 'lint',
    optional: 'analyse analyze',
    refuses: 'clear-result-cache dump-parameters',
    values: '--memory-limit --error-format -a --autoload-file',
    variants: '-l --level -c --configuration',
    aliases: '--level=-l --configuration=-c',
  },
  {
    name: 'psalm',
    kind: 'lint',
    values: '--threads --output-format',
    variants: '-c --config --error-level',
    voids: '--init --clear-cache',
  },
  {
    name: 'phpcs',
    kind: 'lint',
    values: '--report',
    narrows: '--ignore --exclude --sniffs --extensions',
    variants: '--standard',
    masks: '--runtime-set=ignore_errors_on_exit',
  },
  { name: 'php-cs-fixer', kind: 'format', optional: 'fix check', needs: '--dry-run check', values: '--config --rules' },
  { name: 'pint --test', kind: 'format', verbs: '', needs: '--test', values: '--preset --config' },
];
