import { corpusSuite } from './corpus.ts';

await corpusSuite(4, 8);
