import { hostileSuite } from './suite.ts';
import { share } from './subject.ts';

hostileSuite(share(1, 4));
