import { check, type Kind } from './kind.ts';

export const go: Kind = {
  isHere: ({ has }) => has('go.mod'),
  checks: () => [
    check('go test', 'go test ./...', {
      network: true,
      definition: ['**/go.mod', '**/go.sum', 'go.work'],
    }),
  ],
};
