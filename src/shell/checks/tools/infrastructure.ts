import type { CheckTool } from '../tool.ts';

export const INFRASTRUCTURE_TOOLS: readonly CheckTool[] = [
  { name: 'terraform validate', kind: 'lint', programs: 'terraform tofu' },
  { name: 'terraform test', kind: 'test', programs: 'terraform tofu', narrows: '-filter' },
  { name: 'terraform fmt', kind: 'format', programs: 'terraform tofu', needs: '-check --check' },
  { name: 'tflint', kind: 'lint', masks: '--force' },
  { name: 'helm lint', kind: 'lint', values: '-f --values --set' },
  {
    name: 'docker build',
    kind: 'build',
    programs: 'docker podman',
    values: '-t --tag --build-arg --target --platform --progress --label --cache-from --cache-to --secret --network',
    variants: '-f --file',
    aliases: '--file=-f',
    operands: 'ignored',
  },
  {
    name: 'hadolint',
    kind: 'lint',
    values: '-c --config -f --format',
    narrows: '--ignore',
    variants: '--failure-threshold',
    operands: 'files',
    masks: '--no-fail',
  },
  { name: 'actionlint', kind: 'lint' },
  { name: 'yamllint', kind: 'lint', values: '-f --format', variants: '-c --config-file -d --config-data' },
  { name: 'ansible-lint', kind: 'lint', values: '-c --config-file', narrows: '-x --skip-list -t --tags' },
  { name: 'buf lint', kind: 'lint' },
  { name: 'sqlfluff lint', kind: 'lint', values: '--dialect --config -f --format', masks: '--nofail' },
  { name: 'nix flake check', kind: 'test', verbs: 'flake', needs: 'check', operands: 'ignored' },
];
