import { corpusSuite } from './corpus.ts';

await corpusSuite(6, 8);
