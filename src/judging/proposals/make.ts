import { check, type Kind } from './kind.ts';

export const make: Kind = {
  isHere: ({ script }) => script('make', '.', 'test') || script('make', '.', 'check'),
  checks: ({ script }) => {
    const target = script('make', '.', 'test') ? 'test' : 'check';
    return [
      check(`make ${target}`, `make ${target}`, { definition: ['**/{GNUmakefile,makefile,Makefile}', '**/*.mk'] }),
    ];
  },
};
